import fc from 'fast-check';
import t from 'tap';
import type { Baseline } from '../../../src/baselines/baseline.ts';
import { countAllDays, daysByMonth, union } from '../../../src/calendar/period.ts';
import { decimal, divide, fraction, multiply } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, negate, subtract } from '../../../src/money/money.ts';
import {
  baselineCostOf,
  type CostedShare,
  costOf,
  type MonthFigure,
  measuredMonths,
  spreadOverMonths,
} from '../../../src/savings/price-saving.ts';
import { readTable } from '../../support/table.ts';
import {
  anyAmount,
  anyRange,
  baselineOf,
  daysOf,
  millionths,
  pounds,
  rangeOf,
  sumOf,
} from '../lines/given.ts';

function shareOf(facts: Record<string, string | undefined>): CostedShare {
  return {
    days: daysOf(facts.days),
    net: pounds(facts.net),
    vat: pounds(facts.vat ?? '0'),
    recoveryRate: decimal(facts.recovers ?? '1'),
    quantity: fraction(decimal(facts.quantity ?? '0')),
  };
}

/** Figures as the rows of a table. */
const write = (figures: readonly MonthFigure[]) =>
  figures.map(({ month, days, baseline, quantity, cost, baselineCost }) => ({
    month,
    days: String(days),
    version: baseline?.id ?? 'none',
    quantity,
    cost: formatMoney(cost),
    baseline: baselineCost === null ? '-' : formatMoney(baselineCost),
    saving: baselineCost === null ? '-' : formatMoney(subtract(baselineCost, cost)),
  }));

const totalOf = (figures: readonly MonthFigure[], of: 'cost' | 'baselineCost') =>
  sumOf(figures.map((figure) => figure[of])) as Money;

t.test('what a share costs is net and the VAT that is not recovered', async (t) => {
  const examples = readTable(`
    net      vat      recovers  cost     why
    980.00   196.00   1         980.00   all VAT comes back
    980.00   196.00   0.9       999.60   a tenth of it does not
    980.00   196.00   0         1176.00  none does
    0.00     0.05     0.9       0.01     half a penny is rounded up
    0.00     0.04     0.9       0.00     less is rounded down
    0.00     -0.05    0.9       -0.01    and below zero away from zero
    -980.00  -196.00  0.9       -999.60  a credit mirrors the invoice
    100.00   -20.00   0.5       90.00    VAT may have another sign than net
    10.00    2.00     0.333333  11.33    a rate of six decimals: 1.333334
  `);
  for (const row of examples) {
    t.equal(
      formatMoney(costOf(shareOf({ ...row, days: '2025-09-01..2025-09-30' }))),
      row.cost,
      `${row.why}`,
    );
  }
});

t.test('a cost is spread over the months of its days', async (t) => {
  const examples = readTable(`
    cost     days                                           months                                        why
    1200.00  2026-08-01..2026-10-31                         2026-08 404.35 2026-09 391.30 2026-10 404.35  F5: 404.35 to 31 August, 795.65 from 1 September
    100.00   2026-02-01..2026-02-28                         2026-02 100.00                                one month
    0.01     2026-01-01..2026-03-31                         2026-01 0.01 2026-02 0.00 2026-03 0.00        a tie goes to the earlier month
    0.02     2026-01-31..2026-02-01                         2026-01 0.01 2026-02 0.01                     one day each
    -0.01    2026-02-01..2026-03-31                         2026-02 0.00 2026-03 -0.01                    the larger remainder, as for 0.01
    100.00   2025-12-31..2026-01-01                         2025-12 50.00 2026-01 50.00                   over the end of a year
    27.00    2028-02-01..2028-02-10 2028-02-20..2028-03-07  2028-02 20.00 2028-03 7.00                    a gap has no cost
    0.00     2026-01-01..2026-02-28                         2026-01 0.00 2026-02 0.00                     nothing stays nothing
  `);
  for (const { cost, days, months, why } of examples) {
    const figures = spreadOverMonths(pounds(cost), daysOf(days));
    t.equal(figures.map((f) => `${f.month} ${formatMoney(f.cost)}`).join(' '), months, `${why}`);
    t.ok(
      figures.every(({ baseline, baselineCost }) => !baseline && baselineCost === null),
      `${why}`,
    );
  }
  t.strictSame(write(spreadOverMonths(pounds('10.00'), daysOf('2026-01-31..2026-02-02'))), [
    {
      month: '2026-01',
      days: '1',
      version: 'none',
      quantity: '0.000000',
      cost: '3.33',
      baseline: '-',
      saving: '-',
    },
    {
      month: '2026-02',
      days: '2',
      version: 'none',
      quantity: '0.000000',
      cost: '6.67',
      baseline: '-',
      saving: '-',
    },
  ]);
});

