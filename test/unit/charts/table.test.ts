import t from 'tap';
import {
  type ShownTable,
  saySaving,
  showAmount,
  tableCells,
  tableView,
} from '../../../src/charts/table.ts';

t.test('amounts are whole pounds, and to the penny where that is asked', async (t) => {
  t.equal(showAmount('1234.50', 'pounds'), '£1,235');
  t.equal(showAmount('-1234.50', 'pence'), '−£1,234.50');
  t.equal(showAmount(null, 'pounds'), '–');
});

t.test('a saving is said in words, a loss first of all', async (t) => {
  t.equal(saySaving('-310.00', 'pounds'), '£310 worse off');
  t.equal(saySaving('2108.44', 'pounds'), '£2,108 saved');
  t.equal(saySaving('0.00', 'pounds'), 'nothing saved');
  t.equal(saySaving(null, 'pounds'), 'not measured');
});

const table: ShownTable = {
  id: 'a',
  caption: 'A',
  columns: [
    { key: 'name', heading: 'School', kind: 'text' },
    { key: 'saving', heading: 'Saving, £', kind: 'saving' },
    { key: 'part', heading: 'Measured', kind: 'percent' },
  ],
  rows: [
    {
      values: { name: 'Ash', saving: '-310.40', part: '79.4' },
      href: '/ash',
      workings: { saving: '/why' },
      tags: [{ text: 'Worse off', colour: 'red' }],
    },
    { values: { name: 'Beech', saving: null, part: null } },
  ],
  total: { values: { name: 'Total', saving: '-310.40', part: '50.0' } },
};

t.test('cells say what they are, where they lead and whether they are a loss', async (t) => {
  const { rows, total } = tableView(table, 'pounds');
  t.match(rows[0]?.cells[0], { text: 'Ash', href: '/ash', isNumeric: false });
  t.match(rows[0]?.cells[1], { text: '−310', href: '/why', isNumeric: true, isLoss: true });
  t.equal(rows[0]?.cells[2]?.text, '79.4%');
  t.equal(rows[1]?.cells[1]?.text, '–');
  t.equal(total?.cells[1]?.isLoss, true);
});

t.test('the file has the same rows to the penny, and says what is beside them', async (t) => {
  t.strictSame(tableCells(table, null), {
    header: ['School', 'Saving, £', 'Measured', 'Notes'],
    cells: [
      ['Ash', { amount: '-310.40' }, { amount: '79.4' }, 'Worse off'],
      ['Beech', null, null, ''],
      ['Total', { amount: '-310.40' }, { amount: '50.0' }, ''],
    ],
  });
  const known = tableCells(table, 12);
  t.equal(known.header.at(-1), 'Known at journal');
  t.ok(known.cells.every((row) => JSON.stringify(row.at(-1)) === '{"amount":"12"}'));
});
