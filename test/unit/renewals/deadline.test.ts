import fc from 'fast-check';
import t from 'tap';
import { dayNumber, dayOfNumber, type LocalDate } from '../../../src/calendar/local-date.ts';
import { currentTerm } from '../../../src/renewals/current-term.ts';
import { deadlineOf, stateOf } from '../../../src/renewals/deadline.ts';
import type { RenewalAct } from '../../../src/renewals/decision.ts';
import { isWorkingDay } from '../../../src/renewals/working-day.ts';
import { day, rangeOf } from '../lines/given.ts';
import { decided, meeting, termsOf } from './given.ts';

const holidays = [
  { from: day('2026-04-02'), to: day('2026-04-17'), name: 'Easter holiday' },
  { from: day('2026-07-22'), to: day('2026-08-31'), name: 'Summer holiday' },
];
const meetings = [
  meeting('2026-07-08', 'Summer board'),
  meeting('2025-12-03', 'Autumn board'),
  meeting('2026-03-18', 'Spring board'),
  meeting('2026-12-02', 'Autumn board'),
];
const none = { meetings: [], holidays: [] };

t.test('notice rolls forward with a contract that renews by itself', async (t) => {
  const terms = termsOf({ renewalMonths: 12, notice: { length: 2, unit: 'months' } });
  const of = { term: rangeOf('2024-08-29..2025-08-28'), terms };
  const { endsOn } = currentTerm(of, [], day('2026-02-11'));
  const deadline = deadlineOf(endsOn, terms, none);
  t.match(deadline, { endsOn: '2026-08-28', noticeOn: '2026-06-28' });
  t.equal(deadline.noticeBy, '2026-06-26', '28 June 2026 is a Sunday');
});

t.test('the last day for notice is never one that nobody works', async (t) => {
  const examples: [
    ends: string,
    length: number,
    unit: 'months' | 'weeks' | 'days',
    on: string,
    by: string,
  ][] = [
    ['2026-08-31', 3, 'months', '2026-05-31', '2026-05-29'], // Sunday
    ['2026-11-30', 3, 'months', '2026-08-30', '2026-08-28'],
    ['2026-10-31', 2, 'months', '2026-08-31', '2026-08-28'], // a bank holiday
    ['2026-08-31', 6, 'months', '2026-02-28', '2026-02-27'], // the end of a short month, Saturday
    ['2028-08-31', 6, 'months', '2028-02-29', '2028-02-29'], // a leap day
    ['2026-05-04', 4, 'weeks', '2026-04-06', '2026-04-02'], // Easter Monday: before Good Friday
    ['2027-01-31', 30, 'days', '2027-01-01', '2026-12-31'],
    ['2026-03-31', 0, 'months', '2026-03-31', '2026-03-31'],
  ];
  for (const [ends, length, unit, on, by] of examples) {
    const { noticeOn, noticeBy } = deadlineOf(
      day(ends),
      termsOf({ notice: { length, unit } }),
      none,
    );
    t.strictSame([noticeOn, noticeBy], [on, by], `${length} ${unit} before ${ends}`);
  }
});

t.test('it is decided at the last meeting before notice less the lead time', async (t) => {
  // N22: a notice date in August shows a decision that the summer term has to take.
  const august = deadlineOf(
    day('2026-10-31'),
    termsOf({ notice: { length: 2, unit: 'months' }, leadWeeks: 4 }),
    { meetings, holidays },
  );
  t.match(august, {
    decideBy: '2026-07-08',
    meeting: { name: 'Summer board' },
    startBy: '2026-07-31',
    noticeBy: '2026-08-28',
    noticeOn: '2026-08-31',
    endsOn: '2026-10-31',
    holiday: { name: 'Summer holiday', schoolDay: '2026-07-21' },
  });
  const examples: [ends: string, leadWeeks: number, decideBy: string, meeting: string | null][] = [
    ['2026-08-31', 0, '2026-03-18', 'Spring board'],
    ['2026-08-31', 12, '2025-12-03', 'Autumn board'], // 6 March: the spring board is too late
    ['2026-10-08', 0, '2026-07-08', 'Summer board'], // notice on the day of the meeting
    ['2026-10-07', 0, '2026-03-18', 'Spring board'],
    ['2027-03-02', 0, '2026-12-02', 'Autumn board'],
    ['2028-08-31', 0, '2028-05-31', null], // no meeting is known so far ahead
    ['2025-08-31', 0, '2025-05-30', null],
  ];
  for (const [ends, leadWeeks, decideBy, name] of examples) {
    const found = deadlineOf(day(ends), termsOf({ leadWeeks }), { meetings, holidays });
    t.strictSame([found.decideBy, found.meeting?.name ?? null], [decideBy, name], ends);
  }
});

t.test('without a meeting it is decided while the schools are open', async (t) => {
  const examples: [ends: string, leadWeeks: number, decideBy: string][] = [
    ['2026-10-31', 0, '2026-07-21'], // 31 July lies in the summer
    ['2026-11-30', 4, '2026-07-21'],
    ['2026-12-31', 0, '2026-09-30'],
    ['2026-07-10', 0, '2026-04-01'], // Easter
  ];
  for (const [ends, leadWeeks, decideBy] of examples) {
    const found = deadlineOf(day(ends), termsOf({ leadWeeks }), { meetings: [], holidays });
    t.strictSame([found.decideBy, found.meeting], [decideBy, null], ends);
  }
});

t.test('a deadline comes nearer, and stays until somebody decides', async (t) => {
  const deadline = deadlineOf(day('2026-10-31'), termsOf({ leadWeeks: 4 }), { meetings, holidays });
  t.equal(deadline.decideBy, '2026-03-18');
  const examples: [today: string, act: RenewalAct | null, state: string][] = [
    ['2025-12-16', null, 'far'],
    ['2025-12-17', null, 'plan'],
    ['2026-02-17', null, 'plan'],
    ['2026-02-18', null, 'decide'],
    ['2026-03-18', null, 'decide'],
    ['2026-03-19', null, 'overdue'],
    ['2027-03-19', null, 'overdue'],
    ['2026-03-19', 'renew', 'renewed'],
    ['2026-03-19', 'give_notice', 'noticed'],
    ['2027-03-19', 'let_end', 'noticed'],
  ];
  for (const [today, act, state] of examples) {
    const decision = act && decided(act, '2026-10-31');
    t.equal(stateOf(deadline, { decision }, day(today)), state, `${today} ${act}`);
  }
});

t.test(
  'the decision is not after the lead time, that not after notice, that not after the end',
  async () => {
    const ends = fc
      .integer({ min: dayNumber(day('2024-01-01')), max: dayNumber(day('2030-01-01')) })
      .map((number) => dayOfNumber(number) as LocalDate);
    const notice = fc.record({
      length: fc.integer({ min: 0, max: 24 }),
      unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    });
    fc.assert(
      fc.property(ends, notice, fc.nat(52), (endsOn, of, leadWeeks) => {
        const found = deadlineOf(endsOn, termsOf({ notice: of, leadWeeks }), {
          meetings,
          holidays,
        });
        const ladder = [found.decideBy, found.startBy, found.noticeBy, found.noticeOn, endsOn];
        return isWorkingDay(found.noticeBy) && ladder.join() === [...ladder].sort().join();
      }),
    );
  },
);