t.test('the price part of what changed is the saving', async (t) => {
  // One version for the whole month: baseline cost = round(price × quantity).
  const examples = readTable(`
    price     vat rate  quantity  net       vat     recovers  cost      baseline  saving   why
    4.10      0.2       744       2418.00   483.60  1         2418.00   3050.40   632.40   F1: payroll at 3.25
    12.00     0.2       1430      16874.00  0.00    1         16874.00  17160.00  286.00   F2: fewer hours save nothing by themselves
    7.40      0.2       100       960.00    192.00  1         960.00    740.00    -220.00  a loss is a loss
    4.333333  0.2       3         9.00      1.80    1         9.00      13.00     4.00     12.999999 is rounded once
    0.005     0.2       1         0.00      0.00    1         0.00      0.01      0.01     half a penny away from zero
    0.005     0.2       -1        0.00      0.00    1         0.00      -0.01     -0.01    below zero as well
    10.00     0.2       12        100.00    20.00   0.9       102.00    122.40    20.40    both sides bear a tenth of the VAT
    10.00     0         12        100.00    20.00   0.9       102.00    120.00    18.00    the old price bore no VAT
    10.00     0.2       12        100.00    20.00   0         120.00    144.00    24.00    nothing is recovered
    10.00     0.05      12        100.00    20.00   0.5       110.00    123.00    13.00    another rate than today's
    11.00     0.2       -12       -120.00   -24.00  1         -120.00   -132.00   -12.00   F10: units returned, the saving falls
    11.00     0.2       0         -50.00    -10.00  1         -50.00    0.00      50.00    F10: a lower price, the saving rises
    0         0.2       12        100.00    20.00   1         100.00    0.00      -100.00  it was free before
  `);
  for (const row of examples) {
    const version = baselineOf(row.price ?? '', { vatRate: decimal(row['vat rate'] ?? '') });
    const [figure, ...more] = write(
      measuredMonths(shareOf({ ...row, days: '2026-01-01..2026-01-31' }), [version]),
    );
    t.strictSame(
      { cost: figure?.cost, baseline: figure?.baseline, saving: figure?.saving },
      { cost: row.cost, baseline: row.baseline, saving: row.saving },
      `${row.why}`,
    );
    t.equal(more.length, 0, 'one month at one version is one figure');
  }
});

/** The same share at some versions, against a table of what it has to become. */
function figuresAt(
  facts: Record<string, string>,
  versions: Record<string, [price: string, valid: string]>,
) {
  const inForce = Object.entries(versions).map(([id, [price, valid]]): Baseline => {
    return baselineOf(price, { id, valid: rangeOf(valid) });
  });
  return write(measuredMonths(shareOf(facts), inForce));
}

