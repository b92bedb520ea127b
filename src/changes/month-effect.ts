import type { Month } from '../calendar/period.ts';
import type { Money } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { type Measures, measuresOf } from '../savings/measures.ts';

/** The figures of a month that a baseline decides; null where nothing was ever measured (P6). */
export interface MonthFigures {
  readonly cashSaving: Money | null;
  /** Stands beside the cash saving and is never added to it (P7). */
  readonly avoidance: Money | null;
  readonly notMeasuredCost: Money;
}

/** What a journal changes for one school, item and service month. */
export interface MonthEffect {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly month: Month;
  /** In whose books it stands: the month itself, or an open one if that is closed (P11). */
  readonly bookedMonth: Month;
  /** How many entries it adds: those that take others back, and those made in their place. */
  readonly entries: number;
  readonly before: MonthFigures;
  readonly after: MonthFigures;
}

/** The months that a journal touches, from their cells as known before and after it. */
export function monthEffects(before: readonly Cell[], after: readonly Cell[]): MonthEffect[] {
  const old = byPlace(before);
  return [...byPlace(after)].flatMap(([key, cells]) => {
    const [first] = cells;
    if (!first) return [];
    const known = old.get(key) ?? [];
    const { urn, contract, item, month } = first;
    return [
      {
        ...{ urn, contract, item, month },
        bookedMonth: movedIn(known, cells),
        entries: countOf(cells) - countOf(known),
        before: figuresOf(measuresOf(known)),
        after: figuresOf(measuresOf(cells)),
      },
    ];
  });
}

function byPlace(cells: readonly Cell[]): Map<string, Cell[]> {
  const places = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.urn, cell.contract, cell.item, cell.month]);
    places.set(key, [...(places.get(key) ?? []), cell]);
  }
  return places;
}

const countOf = (cells: readonly Cell[]) => cells.reduce((sum, { entries }) => sum + entries, 0);

/** The month whose books the new entries went to: the only one that has more of them now. */
function movedIn(before: readonly Cell[], after: readonly Cell[]): Month {
  const inBooks = (cells: readonly Cell[], month: Month) =>
    countOf(cells.filter((cell) => cell.bookedMonth === month));
  const booked = after.map(({ bookedMonth }) => bookedMonth);
  const grown = booked.find((month) => inBooks(after, month) > inBooks(before, month));
  return grown ?? (after[0] as Cell).month;
}

const figuresOf = ({ cashSaving, avoidance, notMeasuredCost }: Measures): MonthFigures => ({
  cashSaving,
  avoidance,
  notMeasuredCost,
});
