import t from 'tap';
import { pence } from '../../../src/money/money.ts';
import { queueTable, unpricedTable } from '../../../src/queue/queue-tables.ts';

t.test('each reason leads to its first row', async (t) => {
  const group = {
    key: 'k',
    code: 'school.unknown' as const,
    found: 'Elm',
    column: 'School',
    rows: 2,
    net: pence(5000),
    files: [
      { importId: 'i', file: 'june.csv' },
      { importId: 'j', file: 'july.csv' },
    ],
    first: { importId: 'i', file: 'june.csv', row: 3 },
    message: 'No school is called Elm.',
    remedy: null,
  };
  const [row] = queueTable([group], '/q').rows;
  t.match(row, { href: '/q/i/3', values: { rows: '2', net: '50.00', files: '2 files' } });
  const one = { ...group, files: group.files.slice(0, 1) };
  t.match(queueTable([one], '/q').rows, [{ values: { files: 'june.csv' } }]);
});

t.test('an item leads to where its word is explained, if it has one', async (t) => {
  const item = {
    importId: 'i',
    file: 'july.csv',
    contract: 'P 1',
    item: 'A&B',
    rows: 1,
    net: pence(2500),
  };
  t.match(unpricedTable([item, { ...item, item: '' }], '/q').rows, [
    { href: '/q/i/items?item=A%26B&contract=P+1', values: { net: '25.00' } },
    { href: undefined, values: { item: '(none)' } },
  ]);
});
