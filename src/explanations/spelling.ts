import { type Decimal, formatDecimal } from '../money/decimal.ts';
import { add, displayMoney, formatMoney, type Money, noMoney, parseMoney } from '../money/money.ts';

/** What a number of a working counts; pounds and percentages are shown with their sign. */
export type Unit = 'pounds' | 'price' | 'number' | 'percent';

/** One number of a sum: what it is, and with which sign it enters. */
export interface Spelled {
  readonly sign: '+' | '-' | '×' | '÷';
  readonly label: string;
  /** Plain digits; null where nothing is measured, and then it enters no sum. */
  readonly value: string | null;
  readonly unit: Unit;
}

/** How a product became whole pence: rounded once, or rounded down and given a penny left over. */
export type Rounding = 'none' | 'nearest' | 'down';

/** A sum with its result, before it is spelled out. */
export interface Sum {
  readonly terms: readonly Spelled[];
  readonly value: string | null;
  readonly unit: Unit;
  readonly rounding: Rounding;
  /** The penny that was left over and came here; `0.00` for none. */
  readonly oddPenny: string;
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
function signed({ sign, value, unit }: Spelled, isFirst: boolean): string {
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

const known = (terms: readonly Spelled[]) => terms.filter(({ value }) => value !== null);

/** The terms with their words between: `£31.00 before − £25.00 now`. */
export function spellTerms(terms: readonly Spelled[]): string {
  return known(terms)
    .map((term, index) => `${signed(term, index === 0)}${term.label && ` ${term.label}`}`)
    .join(' ');
}

/** The bare sum, to be copied into a paper: `£31.00 − £25.00 = £6.00`. */
export function spellSum(explained: Sum): string | null {
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

/** A figure in one sentence and one sum, to be read, and worked out again from the text alone (N6). */
export interface InWords {
  readonly sentence: string;
  readonly sum: string | null;
}

/** What is said of a figure, with the sum that makes it; `nearest` where a product is rounded once. */
export function inWords(
  says: string,
  terms: readonly Spelled[],
  result: { readonly value: string; readonly unit?: Unit; readonly rounding?: Rounding },
): InWords {
  const facts = { unit: 'pounds', rounding: 'none', oddPenny: '0.00', ...result, terms } as const;
  const sum = spellSum(facts);
  return { sum, sentence: `${says}: ${spellTerms(terms)}.` };
}

/** Pounds of a sum; amounts of nothing can be left out after the first. */
export function pounds(sign: Spelled['sign'], label: string, amount: Money): Spelled {
  return { sign, label, value: formatMoney(amount), unit: 'pounds' };
}

/** A number that is no money, with which pounds are multiplied or divided. */
export function factor(sign: '×' | '÷', label: string, value: Decimal): Spelled {
  return { sign, label, value: formatDecimal(value), unit: 'number' };
}

/** How many parts of a sum are named; what is beyond them is told together. */
const partsNamed = 12;

/** What parts come to: the largest by name, the rest together, those of nothing left out. */
export function addedUp(parts: readonly (readonly [label: string, amount: Money])[]): Spelled[] {
  const bySize = parts
    .filter(([, amount]) => amount !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const named = bySize.length > partsNamed ? bySize.slice(0, partsNamed - 1) : bySize;
  const others = bySize.slice(named.length);
  const rest = add(...others.map(([, amount]) => amount));
  const terms = named.map(([label, amount]) => pounds('+', label, amount));
  if (others.length > 0) terms.push(pounds('+', `of ${others.length} others`, rest));
  return terms.length > 0 ? terms : [pounds('+', 'in all', noMoney)];
}

/** The terms without those after the first that change nothing. */
export function telling(terms: readonly Spelled[]): Spelled[] {
  return terms.filter(({ value }, index) => index === 0 || value !== '0.00');
}

/** Sentences and sums as fields of a row: `price_sentence` and `price_sum`. */
export function fieldsOf(
  figures: Readonly<Record<string, InWords | undefined>>,
): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, told]) =>
      told
        ? [[`${name}_sentence`, told.sentence] as const, [`${name}_sum`, told.sum] as const]
        : [],
    ),
  );
}
