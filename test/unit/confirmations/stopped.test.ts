import t from 'tap';
import { stoppedIn } from '../../../src/confirmations/stopped.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { pounds } from '../lines/given.ts';

const stopped = (row: number, code: string, found: string) =>
  ({ row, state: 'held', code, found, column: null, net: pounds('1.00') }) as StoppedRow;

t.test('rows that stopped are gathered page by page', async (t) => {
  async function* pages() {
    yield [stopped(2, 'school.unknown', 'Elm'), stopped(3, 'contract.unknown', 'P9')];
    yield [stopped(4, 'school.unknown', 'Elm')];
  }
  t.match(await stoppedIn(pages()), {
    problems: { groups: [{ rows: 2 }, { rows: 1 }], first: [{ row: 2 }, { row: 3 }, { row: 4 }] },
    schools: [{ text: 'Elm', rows: 2, net: 200 }],
    contracts: [{ text: 'P9', rows: 1, net: 100 }],
  });
});
