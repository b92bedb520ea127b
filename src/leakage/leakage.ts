import { type Decimal, decimal, fraction, one, round, zero } from '../money/decimal.ts';
import { add, type Money, noMoney, pence, subtract } from '../money/money.ts';
import { percent } from '../money/rate.ts';
import type { Cell } from '../reports/report.ts';

/** What a school bought of an item outside of the contract that covers it (P8). */
export interface OffContract {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly cost: Money;
  readonly quantity: Decimal;
}

/** What buying outside of the contract cost, for one school's item or for any sum of them (F13). */
export interface Leakage {
  readonly onContract: Money;
  readonly offContract: Money;
  /** The price saving of what was bought on contract, as reports show it. */
  readonly realised: Money;
  /** What the same would have cost less on contract: (Poff − Pc) × Qoff. */
  readonly leakage: Money;
  /** What the other purchase saved by itself: (Pb − Poff) × Qoff. */
  readonly own: Money;
  /** Realised + leakage + own, to the penny. */
  readonly potential: Money;
  /** By spend, where no quantity or price of the item tells: spend × (1 − Pc ÷ Pb). */
  readonly estimated: Money;
  /** Spend outside of the contract of which not even that can be told. */
  readonly unknown: Money;
}

/** What the figures of one line are made of, so that they can be told with their numbers (N6). */
export interface MadeOf {
  readonly realised: Money;
  readonly baselineCost: Money;
  readonly measuredCost: Money;
  /** Where quantities tell: how much was bought, and what the units elsewhere would have saved. */
  readonly bought?: { readonly on: Decimal; readonly off: Decimal; readonly more: Money };
  /** Where only spend tells: what all lines of the school under the contract saved, and cost before. */
  readonly spend?: { readonly saved: Money; readonly baselineCost: Money };
}

export type Placed = Leakage & Omit<OffContract, 'cost' | 'quantity'> & { readonly madeOf: MadeOf };

interface OnContract {
  readonly cost: Money;
  readonly measuredCost: Money;
  readonly baselineCost: Money;
  readonly quantity: Decimal;
}

const none: OnContract = {
  cost: noMoney,
  measuredCost: noMoney,
  baselineCost: noMoney,
  quantity: zero,
};
const toPence = (numerator: Decimal, denominator: Decimal | number) =>
  pence(Number(round(fraction(numerator, denominator), 0)));

function gather(cells: readonly Cell[], keyOf: (cell: Cell) => string): Map<string, OnContract> {
  const sums = new Map<string, OnContract>();
  for (const cell of cells) {
    const sum = sums.get(keyOf(cell)) ?? none;
    sums.set(keyOf(cell), {
      cost: add(sum.cost, cell.cost),
      measuredCost: add(sum.measuredCost, cell.measuredCost),
      baselineCost: add(sum.baselineCost, cell.baselineCost),
      quantity: sum.quantity.plus(decimal(cell.quantity)),
    });
  }
  return sums;
}

const ofItem = ({ urn, contract, item }: Pick<Cell, 'urn' | 'contract' | 'item'>) =>
  JSON.stringify([urn, contract, item]);
const ofContract = ({ urn, contract }: Pick<Cell, 'urn' | 'contract'>) =>
  JSON.stringify([urn, contract]);

/**
 * Leakage line by line: a school's item under a contract. Exact where its quantity off contract is
 * known and everything that the school bought of it on contract is measured; else by spend, at the
 * prices of the school's other lines under the contract, and never at another school's (F12, F13).
 */
export function leakageOf(cells: readonly Cell[], off: readonly OffContract[]): Placed[] {
  const [items, contracts] = [gather(cells, ofItem), gather(cells, ofContract)];
  const bought = new Map(off.map((line) => [ofItem(line), line]));
  const places = new Map([...cells, ...off].map((line) => [ofItem(line), line]));
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { urn, contract, item }]) => {
      const on = items.get(key) ?? none;
      const all = contracts.get(ofContract({ urn, contract })) ?? none;
      return { urn, contract, item, ...ofLine(on, all, bought.get(key)) };
    })
    .filter(({ onContract, offContract, realised }) => onContract || offContract || realised);
}

function ofLine(
  on: OnContract,
  all: OnContract,
  off: OffContract | undefined,
): Leakage & { readonly madeOf: MadeOf } {
  const realised = subtract(on.baselineCost, on.measuredCost);
  const offContract = off?.cost ?? noMoney;
  const alone = { onContract: on.cost, offContract, realised, leakage: noMoney, own: noMoney };
  const { baselineCost, measuredCost } = on;
  const madeOf = { realised, baselineCost, measuredCost };
  const rest = { ...alone, potential: realised, estimated: noMoney, unknown: noMoney, madeOf };
  if (!off || offContract === 0) return rest;
  const isPriced = on.quantity.gt(zero) && on.measuredCost === on.cost && on.baselineCost > 0;
  if (isPriced && off.quantity.gt(zero)) {
    const atContractPrice = one.times(on.cost).times(off.quantity);
    const leakage = toPence(
      one.times(off.cost).times(on.quantity).minus(atContractPrice),
      on.quantity,
    );
    const more = toPence(one.times(realised).times(off.quantity), on.quantity);
    const bought = { on: on.quantity, off: off.quantity, more };
    return {
      ...rest,
      leakage,
      own: subtract(more, leakage),
      potential: add(realised, more),
      madeOf: { ...madeOf, bought },
    };
  }
  if (all.baselineCost <= 0) return { ...rest, unknown: offContract };
  const saved = subtract(all.baselineCost, all.measuredCost);
  return {
    ...rest,
    estimated: toPence(one.times(saved).times(offContract), all.baselineCost),
    madeOf: { ...madeOf, spend: { saved, baselineCost: all.baselineCost } },
  };
}

/** Leakage added up: a total adds lines (P13). */
export function addLeakage(lines: readonly Leakage[]): Leakage {
  const sum = (name: keyof Leakage) => add(...lines.map((line) => line[name]));
  return {
    onContract: sum('onContract'),
    offContract: sum('offContract'),
    realised: sum('realised'),
    leakage: sum('leakage'),
    own: sum('own'),
    potential: sum('potential'),
    estimated: sum('estimated'),
    unknown: sum('unknown'),
  };
}

/**
 * How much of what was bought, counted at the contract's prices, was bought on contract: a dearer
 * purchase elsewhere is no more units (F13). Where only spend is known it counts with the estimate.
 * Null of nothing.
 */
export function boughtOnContractPercent(sums: Leakage): string | null {
  const { onContract, offContract, leakage, estimated } = sums;
  const elsewhere = subtract(offContract, add(leakage, estimated));
  return percent(onContract, add(onContract, elsewhere));
}

/** How much of what is spent on things that a contract covers is spent on contract; null of nothing. */
export function compliancePercent({ onContract, offContract }: Leakage): string | null {
  return percent(onContract, add(onContract, offContract));
}

/** How much of what could have been saved was saved; null of nothing. */
export function realisationPercent({ realised, potential }: Leakage): string | null {
  return percent(realised, potential);
}
