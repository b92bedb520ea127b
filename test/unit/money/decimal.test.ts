import fc from 'fast-check';
import t from 'tap';
import {
  type Decimal,
  decimal,
  divide,
  formatDecimal,
  fraction,
  multiply,
  one,
  parseDecimal,
  round,
  spreadsheetDigits,
  sumOf,
  zero,
} from '../../../src/money/decimal.ts';
import { readTable } from '../../support/table.ts';

/** A decimal as millionths, in which whole numbers calculate. */
const millionths = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

function inUnits(count: bigint): Decimal {
  const digits = String(count < 0n ? -count : count).padStart(7, '0');
  return decimal(`${count < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`);
}

/** A quotient of whole numbers, rounded half away from zero by whole numbers alone. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const isBelowZero = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [numerator, denominator].map((value) => (value < 0n ? -value : value));
  if (top === undefined || !bottom) throw new RangeError('a quotient needs a denominator');
  const size = (2n * top + bottom) / (2n * bottom);
  return isBelowZero ? -size : size;
}

function shown(count: bigint, places: number): string {
  const digits = String(count < 0n ? -count : count).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = count < 0n ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

t.test('plain digits of at most six decimals are a decimal, in its shortest form', async (t) => {
  const examples = readTable(`
    text                 value
    0                    0
    -0                   0
    -0.000000            0
    1.5                  1.5
    1.50                 1.5
    1.500000000          1.5
    +4.1                 4.1
    -4.10                -4.1
    .5                   0.5
    5.                   5
    007                  7
    0.000001             0.000001
    1.333333             1.333333
    123456789012.123456  123456789012.123456
    123456789012345678   123456789012345678
  `);
  for (const { text = '', value } of examples) {
    const read = parseDecimal(text);
    t.equal(read && formatDecimal(read), value, text);
  }
});

t.test('more than six decimals, more than 18 digits and other texts are refused', async (t) => {
  const texts = [
    ...['', '.', '-', '1e3', '1E-3', '1,5', '£1', ' 1', '1 ', '1.2.3', '--1', '1-', '0x10', '1\n'],
    ...['NaN', 'Infinity', '٣', '0.0000001', '1.2345678', '1234567890123456789'],
    ...['1234567890123.123456', '1000000000000000000'],
  ];
  for (const text of texts) t.equal(parseDecimal(text), undefined, JSON.stringify(text));
});

t.test('a number of a workbook in the digits that Excel shows', async (t) => {
  const examples = readTable(`
    stored                  shown                   why
    0                       0                       nothing
    -0                      0                       has no sign
    1234.5                  1234.5                  as it is
    1234.50                 1234.5                  without zeros at its end
    0.30000000000000004     0.3                     the noise of 0.1 + 0.2
    8728.192000000001       8728.192                the noise of a product
    2.6749999999999998      2.675                   the nearest that binary has to 2.675
    41.662500000000001      41.6625                 and no more is rounded away
    0.33333333333333331     0.333333333333333       15 digits of what never ends
    -0.66666666666666663    -0.666666666666667      the last one rounded
    1.2345E+3               1234.5                  scientific
    1.2e-05                 0.000012                scientific, below one
    1E2                     100                     without a sign
    +5                      5                       with a plus
    .5                      0.5                     without a whole
    5.                      5                       without decimals
    007                     7                       zeros in front
    123456789012345         123456789012345         15 digits
    1234567890123456        1234567890123460        Excel keeps no sixteenth digit
    999999999999999.9       1000000000000000        which rounds up
    1E+20                   100000000000000000000   large
  `);
  for (const { stored = '', shown, why } of examples) {
    t.equal(spreadsheetDigits(stored), shown, `${stored}: ${why}`);
  }
  const largest = spreadsheetDigits('1.7976931348623157E+308') ?? '';
  t.match(largest, /^179769313486232(?:0{294})$/);
  const texts = [
    '',
    ' 1',
    '1 ',
    '1,5',
    'NaN',
    'INF',
    '1E',
    'E5',
    '0x10',
    '1E+309',
    '1E+9999999999',
  ];
  for (const text of [...texts, '9'.repeat(401)]) t.equal(spreadsheetDigits(text), undefined, text);
});

t.test('a number of at most 15 digits is kept digit for digit', async (t) => {
  const rule = fc.property(
    fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
    fc.integer({ min: 0, max: 12 }),
    (count, places) => {
      const plain = shown(count, places)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');
      const exact = plain === '-0' ? '0' : plain;
      return (
        spreadsheetDigits(plain) === exact && spreadsheetDigits(`${count}E-${places}`) === exact
      );
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 1000 }));
});

t.test("a decimal of the product's own that is none is a defect", async (t) => {
  t.equal(formatDecimal(decimal(3650)), '3650');
  t.equal(formatDecimal(decimal(0.2)), '0.2');
  t.throws(() => decimal('1/3'), new RangeError('1/3 is not a decimal of at most six places'));
  t.throws(() => decimal(1 / 3), RangeError);
  t.throws(() => decimal(1e21), RangeError);
});

t.test('a result is rounded once, half away from zero on both sides', async (t) => {
  const examples = readTable(`
    numerator  denominator  places  rounded    why
    1          2            0       1          a half goes up
    -1         2            0       -1         and below zero it goes down
    49         100          0       0          less than a half does not
    -49        100          0       0          nor below zero, and zero has no sign
    1          8            2       0.13       0.125
    -1         8            2       -0.13      -0.125
    1          -8           2       -0.13      the sign may stand below
    5          1000         2       0.01       0.005
    -5         1000         2       -0.01      -0.005
    4          1000         2       0.00       0.004
    1          3            6       0.333333   what never ends
    2          3            6       0.666667   what never ends
    1          1            2       1.00       places are filled up
    2005       1000         2       2.01       as a binary fraction, 2.005 lies below the half
    0          7            1       0.0        nothing
  `);
  for (const { numerator = '', denominator = '', places, rounded, why = '' } of examples) {
    const value = fraction(decimal(numerator), decimal(denominator));
    t.equal(round(value, Number(places)), rounded, `${numerator} / ${denominator}: ${why}`);
  }
  t.equal(round(fraction(one), 0), '1', 'a decimal is a fraction of one');
  t.equal(round(fraction(zero), 2), '0.00');
});

t.test('a quotient is not rounded before the end', async (t) => {
  const third = divide(fraction(one), 3);
  t.equal(round(multiply(third, 3), 6), '1.000000');
  t.equal(round(multiply(divide(fraction(decimal(10)), decimal('0.3')), decimal('0.3')), 0), '10');
  // 0.4949… must not become 0.495 and then 0.50.
  t.equal(round(fraction(decimal(49), 99), 2), '0.49');
});

t.test('products and quotients of any size are those of whole numbers', async (t) => {
  const factor = millionths.filter((count) => count !== 0n);
  const rule = fc.property(
    fc.tuple(millionths, millionths, millionths, factor, factor),
    fc.integer({ min: 0, max: 6 }),
    ([a, b, c, d, e], places) => {
      let value = fraction(inUnits(a));
      for (const by of [b, c]) value = multiply(value, inUnits(by));
      for (const by of [d, e]) value = divide(value, inUnits(by));
      // Three numbers in millionths above, two below: one million too many.
      const numerator = a * b * c * 10n ** BigInt(places);
      const expected = roundedQuotient(numerator, d * e * 10n ** 6n);
      return round(value, places) === shown(expected, places);
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 1000 }));
});

t.test('a half is found however long the numbers are', async (t) => {
  // (2k + 1) d / 2d lies exactly between two whole numbers, and one millionth less does not.
  const rule = fc.property(
    fc.bigInt({ min: 0n, max: 10n ** 11n }),
    fc.bigInt({ min: 1n, max: 10n ** 5n }),
    (k, d) => {
      const exact = fraction(decimal(String((2n * k + 1n) * d)), decimal(String(2n * d)));
      const less = fraction(inUnits((2n * k + 1n) * 500_000n - 1n));
      return round(exact, 0) === String(k + 1n) && round(less, 0) === String(k);
    },
  );
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('what was written is read back', async (t) => {
  const rule = fc.property(millionths, (count) => {
    const value = inUnits(count);
    return parseDecimal(formatDecimal(value))?.eq(value) ?? false;
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('quotients are added without rounding, however many divisors there are', async (t) => {
  const third = fraction(decimal('0.1'), 3);
  t.equal(round(sumOf([third, third, third]), 6), '0.100000');
  t.equal(round(sumOf([]), 2), '0.00');
  t.equal(round(sumOf([fraction(decimal('-1.5')), fraction(decimal('0.25'), 0.5)]), 2), '-1.00');
  // The sum of 1 ÷ n(n + 1) up to 400 is 400 ÷ 401, exactly.
  const terms = Array.from({ length: 400 }, (_, index) =>
    divide(fraction(one, index + 1), index + 2),
  );
  const { numerator, denominator } = sumOf(terms);
  t.strictSame([numerator.toFixed(), denominator.toFixed()], ['400', '401']);
});
