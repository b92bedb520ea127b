import type { Month } from '../calendar/period.ts';
import { add, type Money, noMoney, pence, subtract } from '../money/money.ts';
import { percent } from '../money/rate.ts';

/**
 * What one cell (school × contract × item × service month) adds up to in the books of one month;
 * every sum in pence.
 */
export interface CellSums {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly month: Month;
  readonly entries: number;
  /** How many entries ever stood against a baseline; of none, a saving is null and not zero. */
  readonly measuredEntries: number;
  readonly cost: Money;
  readonly measuredCost: Money;
  readonly cashCost: Money;
  readonly baselineCost: Money;
  readonly cashBaselineCost: Money;
  readonly oneOff: Money;
  readonly rebate: Money;
  readonly offContractCost: Money;
  readonly excluded: Money;
  readonly indexedCost: Money;
  readonly indexedBaselineCost: Money;
  readonly indexedMeasuredCost: Money;
  readonly isSustained: boolean;
  /** What indices avoided, where cells were judged one by one before they were added up to this. */
  readonly avoided?: Money;
}

/** The measures of a cell or of any sum of cells. Savings positive; null where never measured. */
export interface Measures {
  readonly cost: Money;
  readonly measuredCost: Money;
  readonly notMeasuredCost: Money;
  readonly baselineCost: Money | null;
  readonly cashSaving: Money | null;
  readonly avoidance: Money | null;
  readonly oneOff: Money;
  readonly rebate: Money;
  readonly offContractCost: Money;
  readonly excluded: Money;
  readonly newCashSaving: Money | null;
  readonly sustainedCashSaving: Money | null;
  readonly newAvoidance: Money | null;
  readonly sustainedAvoidance: Money | null;
  readonly cashBaselineCost: Money | null;
  readonly avoidanceBaselineCost: Money | null;
}

/** The measures as sums, before anything is taken for unknown. */
interface Totals extends Record<keyof Measures, Money> {
  measuredEntries: number & Money;
}

/**
 * What price rises a school did not pay under an index agreed beforehand: worked out per cell,
 * and never below zero, so that avoidance cannot hide a cost that rose (P7, F4).
 */
export function indexedAvoidance(sums: {
  readonly indexed: Money;
  readonly baseline: Money;
  readonly cost: Money;
}): Money {
  return pence(Math.max(0, sums.indexed - Math.max(sums.baseline, sums.cost)));
}

/**
 * Gathers the indexed sums of a cell in its first row. What was found out about it after its month
 * was closed stands in rows of its own, and an index judges the cell as a whole (P7).
 */
function gatherIndexed(rows: readonly CellSums[]): CellSums[] {
  const gathered = [...rows];
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const { indexedCost, indexedBaselineCost, indexedMeasuredCost } = row;
    if (!indexedCost && !indexedBaselineCost && !indexedMeasuredCost) continue;
    const place = JSON.stringify([row.urn, row.contract, row.item, row.month]);
    const at = places.get(place) ?? index;
    places.set(place, at);
    const first = gathered[at];
    if (at === index || !first) continue;
    gathered[at] = {
      ...first,
      indexedCost: add(first.indexedCost, indexedCost),
      indexedBaselineCost: add(first.indexedBaselineCost, indexedBaselineCost),
      indexedMeasuredCost: add(first.indexedMeasuredCost, indexedMeasuredCost),
    };
    gathered[index] = { ...row, ...noIndex };
  }
  return gathered;
}

const noIndex = {
  indexedCost: noMoney,
  indexedBaselineCost: noMoney,
  indexedMeasuredCost: noMoney,
};

function totalsOf(cell: CellSums): Totals {
  const avoidanceBaselineCost = subtract(cell.baselineCost, cell.cashBaselineCost);
  const avoidanceCost = subtract(cell.measuredCost, cell.cashCost);
  const cashSaving = subtract(cell.cashBaselineCost, cell.cashCost);
  const avoidance = add(
    subtract(avoidanceBaselineCost, avoidanceCost),
    indexedAvoidance({
      indexed: cell.indexedCost,
      baseline: cell.indexedBaselineCost,
      cost: cell.indexedMeasuredCost,
    }),
    cell.avoided ?? noMoney,
  );
  return {
    measuredEntries: pence(cell.measuredEntries),
    cost: cell.cost,
    measuredCost: cell.measuredCost,
    notMeasuredCost: subtract(cell.cost, cell.measuredCost),
    baselineCost: cell.baselineCost,
    cashSaving,
    avoidance,
    oneOff: cell.oneOff,
    rebate: cell.rebate,
    offContractCost: cell.offContractCost,
    excluded: cell.excluded,
    newCashSaving: cell.isSustained ? noMoney : cashSaving,
    sustainedCashSaving: cell.isSustained ? cashSaving : noMoney,
    newAvoidance: cell.isSustained ? noMoney : avoidance,
    sustainedAvoidance: cell.isSustained ? avoidance : noMoney,
    cashBaselineCost: cell.cashBaselineCost,
    avoidanceBaselineCost,
  };
}

/** The measures of any set of cells: totals add cells, and a percentage is never averaged (P6). */
export function measuresOf(cells: readonly CellSums[]): Measures {
  const totals = gatherIndexed(cells).map(totalsOf);
  const sum = (key: keyof Totals) =>
    pence(totals.reduce<number>((total, cell) => total + cell[key], 0));
  const isMeasured = sum('measuredEntries') > 0;
  const ifMeasured = (key: keyof Totals) => (isMeasured ? sum(key) : null);
  return {
    cost: sum('cost'),
    measuredCost: sum('measuredCost'),
    notMeasuredCost: sum('notMeasuredCost'),
    baselineCost: ifMeasured('baselineCost'),
    cashSaving: ifMeasured('cashSaving'),
    avoidance: ifMeasured('avoidance'),
    oneOff: sum('oneOff'),
    rebate: sum('rebate'),
    offContractCost: sum('offContractCost'),
    excluded: sum('excluded'),
    newCashSaving: ifMeasured('newCashSaving'),
    sustainedCashSaving: ifMeasured('sustainedCashSaving'),
    newAvoidance: ifMeasured('newAvoidance'),
    sustainedAvoidance: ifMeasured('sustainedAvoidance'),
    cashBaselineCost: ifMeasured('cashBaselineCost'),
    avoidanceBaselineCost: ifMeasured('avoidanceBaselineCost'),
  };
}

/** What remains after what the change itself cost, and with what suppliers paid back (P8). */
export function netSaving(measures: Measures): Money {
  return add(subtract(measures.cashSaving ?? noMoney, measures.oneOff), measures.rebate);
}

/** On how much of the recurring cost the saving is measured at all (P6). */
export function coveragePercent(measures: Measures): string | null {
  return percent(measures.measuredCost, measures.cost);
}

export function cashSavingPercent(measures: Measures): string | null {
  return percent(measures.cashSaving ?? noMoney, measures.cashBaselineCost ?? noMoney);
}

export function avoidancePercent(measures: Measures): string | null {
  return percent(measures.avoidance ?? noMoney, measures.avoidanceBaselineCost ?? noMoney);
}
