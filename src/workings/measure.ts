import { formatMoney, type Money, noMoney, subtract } from '../money/money.ts';
import {
  avoidancePercent,
  cashSavingPercent,
  coveragePercent,
  type Measures,
  netSaving,
} from '../savings/measures.ts';

/** Percentages, each of two sums of pounds; they are never averaged or added (P6). */
export const percents = {
  coverage_percent: { part: 'measured_cost', whole: 'cost', of: coveragePercent },
  cash_saving_percent: { part: 'cash_saving', whole: 'cash_baseline_cost', of: cashSavingPercent },
  avoidance_percent: { part: 'avoidance', whole: 'avoidance_baseline_cost', of: avoidancePercent },
} as const;
export type PercentMeasure = keyof typeof percents;

/** Every figure of a report in pounds, and the sums that they are made of. */
export const nouns = {
  net_saving: 'net saving',
  cash_saving: 'cash saving',
  avoidance: 'cost avoidance',
  cost: 'recurring cost',
  measured_cost: 'measured cost',
  not_measured_cost: 'cost that is not measured',
  baseline_cost: 'cost at the baselines',
  cash_baseline_cost: 'cost before',
  cash_cost: 'cost now',
  avoidance_baseline_cost: 'cost at the prices compared with',
  avoidance_cost: 'cost paid instead',
  index_avoidance: 'price rises not paid',
  one_off: 'one-off cost',
  rebate: 'rebates',
  off_contract_cost: 'off-contract cost',
  excluded: 'amounts that are no cost',
  new_cash_saving: 'new cash saving',
  sustained_cash_saving: 'sustained cash saving',
  new_avoidance: 'new avoidance',
  sustained_avoidance: 'sustained avoidance',
} as const;
export type PoundsMeasure = keyof typeof nouns;
export type Measure = PoundsMeasure | PercentMeasure;
export const measures = [...Object.keys(nouns), ...Object.keys(percents)] as readonly Measure[];

export const isPercent = (measure: Measure): measure is PercentMeasure => measure in percents;

/** How a figure is made of others, with the sign of each (P6, P7, P8); the rest only add places. */
export const formulas: Partial<
  Record<PoundsMeasure, readonly (readonly ['+' | '-', PoundsMeasure])[]>
> = {
  net_saving: [
    ['+', 'cash_saving'],
    ['-', 'one_off'],
    ['+', 'rebate'],
  ],
  cash_saving: [
    ['+', 'cash_baseline_cost'],
    ['-', 'cash_cost'],
  ],
  avoidance: [
    ['+', 'avoidance_baseline_cost'],
    ['-', 'avoidance_cost'],
    ['+', 'index_avoidance'],
  ],
};

const less = (amount: Money | null, by: Money | null) =>
  amount === null || by === null ? null : subtract(amount, by);

/** A figure in pounds of some cells added up; null where nothing was ever measured (P6). */
export function poundsOf(measure: PoundsMeasure, of: Measures): Money | null {
  const cashCost = less(of.cashBaselineCost, of.cashSaving);
  const avoidanceCost = cashCost === null ? null : subtract(of.measuredCost, cashCost);
  const figures: Record<PoundsMeasure, Money | null> = {
    net_saving: netSaving(of),
    cash_saving: of.cashSaving,
    avoidance: of.avoidance,
    cost: of.cost,
    measured_cost: of.measuredCost,
    not_measured_cost: of.notMeasuredCost,
    baseline_cost: of.baselineCost,
    cash_baseline_cost: of.cashBaselineCost,
    cash_cost: cashCost,
    avoidance_baseline_cost: of.avoidanceBaselineCost,
    avoidance_cost: avoidanceCost,
    index_avoidance: less(of.avoidance, less(of.avoidanceBaselineCost, avoidanceCost)),
    one_off: of.oneOff,
    rebate: of.rebate,
    off_contract_cost: of.offContractCost,
    excluded: of.excluded,
    new_cash_saving: of.newCashSaving,
    sustained_cash_saving: of.sustainedCashSaving,
    new_avoidance: of.newAvoidance,
    sustained_avoidance: of.sustainedAvoidance,
  };
  return figures[measure];
}

/** A figure as a report writes it. */
export function figureOf(measure: Measure, of: Measures): string | null {
  if (isPercent(measure)) return percents[measure].of(of);
  const amount = poundsOf(measure, of);
  return amount === null ? null : formatMoney(amount);
}

/** Measures that are a saving: above zero it was saved, below zero it was lost. */
export const isSaving = (measure: Measure) =>
  ['net_saving', 'cash_saving', 'avoidance', 'new_cash_saving', 'sustained_cash_saving'].includes(
    measure,
  );

export const orNothing = (amount: Money | null) => amount ?? noMoney;
