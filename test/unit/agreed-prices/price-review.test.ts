// Row 7 of what users expect: CPI on the price, by ratio of levels (F4), once a year, within cap and collar.
import fc from 'fast-check';
import t from 'tap';
import {
  type PriceReview,
  reviewDays,
  reviewedPrice,
  reviewOn,
} from '../../../src/agreed-prices/price-review.ts';
import type { Month } from '../../../src/calendar/period.ts';
import type { Levels } from '../../../src/indices/level.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import { readTable } from '../../support/table.ts';
import { day, rangeOf } from '../lines/given.ts';

const clause = (facts: Partial<PriceReview> = {}): PriceReview => ({
  ...{ item: 'UNIT', series: 'CPIH', baseMonth: '2025-01' as Month, reviewMonth: 4 },
  ...{ cap: null, collar: null, decimals: 2, valid: rangeOf('2025-09-01..') },
  ...facts,
});

const levelsOf = (values: Record<string, string>): Levels =>
  new Map(
    Object.entries(values).map(([text, value]) => {
      const month = text as Month;
      return [
        month,
        { series: 'CPIH', month, publishedOn: day('2026-01-01'), level: decimal(value) },
      ];
    }),
  );

const published = levelsOf({ '2025-01': '129.9', '2026-01': '136', '2027-01': '135.2' });

t.test(
  'a review is a year on from the one before, and the first from the base month',
  async (t) => {
    t.strictSame(reviewDays(clause(), day('2027-04-01')), [
      { on: '2026-04-01', month: '2026-01', earlier: '2025-01' },
      { on: '2027-04-01', month: '2027-01', earlier: '2026-01' },
    ]);
    t.strictSame(reviewDays(clause(), day('2026-03-31')), []);
    const fromApril = clause({ valid: rangeOf('2025-04-01..2026-12-31') });
    t.equal(reviewDays(fromApril, day('2030-01-01')).length, 1, 'its own first day is no review');
  },
);

t.test('a price moves by the ratio of levels, within cap and collar, and is rounded', async (t) => {
  const examples = readTable(`
    on          from        cap   collar  decimals  price    becomes  limits  why
    2026-03-31  2025-09-01  -     -       2         4.25     4.25     -       before the first review
    2026-04-01  2025-09-01  -     -       2         4.25     4.45     -       129.9 to 136 is 4.6959%
    2026-04-01  2025-09-01  -     -       4         4.25     4.4496   -       to four decimals
    2026-04-01  2025-09-01  0.03  -       2         4.25     4.38     cap     3% at the most
    2026-04-01  2025-09-01  0.05  0.02    2         4.25     4.45     -       within both
    2027-04-01  2025-09-01  -     -       2         4.25     4.42     -       the second starts from 4.45
    2027-04-01  2025-09-01  -     0       2         4.25     4.45     collar  never down
    2027-04-01  2026-09-01  -     -       2         5        4.97     -       a new price moves from its own day
  `);
  for (const {
    on = '',
    from = '',
    cap = '',
    collar = '',
    price = '',
    why = '',
    ...row
  } of examples) {
    const limit = (text: string) => (text === '-' ? null : decimal(text));
    const review = clause({
      cap: limit(cap),
      collar: limit(collar),
      decimals: Number(row.decimals),
    });
    const told = { unitPrice: decimal(price), valid: rangeOf(`${from}..`) };
    const outcome = reviewedPrice(told, review, published, day(on));
    t.equal(formatDecimal(outcome.unitPrice), row.becomes, why);
    const last = 'reviews' in outcome ? outcome.reviews.at(-1) : undefined;
    t.equal(last?.limit ?? '-', row.limits, why);
  }
});

t.test('a level that is not there leaves the price unknown from its review on', async (t) => {
  const told = { unitPrice: decimal('4.25'), valid: rangeOf('2025-09-01..') };
  const outcome = reviewedPrice(told, clause(), published, day('2028-05-01'));
  t.match(outcome, { waiting: { on: '2028-04-01' }, month: '2028-01' });
  t.equal(formatDecimal(outcome.unitPrice), '4.42', 'what it was until then');
  const withoutBase = levelsOf({ '2026-01': '136' });
  const first = reviewedPrice(told, clause(), withoutBase, day('2026-04-01'));
  t.match(first, { month: '2025-01' }, 'the base month is waited for as well');
});

t.test('no review moves a price beyond what was agreed', async () => {
  const level = fc.integer({ min: 1, max: 1_000_000 }).map(String);
  fc.assert(
    fc.property(level, level, fc.integer({ min: 1, max: 100_000 }), (before, after, pence) => {
      const levels = levelsOf({ '2025-01': before, '2026-01': after });
      const review = clause({ cap: decimal('0.05'), collar: decimal('-0.02'), decimals: 6 });
      const unitPrice = decimal(pence).div(100);
      const told = { unitPrice, valid: rangeOf('2025-09-01..') };
      const outcome = reviewedPrice(told, review, levels, day('2026-04-01'));
      const { unitPrice: now } = outcome;
      return now.lte(unitPrice.times('1.05')) && now.gte(unitPrice.times('0.98'));
    }),
  );
});

t.test('a clause holds for its item on its days', async (t) => {
  const reviews = [clause({ valid: rangeOf('2025-09-01..2026-08-31') })];
  t.equal(reviewOn(reviews, 'UNIT', day('2026-08-31')), reviews[0]);
  t.equal(reviewOn(reviews, 'UNIT', day('2026-09-01')), undefined);
  t.equal(reviewOn(reviews, 'OTHER', day('2026-08-31')), undefined);
});
