import type { Month } from '../calendar/period.ts';
import { decimal, zero } from '../money/decimal.ts';
import { formatMoney, type Money, noMoney, subtract } from '../money/money.ts';
import {
  avoidancePercent,
  type CellSums,
  cashSavingPercent,
  coveragePercent,
  type Measures,
  measuresFrom,
  measuresOf,
  netSaving,
  totalsOf,
  totalsTogether,
} from '../savings/measures.ts';

/** A row of the rollup: a cell as it stands in the books of one month. */
export interface Cell extends CellSums {
  readonly bookedMonth: Month;
  readonly quantity: string;
}

/** The part of a trust that figures are of: a school, a contract, or without either the whole. */
export interface Part {
  readonly urn?: string | undefined;
  readonly contract?: string | undefined;
}

/** What a report can be cut by; an item is always one of its contract. */
export const dimensions = ['school', 'contract', 'item', 'month'] as const;
export type Dimension = (typeof dimensions)[number];

const keys = { school: 'urn', contract: 'contract', item: 'item', month: 'month' } as const;

/** One line of a report: its place and its measures, amounts as pounds in text, unknown as null. */
export type ReportRow = Readonly<Record<string, string | null>>;

export interface Report {
  readonly rows: readonly ReportRow[];
  /** For each row, what of its net saving became known after its months were closed (P11). */
  readonly closings: readonly Closing[];
  readonly total: ReportRow;
  readonly adjustments: readonly ReportRow[];
}

/** The net saving in the own books of a row's months, and what was booked in later ones; else null. */
export interface Closing {
  readonly closed_net_saving: string | null;
  readonly prior_period_adjustment: string | null;
}

/** The places that a report's rows name, in the order of the cut. */
export function placesOf(by: readonly Dimension[]): (typeof keys)[Dimension][] {
  const wanted = by.flatMap((dimension): Dimension[] =>
    dimension === 'item' && !by.includes('contract') ? ['contract', 'item'] : [dimension],
  );
  return [...new Set(wanted)].map((dimension) => keys[dimension]);
}

/** Cells added up by place, the places in order; the total adds the same cells (P13). */
export function reportBy(cells: readonly Cell[], by: readonly Dimension[]): Report {
  const places = placesOf(by);
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(places.map((place) => cell[place]));
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const isCellByCell = places.length === dimensions.length;
  const inOrder = [...groups.values()].sort((a, b) => compareBy(places, a[0], b[0]));
  const sums = inOrder.map(totalsOf);
  const rows = inOrder.map((group, index) => {
    const row: Written = {};
    for (const place of places) row[place] = group[0]?.[place] ?? '';
    // A quantity adds up only within one item; beyond that, days and payslips would be added.
    if (isCellByCell) row.quantity = quantityOf(group);
    return writeMeasures(measuresFrom(sums[index] ?? totalsOf(group)), isCellByCell, row);
  });
  const total = writeMeasures(measuresFrom(totalsTogether(sums)), false);
  return { rows, closings: inOrder.map(closingOf), total, adjustments: adjustmentsOf(cells) };
}

function closingOf(cells: readonly Cell[]): Closing {
  const inTime = cells.filter((cell) => cell.bookedMonth === cell.month);
  if (inTime.length === cells.length) {
    return { closed_net_saving: null, prior_period_adjustment: null };
  }
  const [all, closed] = [cells, inTime].map((part) => netSaving(measuresOf(part)));
  return {
    closed_net_saving: write(closed ?? noMoney),
    prior_period_adjustment: write(subtract(all ?? noMoney, closed ?? noMoney)),
  };
}

/**
 * What became known of closed months after their closing, by the month in whose books it stands,
 * with the figure in the month's own books beside it (P11). Rows and total include it.
 */
function adjustmentsOf(cells: readonly Cell[]): ReportRow[] {
  const late = cells.filter((cell) => cell.bookedMonth !== cell.month);
  const pairs = new Map(late.map((cell) => [`${cell.month} ${cell.bookedMonth}`, cell]));
  return [...pairs.values()]
    .sort((a, b) => compareBy(['month', 'bookedMonth'], a, b))
    .map(({ month, bookedMonth }) => {
      const ofMonth = cells.filter((cell) => cell.month === month);
      const closed = measuresOf(ofMonth.filter((cell) => cell.bookedMonth === month));
      const adjusted = ofMonth.filter((cell) => cell.bookedMonth === bookedMonth);
      const row = {
        month,
        booked_month: bookedMonth,
        closed_net_saving: write(netSaving(closed)),
      };
      return writeMeasures(measuresOf(adjusted), false, row);
    });
}

function compareBy(places: readonly (keyof Cell)[], a?: Cell, b?: Cell): number {
  for (const place of places) {
    const [left = '', right = ''] = [a?.[place], b?.[place]].map(String);
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function quantityOf(group: readonly Cell[]): string {
  return group.reduce((sum, cell) => sum.plus(decimal(cell.quantity)), zero).toFixed(6);
}

const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));

type Written = Record<string, string | null>;

/** Adds the measures to a row: one object for each row, for a report has many of them. */
function writeMeasures(measures: Measures, isCell: boolean, row: Written = {}): ReportRow {
  row.cost = write(measures.cost);
  row.measured_cost = write(measures.measuredCost);
  row.not_measured_cost = write(measures.notMeasuredCost);
  row.baseline_cost = write(measures.baselineCost);
  row.cash_saving = write(measures.cashSaving);
  row.avoidance = write(measures.avoidance);
  row.one_off = write(measures.oneOff);
  row.rebate = write(measures.rebate);
  row.off_contract_cost = write(measures.offContractCost);
  row.excluded = write(measures.excluded);
  row.new_cash_saving = write(measures.newCashSaving);
  row.sustained_cash_saving = write(measures.sustainedCashSaving);
  row.new_avoidance = write(measures.newAvoidance);
  row.sustained_avoidance = write(measures.sustainedAvoidance);
  if (isCell) return row;
  row.cash_baseline_cost = write(measures.cashBaselineCost);
  row.avoidance_baseline_cost = write(measures.avoidanceBaselineCost);
  row.net_saving = write(netSaving(measures));
  row.coverage_percent = coveragePercent(measures);
  row.cash_saving_percent = cashSavingPercent(measures);
  row.avoidance_percent = avoidancePercent(measures);
  return row;
}
