import t from 'tap';
import { Problem } from '../../../src/problem.ts';
import {
  aboutFields,
  contentOf,
  fieldIn,
  fieldOfSchool,
} from '../../../src/trusts/register-change.ts';
import { priceFile, schoolFile } from '../../../src/trusts/trust-file.ts';
import { readTrustFolder } from '../../../src/trusts/trust-folder.ts';

const price = {
  contract: 'PAY',
  item: 'PAYSLIP',
  unit: 'payslip',
  quantity_basis: 'consumed',
  line_class: 'recurring',
  unit_price: '3.25',
  valid_from: '2025-09-01',
};

t.test('a row of the API reads like a row of the file', async (t) => {
  const { prices } = readTrustFolder(contentOf(priceFile, [{ ...price, valid_to: null }]));
  t.strictSame(prices.problems, []);
  t.match(prices.rows, [{ row: 2, value: { item: 'PAYSLIP', description: '', unit: 'payslip' } }]);
});

t.test('other files are not there', async (t) => {
  const folder = readTrustFolder(contentOf(priceFile, [price]));
  t.equal(folder.schools.isPresent, false);
  t.equal(folder.trust.isPresent, false);
});

t.test('a fault in a row is told of the field', async (t) => {
  const { prices } = readTrustFolder(contentOf(priceFile, [{ ...price, unit_price: 'x' }]));
  const about = aboutFields(new Problem(prices.problems), fieldIn(price));
  t.strictSame(about.details, [
    {
      code: 'cell.unreadable',
      column: 'unit_price',
      found: 'x',
      message: '"x" cannot be read.',
      remedy:
        'Write a number from 0 with at most six decimals, for example 4.25, or a percentage such as 22% mark-up or 18% discount.',
    },
  ]);
});

t.test('a column that the address names has no field', async (t) => {
  const details = {
    code: 'contract.unknown' as const,
    file: 'prices.csv',
    row: 2,
    column: 'contract',
    message: 'There is no contract "X".',
    remedy: 'Correct it, or add it to contracts.csv.',
  };
  const about = aboutFields(new Problem(details), fieldIn({ item: 'PAYSLIP' }));
  t.strictSame(about.details, [
    {
      code: 'contract.unknown',
      message: 'There is no contract "X".',
      remedy: 'Correct it, or add it first.',
    },
  ]);
});

t.test('a membership of a school has its place in the list', async (t) => {
  const facts = { name: 'Ash', phase: 'x', status: 'academy', year_starts_month: 9 };
  const days = (joined_on: string) => ({
    urn: '900001',
    ...facts,
    vat_recovery_rate: '1',
    joined_on,
  });
  const rows = [days('2025-09-01'), days('never')];
  const { schools } = readTrustFolder(contentOf(schoolFile, rows));
  const about = aboutFields(new Problem(schools.problems), fieldOfSchool(facts));
  const places = about.details.map(({ column }) => column);
  t.strictSame(
    places,
    ['phase', 'memberships/1/joined_on'],
    'and a fact of the school is told once',
  );
});
