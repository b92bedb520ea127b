import { type Decimal, decimal, divide, fraction, multiply, round } from '../money/decimal.ts';
import { type Money, noMoney } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';

/** A step of a price: so much for every unit of the year from a quantity on. */
export interface Tier {
  readonly from: Decimal;
  readonly unitPrice: Decimal;
}

/** What was bought of an item in a contract year so far. */
export interface Volume {
  readonly quantity: Decimal;
  /** Months that are over and have invoices up to the last of them, and what was bought in them. */
  readonly wholeMonths: number;
  readonly inWholeMonths: Decimal;
  /** How many months the year has. */
  readonly months: number;
  readonly isOver: boolean;
}

/** `lost`: a tier that was reached or is charged will not be; `near`: the next is just missed. */
export type TierWarning = 'lost' | 'near';

/** Where a contract year stands among its tiers. */
export interface TierStanding {
  readonly quantity: Decimal;
  readonly reached: Tier;
  /** What the tier takes off the quantity so far, against the first tier. */
  readonly worth: Money;
  readonly next: {
    readonly tier: Tier;
    readonly missing: Decimal;
    /** What it takes off the quantity with which it is reached, against the tier that is reached. */
    readonly worth: Money;
  } | null;
  /** By run rate; null of a year that is over, and before a whole month has come. */
  readonly forecast: { readonly quantity: Decimal; readonly tier: Tier } | null;
  /** The tier that is charged, or was reached in the year before. */
  readonly expected: Tier;
  readonly warning: TierWarning | null;
  /** The tier of which the forecast falls short by a tenth at most. */
  readonly missed: { readonly tier: Tier; readonly missing: Decimal } | null;
  /** What the year costs more without the expected tier; nothing where it is kept. */
  readonly loss: Money;
}

/** A volume that fell below a tier, and what those who stay pay more for what they buy. */
export interface LostTier {
  readonly before: Tier;
  readonly after: Tier;
  readonly quantityBefore: Decimal;
  readonly quantityAfter: Decimal;
  readonly cost: Money;
}

/** Tiers from the lowest; what is bought before the first step costs the price of the contract. */
export function stepsOf(tiers: readonly Tier[], price: Decimal): Tier[] {
  const steps = [...tiers].sort((a, b) => a.from.comparedTo(b.from));
  return steps[0]?.from.isZero()
    ? steps
    : [{ from: price.minus(price), unitPrice: price }, ...steps];
}

/** The tier of a quantity: the last one that begins with it or below; returns make no lower one. */
export function tierAt([first, ...steps]: readonly Tier[], quantity: Decimal): Tier {
  if (!first) throw new Error('there is a price below every tier');
  return steps.filter(({ from }) => from.lte(quantity)).at(-1) ?? first;
}

/** What a whole year comes to if it goes on as in its whole months; null where none has come. */
export function runRate({ wholeMonths, inWholeMonths, months }: Volume): Decimal | null {
  if (wholeMonths === 0) return null;
  return decimal(round(divide(multiply(fraction(inWholeMonths), months), wholeMonths), 6));
}

/** The quantity that a year ends with, or will by its run rate, or has so far. */
export function yearQuantity(volume: Volume): Decimal {
  return volume.isOver ? volume.quantity : (runRate(volume) ?? volume.quantity);
}

const dearer = (quantity: Decimal, than: Tier, tier: Tier): Money =>
  toMoney(priced(fraction(quantity), tier.unitPrice.minus(than.unitPrice)));

function nearlyReached(tiers: readonly Tier[], quantity: Decimal): TierStanding['missed'] {
  const tier = tiers.find(({ from }) => from.gt(quantity));
  if (!tier || tier.from.times('0.9').gt(quantity)) return null;
  return { tier, missing: tier.from.minus(quantity) };
}

/** Where a year stands; `expected` is what is charged, or was reached before (F16). */
export function standingOf(tiers: readonly Tier[], volume: Volume, expected: Tier): TierStanding {
  const { quantity, isOver } = volume;
  const reached = tierAt(tiers, quantity);
  const next = tiers.find(({ from }) => from.gt(quantity) && from.gt(reached.from));
  const rate = isOver ? null : runRate(volume);
  const forecast = rate && { quantity: rate, tier: tierAt(tiers, rate) };
  const last = isOver ? reached : forecast?.tier;
  const isLost = last?.from.lt(expected.from) ?? false;
  const missed = forecast && nearlyReached(tiers, forecast.quantity);
  return {
    quantity,
    reached,
    worth: dearer(quantity, reached, tierAt(tiers, quantity.minus(quantity))),
    next: next
      ? { tier: next, missing: next.from.minus(quantity), worth: dearer(next.from, next, reached) }
      : null,
    forecast,
    expected,
    warning: isLost ? 'lost' : missed ? 'near' : null,
    missed,
    loss: isLost && last ? dearer(yearQuantity(volume), expected, last) : noMoney,
  };
}

/**
 * What a smaller volume costs those who still buy: the quantity that is left, at the price of its
 * tier less that of the tier before. Undefined where the tier stays (F9, F16).
 */
export function lostTier(
  tiers: readonly Tier[],
  quantityBefore: Decimal,
  quantityAfter: Decimal,
): LostTier | undefined {
  const [before, after] = [tierAt(tiers, quantityBefore), tierAt(tiers, quantityAfter)];
  if (after.from.gte(before.from)) return undefined;
  const cost = dearer(quantityAfter, before, after);
  return { before, after, quantityBefore, quantityAfter, cost };
}
