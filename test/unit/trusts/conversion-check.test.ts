import t from 'tap';
import { conversionProblems } from '../../../src/trusts/conversion-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const schools = (...urns: string[]) => [
  'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
  ...urns.map((urn) => `${urn},School ${urn},primary,academy,2025-04-01,,9,1`),
];
const conversions = (...rows: string[]) => [
  'urn,new_urn,converted_on,status_before,year_starts_month_before,vat_recovery_rate_before',
  ...rows.map((row) => `${row},maintained,4,1`),
];

t.test('a number means one school', async (t) => {
  const first = '900001,900201,2025-09-01';
  const loaded = await folderOf({
    'schools.csv': schools('900001', '900002'),
    'conversions.csv': conversions(first),
  });
  t.strictSame(conversionProblems(loaded, asRegister(loaded)), [], 'the same again');
  const again = await folderOf({
    'schools.csv': schools('900201'),
    'conversions.csv': conversions('900001,900002,2025-09-01', '900002,900201,2026-09-01'),
  });
  t.strictSame(told(conversionProblems(again, asRegister(loaded))), [
    'register.conflict | conversions.csv, row 2, new_urn: "900002" is a school of its own already. Correct the number: a conversion gives a school one that it alone has.',
    'register.conflict | conversions.csv, row 3, new_urn: "900201" is a school of its own already. Correct the number: a conversion gives a school one that it alone has.',
  ]);
  const moved = await folderOf({ 'conversions.csv': conversions('900001,900201,2025-10-01') });
  t.strictSame(told(conversionProblems(moved, asRegister(loaded))), [
    'register.conflict | conversions.csv, row 2, new_urn: "900201" is the number of 900001 from 2025-09-01 on. Correct one of the two.',
  ]);
  const setUp = await folderOf({ 'schools.csv': schools('900201') });
  t.strictSame(told(conversionProblems(setUp, asRegister(loaded))), [
    'register.conflict | schools.csv, row 2, urn: 900201 is the number of 900001 since its conversion. Write 900001: the school keeps the number that it came with.',
  ]);
});
