import type { Month } from '../calendar/period.ts';
import { add, type Money } from '../money/money.ts';
import { Problem } from '../problem.ts';
import type { Window } from '../reports/window.ts';

/** A window of whole months with a first and a last one: an answer is about a figure that ends. */
export interface ClosedWindow {
  readonly from: Month;
  readonly to: Month;
}

/** What a school saved in a window. Cash and avoidance are never added; null where not measured. */
export interface Figure {
  readonly cashSaving: Money | null;
  readonly avoidance: Money | null;
  /** Cash saving less one-off costs plus rebates. */
  readonly netSaving: Money;
}

export const answers = ['agreed', 'queried'] as const;

/** What a school said to a figure of its own, as it was known at a journal; never changed. */
export interface Agreement extends Figure {
  readonly id: string;
  readonly urn: string;
  readonly window: ClosedWindow;
  readonly journal: number;
  readonly answer: (typeof answers)[number];
  /** What is queried; may be empty where it is agreed. */
  readonly words: string;
  readonly by: string;
  readonly at: string;
}

/** Where a school's figure stands: the school agrees, has not answered, or disputes it. */
export const standings = ['agreed', 'awaiting', 'disputed'] as const;
export type Standing = (typeof standings)[number];

/** A school's figure with what the school says of it. */
export interface SchoolStanding extends Figure {
  readonly urn: string;
  readonly name: string;
  readonly standing: Standing;
  /** The last answer of the school about this window; null before there is one. */
  readonly answer: Agreement | null;
  /** Whether the figure changed after the answer, which so is about another one. */
  readonly isOutdated: boolean;
}

const isSame = (a: Figure, b: Figure) =>
  a.cashSaving === b.cashSaving && a.avoidance === b.avoidance && a.netSaving === b.netSaving;

/**
 * Where a figure stands by the last answer about it. An answer is to the figure that was shown: if
 * another one is known now, the school has not answered to that, and is asked again.
 */
export function standingOf(
  school: { readonly urn: string; readonly name: string },
  figure: Figure,
  answer: Agreement | undefined,
): SchoolStanding {
  const isOutdated = answer !== undefined && !isSame(figure, answer);
  const { cashSaving, avoidance, netSaving } = figure;
  return {
    ...school,
    cashSaving,
    avoidance,
    netSaving,
    standing: standingBy(answer, isOutdated),
    answer: answer ?? null,
    isOutdated,
  };
}

function standingBy(answer: Agreement | undefined, isOutdated: boolean): Standing {
  if (answer === undefined || isOutdated) return 'awaiting';
  return answer.answer === 'agreed' ? 'agreed' : 'disputed';
}

/** What of the trust's figure is agreed, awaiting and disputed: the three add to the whole (N19). */
export function splitByStanding(
  list: readonly SchoolStanding[],
): Record<Standing, Figure & { readonly schools: number }> {
  const part = (standing: Standing) => {
    const mine = list.filter((school) => school.standing === standing);
    return { ...totalOf(mine), schools: mine.length };
  };
  return { agreed: part('agreed'), awaiting: part('awaiting'), disputed: part('disputed') };
}

/** Figures added up; what no school has measured is null and not zero. */
export function totalOf(figures: readonly Figure[]): Figure {
  const sum = (key: 'cashSaving' | 'avoidance') => {
    const known = figures.map((figure) => figure[key]).filter((amount) => amount !== null);
    return known.length === 0 ? null : add(...known);
  };
  return {
    cashSaving: sum('cashSaving'),
    avoidance: sum('avoidance'),
    netSaving: add(...figures.map(({ netSaving }) => netSaving)),
  };
}

/** A window that has a first and a last month; refuses one that is open at an end. */
export function closedWindow({ from, to }: Window): ClosedWindow {
  if (from && to) return { from, to };
  throw new Problem({
    code: 'window.unreadable',
    column: from ? 'to' : 'from',
    message: 'The figure needs a first and a last month.',
    remedy: 'Name both, such as 2025-09 and 2026-08.',
  });
}
