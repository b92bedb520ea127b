import { spellSum } from '../explanations/spelling.ts';
import {
  type Decimal,
  decimal,
  divide,
  type Fraction,
  fraction,
  multiply,
  one,
  round,
} from '../money/decimal.ts';
import { formatMoney, type Money, noMoney, pence, subtract } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import { split } from '../money/split.ts';
import type { Explanation, Term } from './explanation.ts';

/** The terms multiplied and divided in their order, exact and not yet rounded (P1). */
function exactly(terms: readonly Term[]): Fraction {
  return terms.reduce((product, { sign, value }) => {
    // A factor for VAT may have more places than a price.
    const by = one.times(value ?? '0');
    return sign === '÷' ? divide(product, by) : multiply(product, by);
  }, fraction(one));
}

const isExact = ({ numerator, denominator }: Fraction, rounded: Decimal) =>
  rounded.times(denominator).eq(numerator);

/** A product in pounds, rounded once to the penny, half away from zero (P1). */
export function productOf(about: string, terms: readonly Term[], sentence: string): Explanation {
  const exact = exactly(terms);
  const value = formatMoney(toMoney(exact));
  const rounding = isExact(exact, decimal(value)) ? ('none' as const) : ('nearest' as const);
  return worded({ about, value, unit: 'pounds', terms, rounding, oddPenny: '0.00' }, sentence);
}

/** A quantity with the six decimals that are kept for display (P4). */
export function quantityOf(about: string, terms: readonly Term[], sentence: string): Explanation {
  const exact = exactly(terms);
  const value = round(exact, 6);
  const rounding = isExact(exact, decimal(value)) ? ('none' as const) : ('nearest' as const);
  return worded({ about, value, unit: 'number', terms, rounding, oddPenny: '0.00' }, sentence);
}

function worded(facts: Omit<Explanation, 'sum' | 'sentence'>, sentence: string): Explanation {
  const sum = spellSum(facts);
  return { ...facts, sum, sentence: `${sentence}: ${sum}.` };
}

/** An amount that is split without losing a penny, and which part of it is asked about. */
export interface Splitting {
  readonly amount: Money;
  readonly weights: readonly bigint[];
  readonly index: number;
  /** What the parts are, in their order: schools, months or baseline versions. */
  readonly names: readonly string[];
  /** Which part comes first where remainders are alike: `the lower URN`. */
  readonly first: string;
}

/** A part as the terms make it: rounded down, and with a penny left over if one came here (P4). */
export function partOf(
  about: string,
  terms: readonly Term[],
  splitting: Splitting,
  says: string,
): Explanation {
  const { amount, weights, index, names, first } = splitting;
  const parts = split(amount, weights);
  const down = roundedDown(amount, weights);
  const value = parts[index] ?? noMoney;
  const penny = subtract(value, down[index] ?? noMoney);
  const lucky = names.filter((_, at) => parts[at] !== down[at]);
  const rounding = isExact(exactly(terms), decimal(formatMoney(value)))
    ? ('none' as const)
    : ('down' as const);
  const facts = {
    about,
    value: formatMoney(value),
    unit: 'pounds' as const,
    terms,
    rounding,
    oddPenny: formatMoney(penny),
  };
  const sum = spellSum(facts);
  const left =
    lucky.length === 0
      ? ''
      : ` ${lucky.length === 1 ? 'The penny that was left over' : `The ${lucky.length} pennies that were left over`} went to the largest remainder${lucky.length === 1 ? '' : 's'}, of two alike to ${first}: ${listed(lucky)}.`;
  return { ...facts, sum, sentence: `${says}: ${sum}.${left}` };
}

/** Each part without the pennies left over. */
function roundedDown(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return weights.map((weight) => pence(Number((BigInt(amount) * weight) / total)));
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
