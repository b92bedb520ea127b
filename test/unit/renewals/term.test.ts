import fc from 'fast-check';
import t from 'tap';
import { type LocalDate, localDate, nextDay } from '../../../src/calendar/local-date.ts';
import {
  earlier,
  extendedTo,
  isSameTerms,
  lastDayOfTerm,
  type Span,
  termsFrom,
} from '../../../src/renewals/term.ts';
import { day } from '../lines/given.ts';

t.test('a term ends on the day before the same day, so many months later', async (t) => {
  const examples: [first: string, months: number, last: string][] = [
    ['2025-09-01', 12, '2026-08-31'],
    ['2025-09-01', 36, '2028-08-31'],
    ['2024-08-29', 12, '2025-08-28'],
    ['2025-04-01', 1, '2025-04-30'],
    ['2023-03-01', 12, '2024-02-29'], // into a leap year
    ['2024-03-01', 12, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'], // a whole year, and not a day less
    ['2024-02-29', 48, '2028-02-28'],
    ['2026-01-31', 1, '2026-02-28'], // a month that lacks the day is filled
    ['2026-01-31', 2, '2026-03-30'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-01-01', 12, '2026-12-31'],
  ];
  for (const [first, months, last] of examples) {
    t.equal(lastDayOfTerm(day(first), months), last, `${first} + ${months}`);
  }
  t.equal(lastDayOfTerm(day('9999-06-01'), 12), '9999-12-31');
});

t.test('a term that goes on begins on the day after', async (t) => {
  const examples: [end: string, months: number, to: string][] = [
    ['2025-08-28', 12, '2026-08-28'],
    ['2025-08-28', 24, '2027-08-28'],
    ['2023-02-28', 12, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-08-31', 12, '2026-08-31'],
    ['2025-04-30', 1, '2025-05-31'],
    ['9999-12-31', 12, '9999-12-31'],
  ];
  for (const [end, months, to] of examples) {
    t.equal(extendedTo(day(end), months), to, `${end} + ${months}`);
  }
});

t.test('so long before', async (t) => {
  const examples: [date: string, length: number, unit: Span['unit'], expected: string][] = [
    ['2026-08-28', 2, 'months', '2026-06-28'],
    ['2026-08-31', 6, 'months', '2026-02-28'],
    ['2024-08-31', 6, 'months', '2024-02-29'],
    ['2026-05-31', 1, 'months', '2026-04-30'],
    ['2026-03-31', 30, 'days', '2026-03-01'],
    ['2024-03-31', 31, 'days', '2024-02-29'],
    ['2026-08-31', 13, 'weeks', '2026-06-01'],
    ['2026-08-31', 0, 'months', '2026-08-31'],
  ];
  for (const [date, length, unit, expected] of examples) {
    t.equal(earlier(day(date), { length, unit }), expected, `${length} ${unit} before ${date}`);
  }
});

t.test('terms that follow each other leave no day out and count none twice', async () => {
  const firsts = fc
    .tuple(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => localDate(year, month, 1) as LocalDate);
  const months = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(firsts, months, months, (first, one, two) => {
      const parts = lastDayOfTerm(nextDay(lastDayOfTerm(first, one)), two);
      return parts === lastDayOfTerm(first, one + two);
    }),
  );
});

t.test('without terms a contract just ends, with the notice of the register', async (t) => {
  const notice = { length: 2, unit: 'months' };
  t.match(termsFrom(undefined, 2), { extension: null, renewalMonths: null, notice, leadWeeks: 0 });
  const weeks = { length: 6, unit: 'weeks' } as const;
  const written = { ...termsFrom(undefined, 2), renewalMonths: 12, notice: weeks };
  t.strictSame(termsFrom(written, 2), written);
  t.match(termsFrom({ ...written, notice: null }, 2), { renewalMonths: 12, notice });
});

t.test('terms that differ in anything are another version', async (t) => {
  const terms = { ...termsFrom(undefined, 2), extension: { months: 12, count: 2 } };
  t.ok(isSameTerms(terms, structuredClone(terms)));
  const others = [
    { extension: null },
    { extension: { months: 12, count: 1 } },
    { renewalMonths: 12 },
    { notice: null },
    { notice: { length: 2, unit: 'weeks' as const } },
    { leadWeeks: 6 },
    { penalties: 'three months of fees' },
  ];
  for (const other of others) t.notOk(isSameTerms(terms, { ...terms, ...other }));
});
