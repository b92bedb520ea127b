import t from 'tap';
import type { ShownTable } from '../../../src/charts/table.ts';
import { tableWorkbook } from '../../../src/charts/table-workbook.ts';
import { rowsOf, spelt } from '../../support/workbook.ts';

const table: ShownTable = {
  id: 'a',
  caption: 'Savings by school',
  columns: [
    { key: 'name', heading: 'School', kind: 'text' },
    { key: 'saving', heading: 'Saving, £', kind: 'saving' },
    { key: 'part', heading: 'Measured, %', kind: 'percent' },
  ],
  rows: [
    {
      values: { name: '=1+1 & Sons', saving: '-310.40', part: '79.4' },
      tags: [{ text: 'Worse off', colour: 'red' }],
    },
    { values: { name: '0010', saving: null, part: null } },
  ],
  total: { values: { name: 'Total', saving: '12345678.91', part: '50.0' } },
};
const source = { trust: 'Ash & Oak', of: 'All months of service', journal: 12 };

t.test('a workbook has the rows and the total to the penny, and text stays text', async (t) => {
  const rows = await rowsOf(await tableWorkbook(table, source), { sheet: 'Table' });
  t.strictSame(spelt(rows), [
    '1: School|Saving, £|Measured, %|Notes',
    '2: =1+1 & Sons|-310.4|79.4|Worse off',
    '3: 0010|||',
    '4: Total|12345678.91|50|',
  ]);
});

t.test('its second sheet says what the figures are', async (t) => {
  const rows = await rowsOf(await tableWorkbook(table, source), { sheet: 'About' });
  t.strictSame(spelt(rows), [
    '1: Trust|Ash & Oak',
    '2: Table|Savings by school',
    '3: Figures|All months of service',
    '4: Known at journal|12',
  ]);
  const other = await tableWorkbook(table, { ...source, journal: null });
  t.equal((await rowsOf(other, { sheet: 'About' })).length, 3);
});