t.test('one version over several months: rounded once, then spread', async (t) => {
  const figures = figuresAt(
    { days: '2026-08-01..2026-10-31', net: '1200.00', quantity: '3' },
    { v1: ['433.335', '2020-01-01..'] },
  );
  // 3 × 433.335 = 1300.005, which is £1,300.01 and then 438.05 + 423.915… + 438.05 by days.
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity  cost    baseline  saving
      2026-08  31    v1       1.010870  404.35  438.05    33.70
      2026-09  30    v1       0.978261  391.30  423.91    32.61
      2026-10  31    v1       1.010870  404.35  438.05    33.70
    `),
  );
});

t.test('two versions in one month share it by days', async (t) => {
  const figures = figuresAt(
    { days: '2025-09-01..2025-09-30', net: '300.00', quantity: '30' },
    { v1: ['11', '2020-01-01..2025-09-10'], v2: ['12', '2025-09-11..'] },
  );
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity   cost    baseline  saving
      2025-09  10    v1       10.000000  100.00  110.00    10.00
      2025-09  20    v2       20.000000  200.00  240.00    40.00
    `),
  );
});

t.test('days without a version are not measured, and the others are', async (t) => {
  const figures = figuresAt(
    { days: '2025-09-01..2025-11-30', net: '91.00', quantity: '182' },
    { v1: ['0.60', '2025-10-11..2025-11-15'] },
  );
  // v1 holds on 36 of 91 days: 72 units at 0.60 = 43.20, over 21 and 15 days.
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity   cost   baseline  saving
      2025-09  30    none     60.000000  30.00  -         -
      2025-10  10    none     20.000000  10.00  -         -
      2025-10  21    v1       42.000000  21.00  25.20     4.20
      2025-11  15    none     30.000000  15.00  -         -
      2025-11  15    v1       30.000000  15.00  18.00     3.00
    `),
  );
});

t.test('the penny of a month goes to the group that comes first', async (t) => {
  const figures = figuresAt(
    { days: '2025-09-15..2025-09-16', net: '0.01', quantity: '2' },
    { v2: ['1', '2025-09-16..'], v1: ['1', '2020-01-01..2025-09-15'] },
  );
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity  cost  baseline  saving
      2025-09  1     v1       1.000000  0.01  1.00      0.99
      2025-09  1     v2       1.000000  0.00  1.00      1.00
    `),
  );
});

