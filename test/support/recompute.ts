// Does the sums of a working again from their text alone, by fractions of its own.

interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

const power = (places: number) => 10n ** BigInt(places);

/** `−£1,234.50`, `87.5%` or `10` as a fraction. */
function numberIn(text: string): Rational {
  const [, sign = '', whole = '', decimals = ''] =
    /^(−?)£?([\d,]+)\.?(\d*)%?$/.exec(text.trim()) ?? [];
  if (!whole) throw new Error(`'${text}' is no number`);
  const top = BigInt(`${whole.replaceAll(',', '')}${decimals}`);
  return { top: sign ? -top : top, bottom: power(decimals.length) };
}

const plus = (a: Rational, b: Rational): Rational => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});
const times = (a: Rational, b: Rational): Rational => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
});
const inverse = ({ top, bottom }: Rational): Rational =>
  top < 0n ? { top: -bottom, bottom: -top } : { top: bottom, bottom: top };
const negated = ({ top, bottom }: Rational): Rational => ({ top: -top, bottom });
const isSame = (a: Rational, b: Rational) => a.top * b.bottom === b.top * a.bottom;

const number = /(?:^|([+−×÷]) )\D*?(−?£?\d[\d,]*(?:\.\d+)?)/g;

/** An expression without its words, from the left to the right. */
function evaluate(text: string): Rational {
  let result: Rational = { top: 0n, bottom: 1n };
  for (const [, operator, written = ''] of text.matchAll(number)) {
    const value = numberIn(written);
    if (operator === '×') result = times(result, value);
    else if (operator === '÷') result = times(result, inverse(value));
    else result = plus(result, operator === '−' ? negated(value) : value);
  }
  return result;
}

function rounded({ top, bottom }: Rational, places: number, isDown: boolean): Rational {
  const size = (top < 0n ? -top : top) * power(places);
  const whole = isDown ? size / bottom : (2n * size + bottom) / (2n * bottom);
  return { top: top < 0n ? -whole : whole, bottom: power(places) };
}

const placesOf = (text: string) => (/\.(\d+)/.exec(text)?.[1] ?? '').length;

/** Whether one sum is right: `£7.67 × 30 ÷ 91 = £2.52 rounded down + £0.01 left over = £2.53`. */
function isOneRight(text: string): boolean {
  const [left = '', middle = '', right] = text.split(' = ');
  const [, result = '', how = '', sign, penny] =
    /^(\S+)(?: (rounded down|rounded))?(?: ([+−]) (£\S+) left over)?$/.exec(middle) ?? [];
  const exact = evaluate(left);
  const value = result.endsWith('%') ? times(exact, { top: 100n, bottom: 1n }) : exact;
  const due = how ? rounded(value, placesOf(result), how === 'rounded down') : value;
  if (!result || !isSame(due, numberIn(result))) return false;
  if (right === undefined) return penny === undefined;
  return isSame(evaluate(`${result} ${sign} ${penny}`), numberIn(right));
}

/** Whether every sum of a text is right. */
export function isRight(sum: string): boolean {
  return sum.split('; ').every(isOneRight);
}

/** The figure that the sum of a text ends with, as plain digits. */
export function resultOf(sum: string): string {
  const last = sum.split(' = ').at(-1) ?? '';
  return last
    .replace(/ rounded.*$/, '')
    .replace('−', '-')
    .replace(/[£,%]/g, '');
}

const amounts = /(?:([+−×÷=,]) )?(−?£[\d,]+\.\d+|−?[\d.]+%)/g;

/**
 * The figure that a sentence names, and what the numbers after it come to: `Ash saved £6.00: £31.00
 * before − £25.00 now.` Of `10 × £3.10 = £31.00 before, £25.00 now` the product is done as well.
 */
export function recompute(sentence: string): { figure: string; isRight: boolean } {
  const [lead, ...rest] = [...sentence.matchAll(amounts)];
  const isLoss = /worse off|more than at the prices/.test(
    sentence.slice(0, sentence.lastIndexOf(': ')),
  );
  const named = numberIn(lead?.[2] ?? '');
  const figure = isLoss ? negated(named) : named;
  const told = sentence.slice(sentence.lastIndexOf(': ') + 2);
  const product = /^(.* × .*) = (£\S+) before, (£\S+) now\.$/.exec(told);
  const shown = `${isLoss ? '-' : ''}${(lead?.[2] ?? '').replace('−', '-').replace(/[£,%]/g, '')}`;
  if (product) {
    const [, left = '', before = '', now = ''] = product;
    const isBefore = isOneRight(`${left} = ${before} rounded`);
    const saved = plus(numberIn(before), negated(numberIn(now)));
    return { figure: shown, isRight: isBefore && isSame(saved, figure) };
  }
  if (lead?.[2]?.endsWith('%')) {
    const [part, whole] = rest.map(([, , text = '']) => numberIn(text));
    if (!part || !whole) return { figure: shown, isRight: false };
    const exact = times(times(part, inverse(whole)), { top: 100n, bottom: 1n });
    return { figure: shown, isRight: isSame(rounded(exact, 1, false), figure) };
  }
  if (rest.length === 0) return { figure: shown, isRight: sentence.endsWith('.') };
  const sum = rest.reduce((all, [, sign, text = '']) => {
    const value = numberIn(text);
    return plus(all, sign === '−' ? negated(value) : value);
  }, numberIn('0'));
  return { figure: shown, isRight: isSame(sum, figure) };
}
