import type { Unit } from '../contracts/price-schedule.ts';
import { type Decimal, decimal, fraction, one, round, zero } from '../money/decimal.ts';
import { add, type Money, negate, noMoney, pence, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';

/** Why a line that both periods have cannot be told apart into price and volume (N28). */
export const reasons = ['unlike_units', 'no_unit', 'no_quantity'] as const;
export type Reason = (typeof reasons)[number];

/** A line is one item of one contract as one school bought it. */
export interface LineBridge {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly unit: Unit | null;
  readonly standing: 'compared' | 'new' | 'ceased' | 'outside';
  readonly reason: Reason | null;
  readonly baseQuantity: Decimal;
  readonly quantity: Decimal;
  readonly baseCost: Money;
  readonly cost: Money;
  readonly price: Money;
  readonly volume: Money;
  readonly mix: Money;
  /** The quantities of all lines of its unit; null of a line that is alone in it, or not compared. */
  readonly together: { readonly base: Decimal; readonly now: Decimal } | null;
}

/** The unit in which an item was priced over both periods, or why there is not one. */
export type UnitOf = (contract: string, item: string) => Unit | Exclude<Reason, 'no_quantity'>;

interface Side {
  readonly cost: Money;
  readonly quantity: Decimal;
}
interface Line {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly base: Side;
  readonly now: Side;
}

const nothing: Side = { cost: noMoney, quantity: zero };
const isThere = ({ cost, quantity }: Side) => cost !== 0 || !quantity.isZero();
const toPence = (numerator: Decimal, denominator: Decimal) =>
  pence(Number(round(fraction(numerator, denominator), 0)));

/**
 * Recurring cost of a period against that of a base period, line by line (F3). All effects are
 * changes of cost, above zero where it rose: price at actual volume, (Pa − Pb) × Qa; volume, as if
 * everything had grown alike with the school's total in that unit; mix as the remainder. Lines of
 * one period only, and lines without a common unit, are kept apart and never priced.
 */
export function bridgeLines(
  base: readonly Cell[],
  now: readonly Cell[],
  unitOf: UnitOf,
): LineBridge[] {
  const judged = linesOf(base, now).map((line) => {
    const judgement = judge(line, unitOf(line.contract, line.item));
    return { line, judgement, key: JSON.stringify([line.urn, line.contract, judgement.unit]) };
  });
  const alike = new Map<string, Alike>();
  for (const { line, judgement, key } of judged) {
    if (judgement.standing !== 'compared') continue;
    const known = alike.get(key) ?? { lines: 0, base: zero, now: zero };
    alike.set(key, {
      lines: known.lines + 1,
      base: known.base.plus(line.base.quantity),
      now: known.now.plus(line.now.quantity),
    });
  }
  return judged.map(({ line, judgement, key }) => {
    const { urn, contract, item, base: before, now: after } = line;
    const { unit, standing, reason } = judgement;
    return {
      urn,
      contract,
      item,
      unit,
      standing,
      reason,
      baseQuantity: before.quantity,
      quantity: after.quantity,
      baseCost: before.cost,
      cost: after.cost,
      ...effects(line, standing === 'compared' ? alike.get(key) : undefined),
    };
  });
}

/** What a school bought of a contract in one unit in both periods. */
interface Alike {
  readonly lines: number;
  readonly base: Decimal;
  readonly now: Decimal;
}

function linesOf(base: readonly Cell[], now: readonly Cell[]): Line[] {
  const lines = new Map<string, Line>();
  const gather = (cells: readonly Cell[], side: 'base' | 'now') => {
    for (const { urn, contract, item, cost, quantity } of cells) {
      const key = JSON.stringify([urn, contract, item]);
      const line = lines.get(key) ?? { urn, contract, item, base: nothing, now: nothing };
      const { cost: sum, quantity: count } = line[side];
      const both = { cost: add(sum, cost), quantity: count.plus(decimal(quantity)) };
      lines.set(key, { ...line, [side]: both });
    }
  };
  gather(base, 'base');
  gather(now, 'now');
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line)
    .filter((line) => isThere(line.base) || isThere(line.now));
}

type Judgement = Pick<LineBridge, 'unit' | 'standing' | 'reason'>;

function judge({ base, now }: Line, found: ReturnType<UnitOf>): Judgement {
  const isKnown = found !== 'unlike_units' && found !== 'no_unit';
  const unit = isKnown ? found : null;
  if (!isThere(base)) return { unit, standing: 'new', reason: null };
  if (!isThere(now)) return { unit, standing: 'ceased', reason: null };
  if (!isKnown) return { unit, standing: 'outside', reason: found };
  const isCounted = base.quantity.gt(zero) && now.quantity.gt(zero);
  return isCounted
    ? { unit, standing: 'compared', reason: null }
    : { unit, standing: 'outside', reason: 'no_quantity' };
}

function effects({ base, now }: Line, alike: Alike | undefined) {
  if (!alike) return { price: noMoney, volume: noMoney, mix: noMoney, together: null };
  const [before, after] = [one.times(base.cost), one.times(now.cost)];
  const price = toPence(
    after.times(base.quantity).minus(before.times(now.quantity)),
    base.quantity,
  );
  const rest = subtract(subtract(now.cost, base.cost), price);
  // A single product has no mix: what is not its price is its volume, to the penny.
  if (alike.lines === 1) return { price, volume: rest, mix: noMoney, together: null };
  const together = { base: alike.base, now: alike.now };
  const volume = toPence(before.times(together.now.minus(together.base)), together.base);
  return { price, volume, mix: subtract(rest, volume), together };
}

/** What some lines add up to: the parts always add to the change, cost − base cost (F3). */
export interface CostBridge {
  readonly baseCost: Money;
  readonly cost: Money;
  readonly change: Money;
  readonly price: Money;
  readonly volume: Money;
  readonly mix: Money;
  readonly newLines: Money;
  readonly ceasedLines: Money;
  readonly outside: Money;
  /** A saving: cost that fell because prices fell. The only part that is procurement's (F2). */
  readonly priceSaving: Money;
  /** Cost that fell because less, or cheaper kinds, were bought: never a price saving (F2). */
  readonly demandEffect: Money;
  /** Cost that fell because something is no longer bought at all: never a price saving. */
  readonly scopeReduction: Money;
}

/** Lines added up; a total adds lines, so it is the total of its schools and contracts (P13). */
export function addUp(lines: readonly LineBridge[]): CostBridge {
  const sum = (of: (line: LineBridge) => Money) => add(...lines.map(of));
  const changeOf = (standing: LineBridge['standing']) =>
    sum((line) => (line.standing === standing ? subtract(line.cost, line.baseCost) : noMoney));
  const [price, volume, mix] = [sum((l) => l.price), sum((l) => l.volume), sum((l) => l.mix)];
  return {
    baseCost: sum((line) => line.baseCost),
    cost: sum((line) => line.cost),
    change: sum((line) => subtract(line.cost, line.baseCost)),
    price,
    volume,
    mix,
    newLines: changeOf('new'),
    ceasedLines: changeOf('ceased'),
    outside: changeOf('outside'),
    priceSaving: negate(price),
    demandEffect: negate(add(volume, mix)),
    scopeReduction: negate(changeOf('ceased')),
  };
}
