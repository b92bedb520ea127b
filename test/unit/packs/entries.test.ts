import t from 'tap';
import { recordOf } from '../../../src/amendments/record.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { asInFolder, entryParts } from '../../../src/packs/entries.ts';
import { guardOf, leftOut } from '../../../src/packs/scope.ts';
import { contractTermsFile, termsRow } from '../../../src/trusts/renewal-file.ts';
import { terms as agreed } from '../amendments/given.ts';
import { contractOf, day, schoolOf } from '../lines/given.ts';
import { decided, termsOf } from '../renewals/given.ts';
import { rowsOf, scopeOf } from './given.ts';

const ash = schoolOf('900001', { name: 'Ash' });
const beech = schoolOf('900002', { name: 'Beech' });
const contract = contractOf([['900001', '2025-09-01..']]);
const version = (number: number, description: string) => ({
  ...{ version: number, by: 'A. Maker', at: 'then', terms: agreed },
  ...{ signedOn: day('2025-07-01'), amendment: number > 1 ? 'More of Beech' : null },
  record: recordOf({ description }),
});
const review = {
  ...{ item: 'PAYSLIP', series: 'CPI', baseMonth: '2025-01' as Month, reviewMonth: 9 },
  ...{ cap: null, collar: null, decimals: 2, validFrom: day('2025-09-01') },
  validTo: day('2028-08-31'),
};
const entriesFor = (guard: ReturnType<typeof guardOf>) =>
  rowsOf(
    entryParts(
      {
        contracts: [contract],
        terms: new Map([[contract.id, termsOf({ penalties: 'as with Beech' })]]),
        versions: new Map([[contract.id, [version(1, 'Payroll'), version(2, 'For Beech too')]]]),
        decisions: new Map([[contract.id, [decided('let_end', '2028-08-31')]]]),
        reviews: ['PAY-2025', 'OTHER'].map((reference) => ({ contract: reference, ...review })),
      },
      guard,
    ),
  );

t.test('an entry is whole: its end, every version, its reviews and decisions', async (t) => {
  const found = await entriesFor(guardOf([ash, beech], undefined));
  t.match(found, {
    'contract_terms.csv': [/^PAY-2025,.*as with Beech/],
    'contract_records.csv': [/Payroll.*,1,A. Maker,then$/, /More of Beech.*For Beech too.*,2,/],
    'price_reviews.csv': [/^PAY-2025,PAYSLIP,CPI,2025-01,9,/],
    'renewal_decisions.csv': [
      'PAY-2025,let_end,2028-08-31,2028-08-31,,the board wanted it,office,2026-02-11T10:00:00Z',
    ],
  });
  t.equal(found['price_reviews.csv']?.length, 1, 'and none of another contract');
});

t.test('of a school’s pack a text that names another school is left out', async (t) => {
  const { school } = scopeOf(ash);
  const found = JSON.stringify(await entriesFor(guardOf([ash, beech], school)));
  t.notMatch(found, /Beech/);
  t.match(found, leftOut);
});

t.test('a file of the folder keeps its headings, and an empty cell stays empty', async (t) => {
  const { header, cells } = asInFolder(contractTermsFile, (text) => `<${text}>`);
  t.equal(header[0], 'contract');
  const row = cells({ row: termsRow('C1', termsOf({ leadWeeks: 4 })) });
  t.equal(row.length, header.length);
  t.match(row, ['<C1>', null, null, null, '<3>', '<months>', '<4>', null]);
});
