import { add, type Money, noMoney, subtract } from '../money/money.ts';
import type { Measures } from '../savings/measures.ts';

/**
 * From what the same would have cost to what was paid, in steps that add exactly (N3): start −
 * index − cash saving − other avoidance = measured cost; + not measured + off contract + one-off −
 * rebates = paid. Savings are positive and lower the cost; the other steps are costs.
 */
export interface SavingBridge {
  /** Baseline cost at actual volume, and what an agreed index would have added to it (P6, P7). */
  readonly start: Money;
  /** Avoidance by an index: no cash, since nobody ever paid the indexed price. */
  readonly index: Money;
  /** The price saving that releases cash. */
  readonly cashSaving: Money;
  /** Avoidance against quotes, lists and budgets. */
  readonly otherAvoidance: Money;
  readonly measuredCost: Money;
  readonly notMeasured: Money;
  readonly offContract: Money;
  readonly oneOff: Money;
  readonly rebate: Money;
  readonly paid: Money;
}

/** The bridge of what a report says of a place: each step is a reported figure or part of one. */
export function savingBridge(measures: Measures): SavingBridge {
  const known = (amount: Money | null) => amount ?? noMoney;
  const cashSaving = known(measures.cashSaving);
  const cashCost = subtract(known(measures.cashBaselineCost), cashSaving);
  const otherCost = subtract(measures.measuredCost, cashCost);
  const otherAvoidance = subtract(known(measures.avoidanceBaselineCost), otherCost);
  const index = subtract(known(measures.avoidance), otherAvoidance);
  const paid = add(measures.cost, measures.offContractCost, measures.oneOff);
  return {
    start: add(known(measures.baselineCost), index),
    index,
    cashSaving,
    otherAvoidance,
    measuredCost: measures.measuredCost,
    notMeasured: measures.notMeasuredCost,
    offContract: measures.offContractCost,
    oneOff: measures.oneOff,
    rebate: measures.rebate,
    paid: subtract(paid, measures.rebate),
  };
}
