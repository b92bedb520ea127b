import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import {
  add,
  formatMoney,
  type Money,
  negate,
  parseMoney,
  pence,
} from '../../../src/money/money.ts';
import { split } from '../../../src/money/split.ts';
import { readTable } from '../../support/table.ts';

interface WorkedExamples {
  readonly '8_allocation': { pupils: Record<string, number>; shares: Record<string, string> };
  readonly '9_joiner_leaver': { days: Record<string, number>; shares: Record<string, string> };
}
const worked: WorkedExamples = JSON.parse(readFileSync('fixtures/worked-examples.json', 'utf8'));

const pounds = (text = '') => parseMoney(text) as Money;

t.test('pennies left over go to the largest remainders, ties to the first', async (t) => {
  const examples = readTable(`
    amount   weights          shares                    why
    100.00   1 1 1            33.34 33.33 33.33         a tie goes to the first
    100.01   1 1 1            33.34 33.34 33.33         two pennies to the first two
    -100.00  1 1 1            -33.34 -33.33 -33.33      a credit mirrors its invoice
    0.05     1 2 3            0.01 0.02 0.02            remainders 5/6, 4/6, 3/6: two pennies left
    0.01     1 2 3            0.00 0.00 0.01            the largest weight has the largest remainder
    0.01     1 1              0.01 0.00                 one penny cannot be halved
    -0.01    1 1              -0.01 0.00                nor a penny below zero
    1.00     0 1 0 1          0.00 0.50 0.00 0.50       a weight of zero gets nothing
    0.03     0 1 1            0.00 0.02 0.01            no spare penny to a weight of zero
    10.00    0 5              0.00 10.00                all to the only one that counts
    7.77     42               7.77                      one school
    0.00     3 4              0.00 0.00                 nothing to split
    0.02     1 1 1 1 1        0.01 0.01 0.00 0.00 0.00  fewer pennies than schools
    10.00    1 1000000000000  0.00 10.00                far apart
    1200.00  31 61            404.35 795.65             worked example 5: by days
  `);
  for (const { amount, weights = '', shares, why = '' } of examples) {
    const found = split(pounds(amount), weights.split(' ').map(BigInt));
    t.equal(found.map(formatMoney).join(' '), shares, why);
  }
});

t.test('worked example 8: £10,000 over nine schools by pupils', async (t) => {
  const { pupils, shares } = worked['8_allocation'];
  const found = split(pounds('10000.00'), Object.values(pupils).map(BigInt));
  const expected = Object.keys(pupils).map((school) => pounds(shares[school]));
  t.strictSame(found, expected);
  // Rounded one by one they would add up to £10,000.01.
  t.equal(add(...found), pounds('10000.00'));
});

t.test('worked example 9: by pupils and days, for a year with a joiner and a leaver', async (t) => {
  const { pupils } = worked['8_allocation'];
  const { days, shares } = worked['9_joiner_leaver'];
  const weights = Object.entries(pupils).map(([school, count]) =>
    BigInt(count * (days[school] ?? 0)),
  );
  const expected = Object.keys(pupils).map((school) => pounds(shares[school]));
  t.strictSame(split(pounds('10000.00'), weights), expected);
});

t.test('weights that are below zero, all zero or none at all are refused', async (t) => {
  const refusal = new RangeError(
    'an amount can only be split by weights of zero or more, not all zero',
  );
  for (const weights of [[], [0n], [0n, 0n], [-1n], [2n, -1n], [-1n, 2n, 0n]]) {
    for (const amount of ['10.00', '-10.00', '0.00']) {
      t.throws(() => split(pounds(amount), weights), refusal, `${amount} by ${weights}`);
    }
  }
});

t.test('amounts and weights of any size are split exactly', async (t) => {
  const most = pence(Number.MAX_SAFE_INTEGER);
  t.strictSame(split(most, [1n, 1n]), [(most + 1) / 2, (most - 1) / 2]);
  const huge = 10n ** 40n;
  t.strictSame(split(pounds('10.00'), [huge, huge + 1n]), [pounds('5.00'), pounds('5.00')]);
});

t.test('every split keeps all the rules', async (t) => {
  const amounts = fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
    fc.maxSafeInteger(),
  );
  const weights = fc
    .array(fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 10n ** 12n)), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0n));
  const rule = fc.property(amounts.map(pence), weights, (amount, list) => {
    const shares = split(amount, list);
    const total = list.reduce((sum, weight) => sum + weight, 0n);
    const isFarFrom = (share: Money, weight: bigint) => {
      const away = BigInt(share) * total - BigInt(amount) * weight;
      return away >= total || away <= -total;
    };
    const pairs = list.flatMap((a, i) => list.map((b, j) => ({ a, i, b, j })));
    const size = (index: number) => Math.abs(shares[index] ?? Number.NaN);
    const broken = {
      'one share for each weight': shares.length !== list.length,
      'they add up': shares.reduce((sum, share) => sum + BigInt(share), 0n) !== BigInt(amount),
      'each within a penny': shares.some((share, index) => isFarFrom(share, list[index] ?? 0n)),
      'no opposite sign': shares.some((share) => share !== 0 && share > 0 !== amount > 0),
      'no negative zero': shares.some((share) => Object.is(share, -0)),
      'more for a larger weight': pairs.some(({ a, i, b, j }) => a > b && size(i) < size(j)),
      'ties to the first': pairs.some(({ a, i, b, j }) => a === b && i < j && size(i) < size(j)),
      'a credit mirrors': String(split(negate(amount), list)) !== String(shares.map(negate)),
    };
    for (const [name, isBroken] of Object.entries(broken)) if (isBroken) throw new Error(name);
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 2000 }));
});
