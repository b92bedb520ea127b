import { add, type Money, noMoney, subtract } from '../money/money.ts';
import { type Measures, measuresOf, netSaving } from '../savings/measures.ts';
import type { JournalCell } from './journal-cells.ts';

/** The measures that are amounts: what changed of them adds up by cause; a percentage never does. */
export const figureKeys = [
  'cost',
  'measured_cost',
  'not_measured_cost',
  'baseline_cost',
  'cash_saving',
  'avoidance',
  'one_off',
  'rebate',
  'net_saving',
  'off_contract_cost',
  'excluded',
  'new_cash_saving',
  'sustained_cash_saving',
  'new_avoidance',
  'sustained_avoidance',
] as const;
export type FigureKey = (typeof figureKeys)[number];

/** Figures at one point of knowledge; null where nothing was ever measured. */
export type Figures = Readonly<Record<FigureKey, Money | null>>;

/** By how much each figure moved; a saving that became known moved from nothing. */
export type Moves = Readonly<Record<FigureKey, Money>>;

const readers: Readonly<Record<FigureKey, (measures: Measures) => Money | null>> = {
  cost: (measures) => measures.cost,
  measured_cost: (measures) => measures.measuredCost,
  not_measured_cost: (measures) => measures.notMeasuredCost,
  baseline_cost: (measures) => measures.baselineCost,
  cash_saving: (measures) => measures.cashSaving,
  avoidance: (measures) => measures.avoidance,
  one_off: (measures) => measures.oneOff,
  rebate: (measures) => measures.rebate,
  net_saving: netSaving,
  off_contract_cost: (measures) => measures.offContractCost,
  excluded: (measures) => measures.excluded,
  new_cash_saving: (measures) => measures.newCashSaving,
  sustained_cash_saving: (measures) => measures.sustainedCashSaving,
  new_avoidance: (measures) => measures.newAvoidance,
  sustained_avoidance: (measures) => measures.sustainedAvoidance,
};

function forEachFigure<Value>(read: (key: FigureKey) => Value): Record<FigureKey, Value> {
  const entries = figureKeys.map((key) => [key, read(key)]);
  return Object.fromEntries(entries) as Record<FigureKey, Value>;
}

/** The figures of some cells, as a report adds them up (P6 to P8). */
export function figuresOf(cells: readonly JournalCell[]): Figures {
  const measures = measuresOf(cells);
  return forEachFigure((key) => readers[key](measures));
}

export const noMoves: Moves = forEachFigure(() => noMoney);

/** By how much figures moved from one point of knowledge to another. */
export function movesBetween(before: Figures, after: Figures): Moves {
  return forEachFigure((key) => subtract(after[key] ?? noMoney, before[key] ?? noMoney));
}

export function addMoves(moves: readonly Moves[]): Moves {
  return forEachFigure((key) => moves.reduce((sum, each) => add(sum, each[key]), noMoney));
}

/** Whether no figure moved. */
export function isStill(moves: Moves): boolean {
  return figureKeys.every((key) => moves[key] === 0);
}
