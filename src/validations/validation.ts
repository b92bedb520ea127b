import { isSamePerson } from '../access/same-person.ts';
import type { ClosedWindow, Figure } from '../agreements/agreement.ts';
import { type Month, nextMonth } from '../calendar/period.ts';
import { Problem } from '../problem.ts';

/** A contract's figure of closed months, as known at a journal, that a person has signed. */
export interface Validation extends Figure {
  readonly id: string;
  readonly contract: string;
  readonly window: ClosedWindow;
  readonly journal: number;
  readonly words: string;
  readonly by: string;
  readonly at: string;
}

/**
 * Refuses to have a figure signed that can still change, because a month of it is not closed, or by
 * one of its authors: those who posted what it is made of, or prepared a baseline that it is measured
 * by.
 */
export function refuseUnfit(
  { from, to }: ClosedWindow,
  closed: ReadonlySet<Month>,
  { authors, by }: { authors: readonly string[]; by: string },
): void {
  const open: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) {
    if (!closed.has(month)) open.push(month);
  }
  if (open[0]) {
    throw new Problem({
      code: 'period.closed',
      column: 'from',
      found: open[0],
      message: `${open[0]} is not closed, so the figure may still change.`,
      remedy: 'Close every month of it first, or have fewer months validated.',
    });
  }
  const author = authors.find((name) => isSamePerson(name, by));
  if (author === undefined) return;
  throw new Problem({
    code: 'validation.author',
    found: by,
    message: `${author} posted what this figure is made of, or prepared a baseline of it, and cannot validate it.`,
    remedy: 'Have another person validate it.',
  });
}
