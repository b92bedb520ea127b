import { type Decimal, formatDecimal } from '../money/decimal.ts';
import { displayMoney, formatMoney, type Money, noMoney, parseMoney } from '../money/money.ts';
import type { Target } from './place.ts';

/** What a number of a working counts; pounds and percentages are shown with their sign. */
export type Unit = 'pounds' | 'price' | 'number' | 'percent';

/** One number of a working: what it is, with which sign it enters, and where it is explained. */
export interface Term {
  readonly sign: '+' | '-' | '×' | '÷';
  readonly label: string;
  /** Plain digits; null where nothing is measured, and then it enters no sum. */
  readonly value: string | null;
  readonly unit: Unit;
  readonly target: Target | null;
}

/** How a product became whole pence: rounded once, or rounded down and given a penny left over. */
export type Rounding = 'none' | 'nearest' | 'down';

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

/** A number as people read it: `£1,234.50`, `£0.0325`, `87.5%`, `10`. */
export function show(value: string, unit: Unit): string {
  if (unit === 'percent') return `${value.replace('-', '−')}%`;
  if (unit === 'number') return value.replace('-', '−');
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(value) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign && '−'}£${grouped}.${decimals.padEnd(2, '0')}`;
}

const turned = { '+': '−', '-': '+' } as const;

/** A term with its sign before it; taking away a number below zero is shown as adding it. */
function signed({ sign, value, unit }: Term, isFirst: boolean): string {
  const text = value ?? '';
  if (sign === '×' || sign === '÷')
    return isFirst ? show(text, unit) : `${sign} ${show(text, unit)}`;
  if (isFirst) {
    if (sign === '+') return show(text, unit);
    return text.startsWith('-') ? show(text.slice(1), unit) : show(`-${text}`, unit);
  }
  if (text.startsWith('-')) return `${turned[sign]} ${show(text.slice(1), unit)}`;
  return `${sign === '-' ? '−' : '+'} ${show(text, unit)}`;
}

const known = (terms: readonly Term[]) => terms.filter(({ value }) => value !== null);

/** The terms with their words between: `£31.00 before − £25.00 now`. */
export function spellTerms(terms: readonly Term[]): string {
  return known(terms)
    .map((term, index) => `${signed(term, index === 0)}${term.label && ` ${term.label}`}`)
    .join(' ');
}

/** The bare sum, to be copied into a paper: `£31.00 − £25.00 = £6.00`. */
export function spellSum(explained: Omit<Explanation, 'sum' | 'sentence'>): string | null {
  const { terms, value, unit, rounding, oddPenny } = explained;
  const left = known(terms).map((term, index) => signed(term, index === 0));
  if (value === null || left.length === 0) return null;
  const result = show(value, unit);
  if (rounding === 'none') return `${left.join(' ')} = ${result}`;
  if (rounding === 'nearest') return `${left.join(' ')} = ${result} rounded`;
  const penny = parseMoney(oddPenny) ?? noMoney;
  const down = show(formatMoney(((parseMoney(value) ?? 0) - penny) as Money), 'pounds');
  if (penny === 0) return `${left.join(' ')} = ${result} rounded down`;
  const [sign, size] = penny < 0 ? ['−', -penny] : ['+', penny];
  return `${left.join(' ')} = ${down} rounded down ${sign} ${displayMoney(size as Money)} left over = ${result}`;
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
