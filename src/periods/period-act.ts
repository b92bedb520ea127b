import { isSamePerson } from '../access/same-person.ts';
import type { Month } from '../calendar/period.ts';
import { Problem } from '../problem.ts';

export const acts = ['closed', 'reopened'] as const;

/** A closing or reopening of a service month; the acts of a month take turns, and none is changed. */
export interface PeriodAct {
  readonly month: Month;
  /** Counted from 1 for each month. */
  readonly ordinal: number;
  readonly act: (typeof acts)[number];
  /** Why; may be empty for a closing. */
  readonly reason: string;
  /** The newest journal at that moment: the act holds for every later one. */
  readonly atJournal: number;
  readonly at: string;
  readonly by: string;
}

/** Whether a month takes figures: it always did, does not, or does so again. */
export const periodStates = ['open', 'closed', 'reopened'] as const;
export type PeriodState = (typeof periodStates)[number];

/** The last act of a month, of those that held when a journal was written; of all without one. */
function lastAct(list: readonly PeriodAct[], journal = Infinity): PeriodAct | undefined {
  let last: PeriodAct | undefined;
  for (const act of list) {
    if (act.atJournal < journal && (!last || act.ordinal > last.ordinal)) last = act;
  }
  return last;
}

function byMonth(list: readonly PeriodAct[]): Map<Month, PeriodAct[]> {
  const months = new Map<Month, PeriodAct[]>();
  for (const act of list) {
    const known = months.get(act.month);
    if (known) known.push(act);
    else months.set(act.month, [act]);
  }
  return months;
}

/** The months that were closed when a journal was written, or are now (P11). */
export function closedMonths(list: readonly PeriodAct[], journal = Infinity): Set<Month> {
  const closed = [...byMonth(list)].filter(([, of]) => lastAct(of, journal)?.act === 'closed');
  return new Set(closed.map(([month]) => month));
}

/** The state of a month by its own acts. */
export function stateOf(ofMonth: readonly PeriodAct[]): PeriodState {
  return lastAct(ofMonth)?.act ?? 'open';
}

/**
 * The closing of a month as the next of its acts. Refuses a month that is closed already or not over
 * on the day of the closing.
 */
export function closing(
  ofMonth: readonly PeriodAct[],
  { month, ...told }: Omit<PeriodAct, 'ordinal' | 'act'>,
): PeriodAct {
  const last = lastAct(ofMonth);
  if (last?.act === 'closed') {
    throw new Problem({
      code: 'period.closed',
      found: month,
      message: `${month} is closed already: ${last.by} closed it as known at journal ${last.atJournal}.`,
      remedy: 'Nothing is to do.',
    });
  }
  if (month >= told.at.slice(0, 7)) {
    throw new Problem({
      code: 'period.closed',
      found: month,
      message: `${month} is not over yet, so it cannot be closed.`,
      remedy: 'Close a month when its invoices have come.',
    });
  }
  return { month, ...told, ordinal: (last?.ordinal ?? 0) + 1, act: 'closed' };
}

/**
 * The reopening of a month as the next of its acts. Refuses a month that is not closed, and the
 * person who closed it: one person alone does not take a closed figure up again.
 */
export function reopening(
  ofMonth: readonly PeriodAct[],
  { month, ...told }: Omit<PeriodAct, 'ordinal' | 'act'>,
): PeriodAct {
  const last = lastAct(ofMonth);
  if (last?.act !== 'closed') {
    throw new Problem({
      code: 'period.closed',
      found: month,
      message: `${month} is not closed, so there is nothing to reopen.`,
      remedy: 'It takes figures as it is.',
    });
  }
  if (isSamePerson(last.by, told.by)) {
    throw new Problem({
      code: 'period.same-person',
      found: told.by,
      message: `${told.by} closed ${month}, and cannot reopen it as well.`,
      remedy: 'Have another person reopen it.',
    });
  }
  return { month, ...told, ordinal: last.ordinal + 1, act: 'reopened' };
}
