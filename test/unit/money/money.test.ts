import fc from 'fast-check';
import t from 'tap';
import {
  add,
  displayMoney,
  displayPounds,
  formatMoney,
  type Money,
  negate,
  noMoney,
  parseMoney,
  pence,
  subtract,
} from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';

const mostPence = Number.MAX_SAFE_INTEGER;
const anyMoney = fc.integer({ min: -mostPence, max: mostPence }).map(pence);

t.test('plain digits are read as pounds and pence, and written in one form', async (t) => {
  const examples = readTable(`
    text                pence              written             read by people
    0                   0                  0.00                £0.00
    0.00                0                  0.00                £0.00
    -0.00               0                  0.00                £0.00
    0.01                1                  0.01                £0.01
    -0.01               -1                 -0.01               −£0.01
    0.1                 10                 0.10                £0.10
    5.                  500                5.00                £5.00
    007.50              750                7.50                £7.50
    +3.25               325                3.25                £3.25
    999.99              99999              999.99              £999.99
    1000                100000             1000.00             £1,000.00
    1234.5              123450             1234.50             £1,234.50
    -1234567.89         -123456789         -1234567.89         −£1,234,567.89
    12.340              1234               12.34               £12.34
    12.3400000000       1234               12.34               £12.34
    90071992547409.91   9007199254740991   90071992547409.91   £90,071,992,547,409.91
    -90071992547409.91  -9007199254740991  -90071992547409.91  −£90,071,992,547,409.91
  `);
  for (const { text = '', pence: count, written, ...shown } of examples) {
    const money = parseMoney(text);
    t.equal(String(money), count, text);
    if (money === undefined) continue;
    t.equal(formatMoney(money), written, text);
    t.equal(displayMoney(money), shown['read by people'], text);
  }
});

t.test('an amount in fractions of a penny is refused, not rounded', async (t) => {
  for (const text of ['0.001', '0.005', '1.234', '-12.345', '12.3401', '0.0000000001']) {
    t.equal(parseMoney(text), undefined, text);
  }
});

t.test('what is no amount, or too large to be held exactly, is refused', async (t) => {
  const texts = [
    ...['', '.', '-', '+', '.5', '1e3', '1,234.50', '£1', ' 1', '1 ', '1.2.3', '--1', '1-', '0x10'],
    ...['12O', '٣', 'NaN', 'Infinity', '1\n', '(1)', '\u22121'],
    ...['90071992547409.92', '-90071992547409.92', '9007199254740993', '1'.repeat(400)],
  ];
  for (const text of texts) t.equal(parseMoney(text), undefined, JSON.stringify(text));
});

t.test('money is whole pence that an integer holds exactly', async (t) => {
  for (const count of [0.5, 12.000001, mostPence + 1, -mostPence - 1, Number.NaN, Infinity]) {
    t.throws(
      () => pence(count),
      new RangeError(`${count} is not a whole number of pence that can be held exactly`),
    );
  }
  t.equal(pence(mostPence), mostPence);
  t.equal(pence(-mostPence), -mostPence);
});

t.test('a zero has no sign', async (t) => {
  for (const zero of [pence(-0), negate(noMoney), subtract(noMoney, noMoney), add()]) {
    t.ok(Object.is(zero, 0));
    t.equal(formatMoney(zero), '0.00');
  }
});

t.test('a sum that would not be exact is refused, even where it only passes through', async (t) => {
  const most = pence(mostPence);
  t.equal(add(most, negate(most), pence(1)), 1);
  t.throws(() => add(most, pence(1)), RangeError);
  t.throws(() => subtract(negate(most), pence(1)), RangeError);
  // Summed as plain numbers, this is one penny less than it should be.
  t.throws(() => add(most, pence(2), pence(-2)), RangeError);
});

t.test('what was written is read back, and arithmetic is that of whole numbers', async (t) => {
  const any = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map(pence);
  t.doesNotThrow(() => {
    fc.assert(fc.property(anyMoney, (money) => parseMoney(formatMoney(money)) === money));
    fc.assert(
      fc.property(anyMoney, (money) => {
        const digits = displayMoney(money).replace('−', '-').replace(/[£,]/g, '');
        return parseMoney(digits) === money;
      }),
    );
    fc.assert(fc.property(any, any, (a, b) => BigInt(add(a, b)) === BigInt(a) + BigInt(b)));
    fc.assert(fc.property(any, any, (a, b) => add(subtract(a, b), b) === a));
    fc.assert(fc.property(any, (a) => add(a, negate(a)) === (0 as Money)));
  });
});

t.test(
  'whole pounds round half a pound away from zero, and never show a negative zero',
  async (t) => {
    const shown = [49, 50, -49, -50, 123_450, -123_450].map((count) => displayPounds(pence(count)));
    t.strictSame(shown, ['£0', '£1', '£0', '−£1', '£1,235', '−£1,235']);
  },
);
