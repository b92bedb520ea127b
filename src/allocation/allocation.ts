import { countAllDays, type DateRange } from '../calendar/period.ts';
import type { QuantityBasis } from '../contracts/price-schedule.ts';
import { type Decimal, type Fraction, fraction, one, zero } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import { split } from '../money/split.ts';
import { type School, vatRecoveryOn } from '../schools/school.ts';
import type { Weight } from './weights.ts';

/** A school's part of one line, with everything that its figures are worked out from (P4). */
export interface Share {
  readonly schoolId: string;
  /** Null for a line that was the school's alone. */
  readonly weight: Decimal | null;
  readonly days: readonly DateRange[];
  readonly net: Money;
  readonly vat: Money;
  readonly recoveryRate: Decimal;
  readonly quantity: Fraction;
}

/** What is divided: amounts of a line, and its quantity with how each school shares in it. */
export interface Divisible {
  readonly net: Money;
  readonly vat: Money;
  readonly quantity: Decimal | null;
  readonly quantityBasis: QuantityBasis;
  /** The days of the whole service period, of which a school's own days are a part. */
  readonly periodDays: number;
}

/**
 * A joint line as shares by weight: net and VAT each add back to the line to the penny, and the
 * VAT that a school loses is judged by its own recovery rate on its own first day (P2, P4).
 * Refuses weights that are all zero.
 */
export function allocate(line: Divisible, weights: readonly Weight[]): Share[] {
  const nets = splitByWeight(line.net, weights);
  const vats = splitByWeight(line.vat, weights);
  const total = weights.reduce((sum, { weight }) => sum.plus(weight), zero);
  return weights.map(({ school, weight, days }, index) => ({
    schoolId: school.id,
    weight,
    days,
    net: nets[index] as Money,
    vat: vats[index] as Money,
    recoveryRate: recoveryFrom(school, days),
    quantity:
      line.quantityBasis === 'consumed'
        ? fraction((line.quantity ?? zero).times(weight), total)
        : fraction((line.quantity ?? zero).times(countAllDays(days)), line.periodDays),
  }));
}

/** A line that is one school's alone: a single share of all its days (P4). */
export function wholeLine(line: Divisible, school: School, days: readonly DateRange[]): Share {
  return {
    schoolId: school.id,
    weight: null,
    days,
    net: line.net,
    vat: line.vat,
    recoveryRate: recoveryFrom(school, days),
    quantity: fraction(line.quantity ?? zero),
  };
}

/**
 * An amount shared by weight, adding back to it to the penny: largest remainder, ties to whoever comes
 * first (P4). Refuses weights that are all zero.
 */
export function splitByWeight(amount: Money, weights: readonly Weight[]): Money[] {
  return split(
    amount,
    weights.map(({ weight }) => BigInt(weight.times(1_000_000).toFixed(0))),
  );
}

function recoveryFrom(school: School, days: readonly DateRange[]): Decimal {
  const [first] = days;
  return first ? vatRecoveryOn(school, first.from) : one;
}
