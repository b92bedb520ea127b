import t from 'tap';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { workedExample } from '../../../src/contract-register/worked-example.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { decimal } from '../../../src/money/decimal.ts';
import type { School } from '../../../src/schools/school.ts';

const day = (text: string) => text as LocalDate;
const school = (urn: string, pupils: number | null): School => ({
  id: urn,
  urn,
  name: `School ${urn}`,
  phase: 'primary',
  memberships: [],
  terms: [],
  drivers:
    pupils === null
      ? []
      : [
          {
            driver: 'pupils',
            effectiveFrom: day('2020-01-01'),
            value: decimal(pupils),
            source: 'census',
          },
        ],
  identifiers: [],
});
const contract = (days: Readonly<Record<string, string>>): Contract => ({
  ...{ id: 'c', reference: 'P1', title: 'Paper', supplierId: 's', category: 'paper' },
  ...{ cfrCode: 'E20', noticeMonths: 3, procurementRoute: '', driver: 'pupils', prices: [] },
  term: { from: day('2025-09-01'), to: day('2026-08-31') },
  participations: Object.entries(days).map(([schoolId, from]) => {
    return { schoolId, days: { from: day(from), to: lastDay } };
  }),
});
const of = (...schools: School[]) => new Map(schools.map((each) => [each.id, each]));

t.test('£100.00 is shared to the penny, by size', async (t) => {
  const joined = contract({ 1: '2025-09-01', 2: '2025-09-01', 3: '2025-09-01' });
  const schools = of(school('1', 100), school('2', 100), school('3', 100));
  const { shares, month } = workedExample(joined, schools, day('2026-01-10'));
  t.equal(month, '2026-01');
  t.strictSame(
    shares.map(({ amount, percent }) => [amount, percent]),
    [
      [3334, '33.33'],
      [3333, '33.33'],
      [3333, '33.33'],
    ],
  );
});

t.test('a school that joins in the month counts with its days', async (t) => {
  const joined = contract({ 1: '2025-09-01', 2: '2026-01-16' });
  const schools = of(school('1', 100), school('2', 100));
  const { shares } = workedExample(joined, schools, day('2026-01-10'));
  t.strictSame(
    shares.map(({ weight, amount }) => [weight, amount]),
    [
      ['3100', 6596],
      ['1600', 3404],
    ],
  );
});

t.test('before the contract its first month is taken, after it the last', async (t) => {
  const joined = contract({ 1: '2025-09-01' });
  const on = (text: string) => workedExample(joined, of(school('1', 1)), day(text)).month;
  t.strictSame([on('2024-01-01'), on('2030-01-01')], ['2025-09', '2026-08']);
});

t.test('a school without a size is named, and nothing is shared', async (t) => {
  const joined = contract({ 1: '2025-09-01', 2: '2025-09-01' });
  const example = workedExample(joined, of(school('1', 1), school('2', null)), day('2026-01-10'));
  t.match(example, { shares: [], withoutValue: ['School 2'] });
});
