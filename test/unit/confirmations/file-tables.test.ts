import t from 'tap';
import { checkView, stoppedView, tallyTable } from '../../../src/confirmations/file-tables.ts';
import { problemCounter } from '../../../src/imports/problem-groups.ts';
import { pence } from '../../../src/money/money.ts';

const rows = { read: 62, posted: 1, already: 1, held: 60, refused: 0 };
const net = { read: '62.00', posted: '1.00', already: '1.00', held: '60.00', refused: '0.00' };

function stopped(count: number) {
  const counter = problemCounter();
  for (let row = 1; row <= count; row++) {
    counter.count({
      ...{ row, state: 'held', net: pence(100), code: 'school.unknown', column: 'School' },
      ...{ message: `No school ${row % 2}.`, found: String(row % 2), remedy: 'Name it.' },
      ...{ waitsFor: null, schoolId: null },
    });
  }
  return counter.end();
}

t.test('rows add up to what was read, whatever becomes of them', async (t) => {
  const table = tallyTable({ rows, net }, false);
  t.equal(
    table.rows.reduce((sum, { values }) => sum + Number(values.rows), 0),
    62,
  );
  t.match(table.total, { values: { rows: '62', net: '62.00' } });
});

t.test('why rows stop is told once for all, and cell by cell for the first', async (t) => {
  const { reasons, cells } = stoppedView(stopped(60));
  t.strictSame(
    reasons?.rows.map((row) => row.cells.map(({ text }) => text)),
    [['No school 1.', 'School', '60', '60.00', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …', 'Name it.']],
  );
  t.equal(cells?.rows.length, 50);
  t.match(cells?.caption, /the first 50/);
  t.strictSame(stoppedView(stopped(0)), { reasons: null, cells: null });
});

t.test('a check is told with its contents, prices and names that are not known', async (t) => {
  const found = {
    ...{ rows, net, supplier: 'Paper Mill', encoding: 'utf-8', profile_version: 2 },
    ...{ same_file_as: null, newly_posted: { rows: 1, net: '1.00' }, warnings: [], effect: [] },
    contents: {
      ...{ lines: 62, documents: 3, net: '62.00', vat: '12.40', gross: '74.40' },
      ...{ first_service_day: null, last_service_day: null },
    },
    unmatched: { schools: [{ text: 'Nowhere', rows: 1, net: '5.00' }], contracts: [], items: [] },
    ...{ problem_groups: [], problems: [] },
    price_check: {
      overcharged: { rows: 1, net: '2.00' },
      undercharged: { rows: 0, net: '0.00' },
      not_known: [],
      differences: [
        {
          ...{ row: 4, document: 'A1', school: 'Ash', item: 'REAM', quantity: '4' },
          ...{ agreed_price: '2.5', agreed_net: '10.00', basis: 'contract', why: null },
          ...{ net: '12.00', claim: '2.00' },
        },
      ],
    },
    fee_check: { rows: 0, excess: '0.00', untested: 0, differences: [] },
  } as unknown as Parameters<typeof checkView>[0];
  const view = checkView(found, new Map());
  t.strictSame(view.unmatched, ['No school is called “Nowhere”: one row, £5.00 net.']);
  t.match(view.contents.slice(2, 7), [
    { value: '3' },
    { value: '£62.00' },
    { value: '£12.40' },
    { value: '£74.40' },
    { value: /no days/ },
  ]);
  t.strictSame(view.overcharged, { rows: 1, net: '£2.00' });
  t.match(view.prices?.rows[0]?.cells[3], { text: '4 × £2.5 = £10.00' });
  t.equal(view.effect, null);
});
