import fc from 'fast-check';
import t from 'tap';
import examples from '../../../fixtures/worked-examples.json' with { type: 'json' };
import { decimal } from '../../../src/money/decimal.ts';
import { add, formatMoney, type Money, noMoney } from '../../../src/money/money.ts';
import { yearsBegun } from '../../../src/tiers/contract-year.ts';
import { earnedBy, type Receipt, rebateYears } from '../../../src/tiers/rebate.ts';
import type { RebateClause } from '../../../src/tiers/volume-terms.ts';
import { day, pounds, rangeOf } from '../lines/given.ts';

const clause = (above: string, rate: string, valid = '2025-09-01..'): RebateClause => ({
  spendAbove: decimal(above),
  rebateRate: decimal(rate),
  dueMonths: 2,
  valid: rangeOf(valid),
});
const years = yearsBegun(rangeOf('2025-09-01..2028-08-31'), day('2027-01-01'));
const spending = (...amounts: string[]) =>
  years.map((year, index) => ({ year, spend: pounds(amounts[index]) }));
const receipt = (net: string, on: string, service?: string): Receipt => ({
  net: pounds(net),
  documentDate: day(on),
  service: service === undefined ? null : rangeOf(service),
});

t.test('16: a clause earns its rate of the spend beyond its amount', async (t) => {
  const rows: [above: string, rate: string, spend: string, earned: string][] = [
    ['0', '0.02', '80000.00', examples['16_rebate']],
    ['50000', '0.02', '80000.00', '600.00'],
    ['80000', '0.02', '80000.00', '0.00'],
    ['90000', '0.02', '80000.00', '0.00'],
    ['0', '0.015', '33.33', '0.50'],
    ['0', '0.02', '-100.00', '0.00'],
  ];
  for (const [above, rate, spend, earned] of rows) {
    t.equal(formatMoney(earnedBy(clause(above, rate), pounds(spend))), earned, `${rate} ${spend}`);
  }
});

t.test('what came is held against what was earned, year by year', async (t) => {
  const told = (receipts: Receipt[], today = '2027-01-01', clauses = [clause('0', '0.02')]) =>
    rebateYears(spending('80000.00', '20000.00'), clauses, receipts, day(today)).map(
      ({ earned, received, gap, expectedOn, isDue }) =>
        [...[earned, received, gap].map(formatMoney), expectedOn, isDue].join(' '),
    );
  const second = '400.00 0.00 400.00 2027-10-31 false';
  t.strictSame(told([]), ['1600.00 0.00 1600.00 2026-10-31 true', second]);
  t.match(told([], '2026-10-30'), [/ false$/, / false$/]);
  t.strictSame(
    told([receipt('1000.00', '2026-11-02'), receipt('800.00', '2026-12-01')]),
    ['1600.00 1600.00 0.00 2026-10-31 true', '400.00 200.00 200.00 2027-10-31 false'],
    'the oldest year that lacks some is filled first',
  );
  t.strictSame(
    told([receipt('300.00', '2026-12-01', '2026-09-01..2026-11-30')]),
    ['1600.00 0.00 1600.00 2026-10-31 true', '400.00 300.00 100.00 2027-10-31 false'],
    'one that names its days counts to their year',
  );
  t.strictSame(
    told([receipt('1700.00', '2026-07-01')]),
    ['1600.00 1700.00 -100.00 2026-10-31 true', second],
    'more than was earned stays where it came',
  );
  t.strictSame(
    told([], '2027-01-01', [clause('0', '0.02', '2026-09-01..')]),
    ['400.00 0.00 400.00 2027-10-31 false'],
    'a year that began before the clause has none',
  );
  t.match(told([], '2027-01-01', [clause('0', '0.02'), clause('50000', '0.01')]), [
    /^1900\.00 /,
    /^400/,
  ]);
});

t.test('no received penny is lost or doubled', async () => {
  const amount = fc.integer({ min: 1, max: 300_000 }) as fc.Arbitrary<Money>;
  const receipts = fc.array(
    fc.record({
      net: amount,
      documentDate: fc.constantFrom('2025-10-01', '2026-10-01').map(day),
      service: fc.constantFrom(null, rangeOf('2026-09-01..2026-09-30')),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(receipts, (came) => {
      const found = rebateYears(
        spending('80000.00', '20000.00'),
        [clause('0', '0.02')],
        came,
        day('2027-01-01'),
      );
      const sum = (amounts: Money[]) => amounts.reduce((all, each) => add(all, each), noMoney);
      return sum(found.map(({ received }) => received)) === sum(came.map(({ net }) => net));
    }),
  );
});
