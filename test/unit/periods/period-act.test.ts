import fc from 'fast-check';
import t from 'tap';
import { type Month, nextMonth } from '../../../src/calendar/period.ts';
import { bookedMonth } from '../../../src/periods/closed-months.ts';
import {
  closedMonths,
  closing,
  type PeriodAct,
  reopening,
  stateOf,
} from '../../../src/periods/period-act.ts';
import type { Problem } from '../../../src/problem.ts';

const months = ['2025-09', '2025-10', '2025-11', '2025-12'] as Month[];
const at = '2026-02-01T09:00:00.000Z';
const told = { month: '2025-09' as Month, reason: 'why', at };
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as Problem).code;
  }
  return undefined;
};

t.test('the acts of a month take turns', async (t) => {
  const closed = closing([], { ...told, atJournal: 3, by: 'A. Bursar' });
  t.match(closed, { ordinal: 1, act: 'closed' });
  t.equal(
    codeOf(() => closing([closed], { ...told, atJournal: 4, by: 'B' })),
    'period.closed',
  );
  const again = { ...told, atJournal: 5, by: 'B. Head' };
  const reopened = reopening([closed], again);
  t.match(reopened, { ordinal: 2, act: 'reopened', reason: 'why' });
  t.equal(
    codeOf(() => reopening([closed, reopened], again)),
    'period.closed',
  );
  t.match(closing([closed, reopened], again), { ordinal: 3, act: 'closed' }, 'by anyone');
  t.strictSame([[], [closed], [closed, reopened]].map(stateOf), ['open', 'closed', 'reopened']);
});

t.test('what is refused', async (t) => {
  const now = { ...told, month: '2026-02' as Month, atJournal: 1, by: 'A' };
  t.equal(
    codeOf(() => closing([], now)),
    'period.closed',
    'a month that is not over',
  );
  t.equal(
    codeOf(() => reopening([], now)),
    'period.closed',
    'a month that was never closed',
  );
  const closed = closing([], { ...told, atJournal: 3, by: 'A. Bursar' });
  const self = () => reopening([closed], { ...told, atJournal: 4, by: 'a.  bursar' });
  t.equal(codeOf(self), 'period.same-person', 'maker is not checker');
});

t.test('a month was closed for the journals between its closing and its reopening', async (t) => {
  const first = closing([], { ...told, atJournal: 3, by: 'A' });
  const second = reopening([first], { ...told, atJournal: 5, by: 'B' });
  const acts = [first, second, closing([first, second], { ...told, atJournal: 5, by: 'A' })];
  const closedAt = [3, 4, 5, 6, 7].map((journal) => closedMonths(acts, journal).size === 1);
  t.strictSame(closedAt, [false, true, true, true, true]);
  const open = [first, second];
  t.strictSame(
    [3, 4, 5, 6].map((journal) => closedMonths(open, journal).size),
    [0, 1, 1, 0],
  );
});

t.test('P11: the booked month is right for any sequence of closings and reopenings', async (t) => {
  // A toggle closes an open month or reopens a closed one; between them journals are written.
  const step = fc.record({ month: fc.constantFrom(...months), journals: fc.nat({ max: 2 }) });
  const rule = fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    const acts: PeriodAct[] = [];
    const open = new Map<number, ReadonlySet<Month>>();
    const closed = new Set<Month>();
    let journal = 0;
    for (const { month, journals } of steps) {
      for (let more = 0; more < journals; more++) open.set(++journal, new Set(closed));
      const ofMonth = acts.filter((act) => act.month === month);
      const next = { month, reason: '', atJournal: journal, at, by: `person ${acts.length}` };
      if (closed.delete(month)) acts.push(reopening(ofMonth, next));
      else {
        closed.add(month);
        acts.push(closing(ofMonth, next));
      }
    }
    open.set(++journal, new Set(closed));
    for (const [number, closedThen] of open) {
      const known = closedMonths(acts, number);
      for (const month of months) {
        let expected = month;
        while (closedThen.has(expected)) expected = nextMonth(expected);
        if (bookedMonth(month, known) !== expected) return false;
      }
    }
    return true;
  });
  t.doesNotThrow(() => fc.assert(rule));
});
