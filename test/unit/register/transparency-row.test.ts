import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import { publishedTerms } from '../../../src/register/published-terms.ts';
import type { RegisterEntry } from '../../../src/register/register-entry.ts';
import { transparencyHeadings, transparencyRow } from '../../../src/register/transparency-row.ts';
import type { School } from '../../../src/schools/school.ts';
import { day } from '../lines/given.ts';
import { entryOn, schoolNamed } from './given-entry.ts';
import { versionsOf } from './given-versions.ts';

const today = day('2026-02-11');
const rowOf = (entry: RegisterEntry) => {
  const row = transparencyRow(entry, 'Ash Trust', today);
  return Object.fromEntries(transparencyHeadings.map((heading, index) => [heading, row[index]]));
};

t.test('a contract has a cell below each heading, and what is not known is empty', async (t) => {
  const row = rowOf(entryOn(today));
  t.strictSame(Object.keys(row), transparencyHeadings);
  t.match(row, {
    'Description of the goods or services': 'paper',
    'Sum to be paid over the length of the contract or estimated annual spending (£)': null,
    'Reference number': 'PAPER',
    'Department responsible': 'Ash Trust',
    'Supplier name': 'Paper Mill',
    'Supplier company number': 'SC000099',
    'Start date': '2025-09-01',
    'End date': '2026-08-31',
    'Review date': '2026-05-29',
    'Small or medium-sized enterprise': null,
  });
});

t.test('what is written of a contract is told', async (t) => {
  const record = {
    ...{ annualValue: pence(1200_00), description: 'Paper of all sizes', route: 'quotes' as const },
    ...{ reviewOn: day('2026-04-01'), smallSupplier: true, voluntarySupplier: false },
  };
  const published = publishedTerms(versionsOf({ record }));
  t.match(rowOf(entryOn(today, { published })), {
    'Description of the goods or services': 'Paper of all sizes',
    'Sum to be paid over the length of the contract or estimated annual spending (£)': {
      amount: '1200.00',
    },
    'Review date': '2026-04-01',
    'Invitation to quote or published invitation to tender': 'three quotes',
    'Small or medium-sized enterprise': 'yes',
    'Voluntary or community sector organisation': 'no',
  });
  const ended = publishedTerms(versionsOf({ record: { ...record, endedOn: day('2026-02-28') } }));
  t.match(rowOf(entryOn(today, { published: ended })), {
    'Sum to be paid over the length of the contract or estimated annual spending (£)': {
      amount: '600.00',
    },
    'End date': '2026-02-28',
  });
});

t.test('VAT is lost nowhere only if every school gets it all back', async (t) => {
  const heading = 'VAT that cannot be recovered (£)';
  const getting = (rate: string) => ({
    ...schoolNamed(rate, '100009'),
    terms: [
      {
        ...{ validFrom: day('2020-01-01'), status: 'academy' as const, yearStartsMonth: 9 },
        vatRecoveryRate: decimal(rate),
      },
    ],
  });
  const lost = (...schools: School[]) => rowOf(entryOn(today, { schools }))[heading];
  t.strictSame(lost(getting('1'), getting('1')), { amount: '0.00' });
  t.equal(lost(getting('1'), getting('0.9')), null);
  t.equal(lost(), null);
});
