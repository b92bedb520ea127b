import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { monthsIn, yearsBegun } from '../../../src/tiers/contract-year.ts';
import { day, rangeOf } from '../lines/given.ts';

t.test('a contract year is twelve months from the month in which the contract began', async (t) => {
  const examples: [term: string, today: string, years: string[]][] = [
    ['2025-09-01..2028-08-31', '2025-08-31', []],
    ['2025-09-01..2028-08-31', '2025-09-01', ['2025-09 2026-08 12 2025-09-01 2026-08-31']],
    [
      '2025-09-15..2027-02-10',
      '2026-09-01',
      ['2025-09 2026-08 12 2025-09-15 2026-08-31', '2026-09 2027-02 6 2026-09-01 2027-02-10'],
    ],
    ['2025-09-01..2026-08-31', '2030-01-01', ['2025-09 2026-08 12 2025-09-01 2026-08-31']],
  ];
  for (const [term, today, expected] of examples) {
    const years = yearsBegun(rangeOf(term), day(today));
    t.strictSame(
      years.map(({ from, to, months, begins, ends }) => [from, to, months, begins, ends].join(' ')),
      expected,
      `${term} on ${today}`,
    );
    t.strictSame(
      years.map(({ index }) => index),
      years.map((_, index) => index),
    );
  }
  t.equal(monthsIn('2025-11' as Month, '2026-02' as Month), 4);
});