t.test('a version with a hole in it is one group on both sides of the hole', async (t) => {
  const figures = figuresAt(
    { days: '2025-09-01..2025-09-30', net: '30.00', quantity: '30' },
    { v2: ['9', '2025-09-10..2025-09-12'], v1: ['1.000889', '2020-01-01..'] },
  );
  // 27 × 1.000889 = 27.024 is rounded once; 9.01 and 18.02 for the two sides would be a penny more.
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity   cost   baseline  saving
      2025-09  27    v1       27.000000  27.00  27.02     0.02
      2025-09  3     v2       3.000000   3.00   27.00     24.00
    `),
  );
});

t.test('without any version the whole cost is not measured', async (t) => {
  const figures = figuresAt({ days: '2025-09-01..2025-10-31', net: '61.00', quantity: '61' }, {});
  t.strictSame(
    figures,
    readTable(`
      month    days  version  quantity   cost   baseline  saving
      2025-09  30    none     30.000000  30.00  -         -
      2025-10  31    none     31.000000  31.00  -         -
    `),
  );
});

const anyShare = fc
  .record({
    ranges: fc.array(anyRange, { minLength: 1, maxLength: 3 }),
    net: anyAmount,
    vat: anyAmount,
    recovery: fc.integer({ min: 0, max: 1_000_000 }).map(millionths),
    numerator: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(millionths),
    denominator: fc.integer({ min: 1, max: 4000 }),
  })
  .map(({ ranges, net, vat, recovery, numerator, denominator }): CostedShare => {
    const quantity = fraction(numerator, denominator);
    return { days: union(ranges), net, vat, recoveryRate: recovery, quantity };
  });

const anyVersions = fc
  .array(
    fc.record({
      valid: anyRange,
      price: fc.integer({ min: 0, max: 900_000_000 }).map(millionths),
      vatRate: fc.constantFrom('0', '0.05', '0.2').map(decimal),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ valid, price, vatRate }, index) =>
      baselineOf('1', { id: `v${index}`, unitPrice: price, vatRate, valid }),
    ),
  );

t.test('Σ months = the cost of the share, in each month and in all', async (t) => {
  const rule = fc.property(anyShare, anyVersions, (share, versions) => {
    const figures = measuredMonths(share, versions);
    const whole = spreadOverMonths(costOf(share), share.days);
    return (
      totalOf(figures, 'cost') === costOf(share) &&
      whole.every(({ month, days, cost }) => {
        const ofMonth = figures.filter((figure) => figure.month === month);
        return (
          totalOf(ofMonth, 'cost') === cost &&
          ofMonth.reduce((sum, figure) => sum + figure.days, 0) === days
        );
      }) &&
      figures.every(({ month }) => whole.some((one) => one.month === month))
    );
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 400 }));
});

t.test('Σ months of a version = what its days would have cost, rounded once', async (t) => {
  const rule = fc.property(anyShare, anyVersions, (share, versions) => {
    const figures = measuredMonths(share, versions);
    return versions.every((version) => {
      const own = figures.filter(({ baseline }) => baseline === version);
      if (own.length === 0) return true;
      const days = own.reduce((sum, figure) => sum + figure.days, 0);
      const part = divide(multiply(share.quantity, days), countAllDays(share.days));
      return totalOf(own, 'baselineCost') === baselineCostOf(version, part, share.recoveryRate);
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 400 }));
});

t.test('a month and a version make one figure, unknown without a version only', async (t) => {
  const rule = fc.property(anyShare, anyVersions, (share, versions) => {
    const figures = measuredMonths(share, versions);
    const places = figures.map(({ month, baseline }) => `${month} ${baseline?.id}`);
    return (
      new Set(places).size === places.length &&
      figures.every(({ baseline, baselineCost }) => (baselineCost === null) === !baseline)
    );
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});

/** Half away from zero in whole numbers, with no decimals at all. */
function rounded(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const quotient = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -quotient : quotient;
}

t.test('the normal case is round(baseline price × quantity), spread by days', async (t) => {
  const inMillionths = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });
  const rule = fc.property(
    anyShare,
    inMillionths,
    fc.integer({ min: 0, max: 900_000_000 }),
    (share, quantity, price) => {
      const direct = {
        ...share,
        recoveryRate: decimal(1),
        quantity: fraction(millionths(quantity)),
      };
      const version = baselineOf('1', { unitPrice: millionths(price) });
      const figures = measuredMonths(direct, [version]);
      const expected = rounded(BigInt(price) * BigInt(quantity) * 100n, 10n ** 12n);
      const spread = spreadOverMonths(Number(expected) as Money, share.days);
      return figures.every(
        ({ month, baselineCost }, index) =>
          month === spread[index]?.month && baselineCost === spread[index]?.cost,
      );
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});

t.test('a share taken back takes back every figure', async (t) => {
  const rule = fc.property(anyShare, anyVersions, (share, versions) => {
    const there = measuredMonths(share, versions);
    const back = measuredMonths(
      {
        ...share,
        net: negate(share.net),
        vat: negate(share.vat),
        quantity: multiply(share.quantity, -1),
      },
      versions,
    );
    return there.every((figure, index) => {
      const other = back[index];
      return (
        other !== undefined &&
        other.month === figure.month &&
        other.cost === negate(figure.cost) &&
        other.baselineCost ===
          (figure.baselineCost === null ? null : negate(figure.baselineCost)) &&
        Number(other.quantity) === -Number(figure.quantity) + 0
      );
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});

t.test('no month bears more or less than a penny beside its days', async (t) => {
  const rule = fc.property(
    anyAmount,
    fc.array(anyRange, { minLength: 1, maxLength: 3 }),
    (cost, ranges) => {
      const days = union(ranges);
      const months = daysByMonth(days);
      return spreadOverMonths(cost, days).every((figure, index) => {
        const own = (cost * (months[index]?.days ?? 0)) / countAllDays(days);
        return Math.abs(figure.cost - own) < 1 && figure.cost * cost >= 0;
      });
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});
