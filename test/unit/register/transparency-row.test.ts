import t from 'tap';
import { transparencyHeadings, transparencyRow } from '../../../src/register/transparency-row.ts';
import { day } from '../posting/given.ts';
import { entryOn } from './given-entry.ts';

t.test('a contract has a cell below each heading, and what is not known is empty', async (t) => {
  const row = transparencyRow(entryOn(day('2026-02-11')), 'Ash Trust');
  const cells = transparencyHeadings.map((heading, index) => [heading, row[index]]);
  t.equal(row.length, transparencyHeadings.length);
  t.match(Object.fromEntries(cells), {
    'Reference number': 'PAPER',
    'Department responsible': 'Ash Trust',
    'Supplier name': 'Paper Mill',
    'Supplier company number': 'SC000099',
    'VAT that cannot be recovered (£)': null,
    'Start date': '2025-09-01',
    'End date': '2026-08-31',
    'Review date': '2026-05-29',
    'Small or medium-sized enterprise': null,
  });
});
