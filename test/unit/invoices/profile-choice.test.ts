import t from 'tap';
import { chooseTable, fittingProfiles, newColumns } from '../../../src/invoices/profile-choice.ts';
import type { SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import { profileOf } from './given.ts';

const named = (name: string, facts: Partial<SupplierProfile>) => ({
  name,
  document: profileOf({ personal: [], ...facts }),
});
const columns = { document_number: 'No', document_date: 'Date', school: 'School', net: 'Net' };
const old = named('old', { columns, files: ['north-*.csv'] });
const grown = named('grown', { columns: { ...columns, vat: 'VAT' }, files: ['grown-*.csv'] });
const other = named('other', { supplier: 'Brightwater', columns, files: ['bright-*.csv'] });
const profiles = [old, grown, other];
const rows = (...texts: string[]) =>
  texts.map((text, index) => ({ row: index + 1, cells: text.split(',') }));

t.test('whose profiles may read a file', async (t) => {
  const names = (asked: { name: string; supplier?: string }) =>
    fittingProfiles(profiles, asked).map(({ name }) => name);
  t.strictSame(names({ name: 'north-1.csv' }), ['old'], 'by its name');
  t.strictSame(names({ name: 'mail.csv' }), [], 'a header alone does not tell');
  const supplier = 'Northfield Supply Teachers';
  t.strictSame(names({ name: 'mail.csv', supplier }), ['old', 'grown'], 'all of a named supplier');
  t.strictSame(names({ name: 'grown-1.csv', supplier }), ['grown', 'old'], 'its name tells first');
  t.strictSame(names({ name: 'north-1.csv', supplier: 'Brightwater' }), ['other'], 'a person says');
});

t.test('the profile, separator and row that show all columns', async (t) => {
  const comma = { delimiter: ',', rows: rows('Northfield', 'No,Date,School,Net') };
  const semicolon = { delimiter: ';', rows: rows('Northfield', 'No;Date;School;Net') };
  t.strictSame(chooseTable([grown, old], [semicolon, comma]), {
    profile: old,
    delimiter: ',',
    headerRow: 2,
  });
  const wide = { delimiter: '|', rows: rows('No,Date,School,Net,VAT') };
  t.strictSame(chooseTable([grown, old], [comma, wide]), {
    profile: grown,
    delimiter: '|',
    headerRow: 1,
  });
  const second = named('second', { columns, sheet: 'June' });
  const sheets = [
    { delimiter: ',', sheet: undefined, rows: rows('No,Date,School,Net') },
    { delimiter: ',', sheet: 'June', rows: rows('June', '', 'No,Date,School,Net') },
  ];
  t.equal(chooseTable([old], sheets)?.headerRow, 1, 'the first sheet of a workbook');
  t.equal(chooseTable([second], sheets)?.headerRow, 3, 'the sheet that the profile names');
  t.equal(chooseTable([grown], [comma, semicolon]), undefined, 'a column is missing');
  t.equal(chooseTable([], [comma]), undefined);
});

t.test('columns that no file had before', async (t) => {
  const before = ['No', 'Net  £', 'School'];
  t.strictSame(newColumns(['School', 'NO', 'Net £', ''], before), [], 'another order says nothing');
  t.strictSame(newColumns(['No', 'Worker', 'Net £'], before), ['Worker']);
});
