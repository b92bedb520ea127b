import t from 'tap';
import { unmatchedIn } from '../../../src/confirmations/unmatched.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { pounds } from '../posting/given.ts';

const stopped = (code: string, found: string | null, net: string) =>
  ({ code, found, net: pounds(net) }) as StoppedRow;

t.test('texts that nothing answers to, those with the most rows first', async (t) => {
  const rows = [
    stopped('school.unknown', 'Elm', '1.00'),
    stopped('school.unknown', 'Oak', '2.00'),
    stopped('school.unknown', 'Oak', '-0.50'),
    stopped('school.unknown', null, '4.00'),
    stopped('contract.unknown', 'P9', '5.00'),
    stopped('date.unreadable', 'Oak', '9.00'),
  ];
  const items = [{ item: 'Pudding', contract: 'P1', rows: 2, net: pounds('3.00') }];
  t.strictSame(unmatchedIn(rows, items), {
    schools: [
      { text: 'Oak', rows: 2, net: 150 },
      { text: 'Elm', rows: 1, net: 100 },
      { text: '', rows: 1, net: 400 },
    ],
    contracts: [{ text: 'P9', rows: 1, net: 500 }],
    items: [{ text: 'Pudding', rows: 2, net: 300 }],
  });
});
