import fc from 'fast-check';
import t from 'tap';
import { type LocalDate, localDate } from '../../../src/calendar/local-date.ts';
import { contains, countAllDays, type DateRange } from '../../../src/calendar/period.ts';
import {
  type Contract,
  daysTakenPart,
  participantsIn,
  participationOf,
  sustainedFrom,
} from '../../../src/contracts/contract.ts';

/** `2025-09-01..2026-03-31` as days, and several with a space between. */
const ranges = (text: string): DateRange[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [from = '', to = ''] = part.split('..');
      return { from: from as LocalDate, to: to as LocalDate };
    });
const spell = (days: readonly DateRange[]) =>
  days.map(({ from, to }) => `${from}..${to}`).join(' ');

function contract(participations: Record<string, string>): Contract {
  return {
    id: 'PAY',
    reference: 'PAY-2025',
    title: 'Joint payroll service',
    supplierId: 'Brightwater',
    category: 'payroll',
    cfrCode: 'E28a',
    term: { from: '2025-09-01' as LocalDate, to: '2028-08-31' as LocalDate },
    noticeMonths: 6,
    procurementRoute: 'three quotes',
    driver: 'payslips',
    participations: Object.entries(participations).flatMap(([schoolId, text]) =>
      ranges(text).map((days) => ({ schoolId, days })),
    ),
    prices: [],
  };
}

t.test('a school takes part inside the term, each day once', async (t) => {
  const examples: [agreed: string, taken: string, why: string][] = [
    ['2025-09-01..2028-08-31', '2025-09-01..2028-08-31', 'the whole term'],
    ['2025-01-01..2099-12-31', '2025-09-01..2028-08-31', 'clipped to the term at both ends'],
    ['2025-01-01..2025-08-31', '', 'only before the term'],
    ['2028-09-01..2029-08-31', '', 'only after the term'],
    ['2028-08-31..2029-08-31', '2028-08-31..2028-08-31', 'the last day counts in'],
    [
      '2026-09-01..2027-08-31 2025-09-01..2025-12-31',
      '2025-09-01..2025-12-31 2026-09-01..2027-08-31',
      'left and came back',
    ],
    [
      '2025-09-01..2025-12-31 2026-01-01..2026-03-31',
      '2025-09-01..2026-03-31',
      'two rows that touch are one',
    ],
    [
      '2025-09-01..2026-03-31 2025-10-01..2025-10-31',
      '2025-09-01..2026-03-31',
      'a row inside another adds no day',
    ],
    ['', '', 'no row'],
  ];
  for (const [agreed, taken, why] of examples) {
    t.equal(
      spell(participationOf(contract({ a: agreed, b: '2025-09-01..2025-09-02' }), 'a')),
      taken,
      why,
    );
  }
});

t.test('the days of a service period on which schools take part', async (t) => {
  const joint = contract({
    a: '2025-09-01..2028-08-31',
    joiner: '2026-01-15..2028-08-31',
    leaver: '2025-09-01..2026-01-10',
    returner: '2025-09-01..2026-01-02 2026-01-30..2028-08-31',
    never: '2027-01-01..2027-12-31',
  });
  const january = { from: '2026-01-01' as LocalDate, to: '2026-01-31' as LocalDate };
  t.strictSame(
    [...participantsIn(joint, january)].map(([id, days]) => `${id} ${spell(days)}`),
    [
      'a 2026-01-01..2026-01-31',
      'joiner 2026-01-15..2026-01-31',
      'leaver 2026-01-01..2026-01-10',
      'returner 2026-01-01..2026-01-02 2026-01-30..2026-01-31',
    ],
  );
  t.strictSame(daysTakenPart(joint, 'never', january), []);
  t.strictSame(daysTakenPart(joint, 'unheard of', january), []);
});

t.test('a saving is new for twelve months from the first day in the contract', async (t) => {
  const examples: [agreed: string, from: string | undefined, why: string][] = [
    ['2025-09-01..2028-08-31', '2026-09-01', 'from the start of the term'],
    ['2024-01-01..2028-08-31', '2026-09-01', 'not from a day before the term'],
    ['2026-01-15..2028-08-31', '2027-01-15', 'a joiner has its own twelve months'],
    ['2028-02-29..2028-08-31', '2029-02-28', 'the year after a leap day'],
    ['2026-09-01..2027-08-31 2025-09-01..2025-10-31', '2026-09-01', 'rejoining does not restart'],
    ['', undefined, 'a school that takes no part'],
  ];
  for (const [agreed, from, why] of examples) {
    t.equal(sustainedFrom(contract({ a: agreed }), 'a'), from, why);
  }
});

t.test('whatever was agreed, no day counts twice and none lies outside', async (t) => {
  const date = fc
    .tuple(fc.integer({ min: 2025, max: 2028 }), fc.integer({ min: 1, max: 12 }))
    .chain(([year, month]) => fc.integer({ min: 1, max: 28 }).map((d) => localDate(year, month, d)))
    .filter((it) => it !== undefined);
  const range = fc
    .tuple(date, date)
    .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const rule = fc.property(
    fc.array(range, { maxLength: 5 }),
    range,
    date,
    (agreed, period, someDay) => {
      const joint = contract({});
      const participations = agreed.map((days) => ({ schoolId: 'a', days }));
      const taken = daysTakenPart({ ...joint, participations }, 'a', period);
      const isIn = agreed.some((days) => contains(days, someDay));
      const expected = isIn && contains(joint.term, someDay) && contains(period, someDay);
      return (
        taken.filter((days) => contains(days, someDay)).length === (expected ? 1 : 0) &&
        countAllDays(taken) <= countAllDays([period])
      );
    },
  );
  t.doesNotThrow(() => fc.assert(rule));
});
