import {
  type Rounding,
  type Spelled,
  spellSum,
  spellTerms,
  type Unit,
} from '../explanations/spelling.ts';
import { type Decimal, formatDecimal } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Target } from './place.ts';

/** One number of a working: what it is, with which sign it enters, and where it is explained. */
export interface Term extends Spelled {
  readonly target: Target | null;
}

/**
 * A figure with the sum that makes it, in one sentence. Sum and sentence are written from the terms,
 * so that recomputing the text gives the figure (N6).
 */
export interface Explanation {
  readonly about: string;
  readonly value: string | null;
  readonly unit: Unit;
  readonly terms: readonly Term[];
  readonly rounding: Rounding;
  /** The penny that was left over and came here; `0.00` for none. */
  readonly oddPenny: string;
  readonly sum: string | null;
  readonly sentence: string;
}

export function poundsTerm(
  sign: Term['sign'],
  label: string,
  value: Money | null,
  target: Target | null = null,
): Term {
  return { sign, label, value: value === null ? null : formatMoney(value), unit: 'pounds', target };
}

export function numberTerm(sign: Term['sign'], label: string, value: Decimal | number): Term {
  const text = typeof value === 'number' ? String(value) : formatDecimal(value);
  return { sign, label, value: text, unit: 'number', target: null };
}

export function priceTerm(sign: Term['sign'], label: string, value: Decimal): Term {
  return { sign, label, value: formatDecimal(value), unit: 'price', target: null };
}

/** An explanation of terms that are added up; `lead` says the figure, the sum follows it. */
export function explained(
  about: string,
  value: string | null,
  terms: readonly Term[],
  sentence: (sum: string) => string,
  unit: Unit = 'pounds',
): Explanation {
  const facts = { about, value, unit, terms, rounding: 'none' as const, oddPenny: '0.00' };
  return { ...facts, sum: spellSum(facts), sentence: sentence(spellTerms(terms)) };
}
