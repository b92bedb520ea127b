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

/**
 * What could have been saved by one measure, cash or avoidance, and what became of it (F13). The two are
 * shown side by side and never added (P7).
 */
export interface Potential {
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
}

/** Cash by previous contracts and historic spend, avoidance by all other kinds of baseline (P7). */
export const measures = ['cash', 'avoidance'] as const;
export type Measure = (typeof measures)[number];

/** What buying outside of the contract cost, for one school's item or for any sum of them (F13). */
export interface Leakage extends Readonly<Record<Measure, Potential>> {
  readonly onContract: Money;
  readonly offContract: Money;
  /** Spend outside of the contract of which not even an estimate can be made. */
  readonly unknown: Money;
}

/** What was bought on contract by one measure: what it would have cost before, and what it costs. */
interface Compared {
  readonly before: Money;
  readonly now: Money;
}

/** What the figures of one line are made of, so that they can be told with their numbers (N6). */
export interface MadeOf extends Readonly<Record<Measure, Compared>> {
  /** Where quantities tell: how much was bought, and what leaked by both measures. */
  readonly bought?: { readonly on: Decimal; readonly off: Decimal; readonly leaked: Money };
  /** Where only spend tells: all lines of the school under the contract. */
  readonly spend?: Readonly<Record<Measure, Compared>>;
}

export type Placed = Leakage & Omit<OffContract, 'cost' | 'quantity'> & { readonly madeOf: MadeOf };

interface OnContract extends Readonly<Record<Measure, Compared>> {
  readonly cost: Money;
  readonly quantity: Decimal;
}

const nothing: Compared = { before: noMoney, now: noMoney };
const none: OnContract = { cost: noMoney, quantity: zero, cash: nothing, avoidance: nothing };
const toPence = (numerator: Decimal, denominator: Decimal | number) =>
  pence(Number(round(fraction(numerator, denominator), 0)));

function gather(cells: readonly Cell[], keyOf: (cell: Cell) => string): Map<string, OnContract> {
  const sums = new Map<string, OnContract>();
  for (const cell of cells) {
    const sum = sums.get(keyOf(cell)) ?? none;
    sums.set(keyOf(cell), {
      cost: add(sum.cost, cell.cost),
      quantity: sum.quantity.plus(decimal(cell.quantity)),
      cash: {
        before: add(sum.cash.before, cell.cashBaselineCost),
        now: add(sum.cash.now, cell.cashCost),
      },
      avoidance: {
        before: add(sum.avoidance.before, subtract(cell.baselineCost, cell.cashBaselineCost)),
        now: add(sum.avoidance.now, subtract(cell.measuredCost, cell.cashCost)),
      },
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
    .filter(
      ({ onContract, offContract, cash, avoidance }) =>
        onContract || offContract || cash.realised || avoidance.realised,
    );
}

/** What was saved by one measure, or by both together where a quantity or a price counts both. */
export const savedBy = ({ before, now }: Compared): Money => subtract(before, now);
export const both = ({ cash, avoidance }: Readonly<Record<Measure, Compared>>): Compared => ({
  before: add(cash.before, avoidance.before),
  now: add(cash.now, avoidance.now),
});

function ofLine(
  on: OnContract,
  all: OnContract,
  off: OffContract | undefined,
): Leakage & { readonly madeOf: MadeOf } {
  const offContract = off?.cost ?? noMoney;
  const { cash, avoidance } = on;
  const facts = { onContract: on.cost, offContract, unknown: noMoney };
  const plain = { cash: withoutLeakage(cash), avoidance: withoutLeakage(avoidance) };
  const rest = { ...facts, ...plain, madeOf: { cash, avoidance } };
  if (!off || offContract === 0) return rest;
  const { before, now } = both(on);
  const isPriced = on.quantity.gt(zero) && now === on.cost && before > 0;
  if (isPriced && off.quantity.gt(zero)) return { ...rest, ...byQuantity(on, off) };
  const spent = both(all).before;
  if (spent <= 0) return { ...rest, unknown: offContract };
  const estimate = (of: Compared) => toPence(one.times(savedBy(of)).times(offContract), spent);
  return {
    ...rest,
    cash: { ...plain.cash, estimated: estimate(all.cash) },
    avoidance: { ...plain.avoidance, estimated: estimate(all.avoidance) },
    madeOf: { cash, avoidance, spend: { cash: all.cash, avoidance: all.avoidance } },
  };
}

function withoutLeakage(of: Compared): Potential {
  const realised = savedBy(of);
  const amounts = { leakage: noMoney, own: noMoney, estimated: noMoney };
  return { realised, ...amounts, potential: realised };
}

/**
 * Where quantities tell. What leaked is one amount, paid less the contract's price; where a school has
 * baselines of both kinds for an item it is shared as what they say it would have cost before.
 */
function byQuantity(on: OnContract, off: OffContract) {
  const { cash, avoidance } = on;
  const atContractPrice = one.times(on.cost).times(off.quantity);
  const leaked = toPence(
    one.times(off.cost).times(on.quantity).minus(atContractPrice),
    on.quantity,
  );
  const ofCash = toPence(one.times(leaked).times(cash.before), both(on).before);
  const by = (of: Compared, leakage: Money): Potential => {
    const realised = savedBy(of);
    const more = toPence(one.times(realised).times(off.quantity), on.quantity);
    const potential = add(realised, more);
    return { realised, leakage, own: subtract(more, leakage), potential, estimated: noMoney };
  };
  return {
    cash: by(cash, ofCash),
    avoidance: by(avoidance, subtract(leaked, ofCash)),
    madeOf: { cash, avoidance, bought: { on: on.quantity, off: off.quantity, leaked } },
  };
}

/** Leakage added up: a total adds lines, each measure by itself (P7, P13). */
export function addLeakage(lines: readonly Leakage[]): Leakage {
  const sum = (name: 'onContract' | 'offContract' | 'unknown') =>
    add(...lines.map((line) => line[name]));
  const sumBy = (measure: Measure): Potential => {
    const part = (name: keyof Potential) => add(...lines.map((line) => line[measure][name]));
    return {
      realised: part('realised'),
      leakage: part('leakage'),
      own: part('own'),
      potential: part('potential'),
      estimated: part('estimated'),
    };
  };
  return {
    onContract: sum('onContract'),
    offContract: sum('offContract'),
    cash: sumBy('cash'),
    avoidance: sumBy('avoidance'),
    unknown: sum('unknown'),
  };
}

/** What was bought on contract and elsewhere, all of it counted at the contract's prices. */
export function atContractPrices(sums: Leakage): Money {
  const paidMore = measures.flatMap((name) => [sums[name].leakage, sums[name].estimated]);
  return subtract(add(sums.onContract, sums.offContract), add(...paidMore));
}

/**
 * How much of what was bought, counted at the contract's prices, was bought on contract: a dearer
 * purchase elsewhere is no more units (F13). Where only spend is known it counts with the estimate.
 * Null of nothing.
 */
export function boughtOnContractPercent(sums: Leakage): string | null {
  return percent(sums.onContract, atContractPrices(sums));
}

/** How much of what is spent on things that a contract covers is spent on contract; null of nothing. */
export function compliancePercent({ onContract, offContract }: Leakage): string | null {
  return percent(onContract, add(onContract, offContract));
}

/** How much of what could have been saved was saved; null of nothing. */
export function realisationPercent({ realised, potential }: Potential): string | null {
  return percent(realised, potential);
}
