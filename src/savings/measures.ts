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

/** The measures as sums in pence, before anything is taken for unknown. */
export type Totals = { [Measure in keyof Measures | 'measuredEntries']: number };

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
function gatherIndexed(rows: readonly CellSums[]): readonly CellSums[] {
  if (!rows.some(isIndexed)) return rows;
  const gathered = [...rows];
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (!isIndexed(row)) continue;
    const { indexedCost, indexedBaselineCost, indexedMeasuredCost } = row;
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

const isIndexed = (row: CellSums): boolean =>
  row.indexedCost !== 0 || row.indexedBaselineCost !== 0 || row.indexedMeasuredCost !== 0;

const nothing: Totals = {
  ...{ measuredEntries: 0, cost: 0, measuredCost: 0, notMeasuredCost: 0, baselineCost: 0 },
  ...{ cashSaving: 0, avoidance: 0, oneOff: 0, rebate: 0, offContractCost: 0, excluded: 0 },
  ...{ newCashSaving: 0, sustainedCashSaving: 0, newAvoidance: 0, sustainedAvoidance: 0 },
  ...{ cashBaselineCost: 0, avoidanceBaselineCost: 0 },
};

/** Adds a cell where it counts: one object for all of them, for a report adds up many thousands. */
function addCell(into: Totals, cell: CellSums): void {
  const avoidanceBaselineCost = cell.baselineCost - cell.cashBaselineCost;
  const cashSaving = cell.cashBaselineCost - cell.cashCost;
  const indexed = {
    indexed: cell.indexedCost,
    baseline: cell.indexedBaselineCost,
    cost: cell.indexedMeasuredCost,
  };
  const avoidance =
    avoidanceBaselineCost -
    (cell.measuredCost - cell.cashCost) +
    (isIndexed(cell) ? indexedAvoidance(indexed) : 0) +
    (cell.avoided ?? 0);
  into.measuredEntries += cell.measuredEntries;
  into.cost += cell.cost;
  into.measuredCost += cell.measuredCost;
  into.notMeasuredCost += cell.cost - cell.measuredCost;
  into.baselineCost += cell.baselineCost;
  into.cashSaving += cashSaving;
  into.avoidance += avoidance;
  into.oneOff += cell.oneOff;
  into.rebate += cell.rebate;
  into.offContractCost += cell.offContractCost;
  into.excluded += cell.excluded;
  into[cell.isSustained ? 'sustainedCashSaving' : 'newCashSaving'] += cashSaving;
  into[cell.isSustained ? 'sustainedAvoidance' : 'newAvoidance'] += avoidance;
  into.cashBaselineCost += cell.cashBaselineCost;
  into.avoidanceBaselineCost += avoidanceBaselineCost;
}

/** What any set of cells adds up to; the rows of one cell have to be in one set (P7). */
export function totalsOf(cells: readonly CellSums[]): Totals {
  const totals = { ...nothing };
  for (const cell of gatherIndexed(cells)) addCell(totals, cell);
  return totals;
}

/** What sets of cells add up to together: the same as all of their cells (P13). */
export function totalsTogether(sets: readonly Totals[]): Totals {
  const totals = { ...nothing };
  for (const set of sets) {
    for (const key of Object.keys(totals) as (keyof Totals)[]) totals[key] += set[key];
  }
  return totals;
}

/** The measures of any set of cells: totals add cells, and a percentage is never averaged (P6). */
export function measuresOf(cells: readonly CellSums[]): Measures {
  return measuresFrom(totalsOf(cells));
}

/** The measures that sums make: of nothing measured, a saving is null and not zero. */
export function measuresFrom(totals: Totals): Measures {
  const sum = (key: keyof Totals) => pence(totals[key]);
  const isMeasured = totals.measuredEntries > 0;
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
