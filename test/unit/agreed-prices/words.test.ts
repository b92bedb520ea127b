import t from 'tap';
import {
  priceInWords,
  reviewSentence,
  tierSentence,
  waitingSentence,
} from '../../../src/agreed-prices/words.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { day, rangeOf } from '../lines/given.ts';

const month = (text: string) => text as Month;
const clause = {
  ...{ item: 'UNIT', series: 'CPIH', baseMonth: month('2025-01'), reviewMonth: 4, decimals: 2 },
  ...{ cap: decimal('0.03'), collar: decimal('0'), valid: rangeOf('2025-09-01..') },
};
const review = { on: day('2026-04-01'), month: month('2026-01'), earlier: month('2025-01') };

t.test('a price has pence at least', async (t) => {
  t.equal(priceInWords(decimal('4.5')), '£4.50');
  t.equal(priceInWords(decimal('0.123456')), '£0.123456');
  t.equal(priceInWords(decimal('90')), '£90.00');
});

t.test('a review tells what it can be worked out from', async (t) => {
  const reviewed = {
    ...review,
    ...{ before: decimal('4.25'), level: decimal('128'), earlierLevel: decimal('129.9') },
    ...{ after: decimal('4.25'), moved: decimal('-0.014627'), limit: 'collar' as const },
  };
  t.equal(
    reviewSentence(clause, reviewed),
    'Reviewed on 2026-04-01 by CPIH (128 for 2026-01 ÷ 129.9 for 2025-01: -1.5%, held at +0.0%), £4.25 became £4.25.',
  );
});

t.test('a tier tells the year, and a price that waits the level', async (t) => {
  const year = {
    ...{ index: 0, from: month('2025-09'), to: month('2026-08'), months: 12 },
    ...{ begins: day('2025-09-01'), ends: day('2026-08-31') },
  };
  t.match(
    tierSentence({ from: decimal(1000), unitPrice: decimal('2.5') }, decimal('1020.5'), year),
    /^With this row 1,020\.5 are bought from 2025-09 to 2026-08, and from 1,000 on/,
  );
  t.match(
    waitingSentence('P1', clause, {
      waiting: review,
      month: month('2026-01'),
      unitPrice: decimal(4),
    }),
    /^UNIT of P1: the price from 2026-04-01 on is not known yet, since CPIH for 2026-01 is not loaded; until then it was £4\.00\.$/,
  );
});
