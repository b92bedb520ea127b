import fc from 'fast-check';
import t from 'tap';
import {
  allocate,
  type Divisible,
  type Share,
  splitByWeight,
  wholeLine,
} from '../../../src/allocation/allocation.ts';
import { type Weight, weightsIn } from '../../../src/allocation/weights.ts';
import { countAllDays, countDays } from '../../../src/calendar/period.ts';
import { decimal, fraction, round } from '../../../src/money/decimal.ts';
import { add, formatMoney, noMoney } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import {
  anyAmount,
  contractOf,
  daysOf,
  millionths,
  orNull,
  pounds,
  rangeOf,
  recovers,
  schoolOf,
  sized,
  spell,
  sumOf,
  weightOf,
} from '../lines/given.ts';

function divisible(facts: Partial<Divisible> = {}): Divisible {
  return {
    net: pounds('100.00'),
    vat: pounds('20.00'),
    quantity: decimal(30),
    quantityBasis: 'consumed',
    periodDays: 30,
    ...facts,
  };
}

const amounts = (shares: readonly Share[], of: 'net' | 'vat' = 'net') =>
  shares.map((share) => formatMoney(share[of])).join(' ');
const quantities = (shares: readonly Share[]) =>
  shares.map(({ quantity }) => round(quantity, 6)).join(' ');

t.test('£10,000 over nine schools, for a year in which one joined and one left', async (t) => {
  // Domain rules F8 and F9: rounded one by one, the shares of F8 would add up to £10,000.01.
  const rows = readTable(`
    school  pupils  takes part              all year  joiner and leaver
    900001  210     2026-09-01..2027-08-31  774.34    810.50
    900002  198     2026-09-01..2027-08-31  730.09    764.18
    900003  315     2026-09-01..2027-08-31  1161.50   1215.74
    900004  87      2026-09-01..2027-08-31  320.80    335.78
    900005  402     2026-09-01..2027-08-31  1482.30   1551.52
    900006  156     2026-09-01..2027-08-31  575.22    602.08
    900007  240     2026-09-01..2027-03-31  884.95    538.00
    900008  61      2027-01-01..2027-08-31  224.93    156.74
    900009  1043    2026-09-01..2027-08-31  3845.87   4025.46
  `);
  const schools = rows.map(({ school = '', pupils = '' }) =>
    schoolOf(school, { drivers: [sized('pupils', pupils)] }),
  );
  const year = rangeOf('2026-09-01..2027-08-31');
  const shared = (takesPart: (row: Record<string, string>) => string) => {
    const contract = contractOf(rows.map((row) => [row.school ?? '', takesPart(row)]));
    const found = weightsIn(contract, new Map(schools.map((one) => [one.id, one])), year);
    if ('withoutValue' in found) throw new Error('a school has no value');
    return allocate(divisible({ net: pounds('10000.00'), periodDays: 365 }), found.weights);
  };
  const whole = shared(() => '2026-09-01..2027-08-31');
  t.equal(amounts(whole), rows.map((row) => row['all year']).join(' '));
  t.equal(sumOf(whole.map(({ net }) => net)), pounds('10000.00'));
  const part = shared((row) => row['takes part'] ?? '');
  t.equal(amounts(part), rows.map((row) => row['joiner and leaver']).join(' '));
  t.equal(spell(part[6]?.days ?? []), '2026-09-01..2027-03-31', 'a leaver keeps its own days');
});

t.test('net and VAT are split separately, and each adds up', async (t) => {
  const examples = readTable(`
    weights   net      vat     shares of net         shares of vat      why
    1 1 1     0.01     0.02    0.01 0.00 0.00        0.01 0.01 0.00     spare pennies go to the lower URN
    1 1 1     100.00   20.00   33.34 33.33 33.33     6.67 6.67 6.66     ties are the same every time
    1 2 3     0.05     0.01    0.01 0.02 0.02        0.00 0.00 0.01     else to the largest remainder
    1 1 1     -100.00  -20.00  -33.34 -33.33 -33.33  -6.67 -6.67 -6.66  a credit mirrors the invoice
    0 1       0.01     0.01    0.00 0.01             0.00 0.01          no weight, no penny
    0.000001  7.00     1.40    7.00                  1.40               one school takes it all
    1 999999  0.01     -0.01   0.00 0.01             0.00 -0.01         opposite signs do not meet
    2.5 2.5   10.01    0.00    5.01 5.00             0.00 0.00          driver values need not be whole
  `);
  for (const { weights = '', net, vat, why, ...shares } of examples) {
    const found = allocate(
      divisible({ net: pounds(net), vat: pounds(vat) }),
      weights
        .split(' ')
        .map((value, index) => weightOf(`90000${index + 1}`, value, '2025-09-30..2025-09-30')),
    );
    t.equal(amounts(found), shares['shares of net'], `${why}`);
    t.equal(amounts(found, 'vat'), shares['shares of vat'], `${why}`);
  }
});

t.test('a quantity is shared by weight when consumed, by days as a whole service', async (t) => {
  // Two schools over the 30 days of September: one all of them, one from the 21st, 10 days.
  const weights = [
    weightOf('900001', '60', '2025-09-01..2025-09-30'),
    weightOf('900002', '180', '2025-09-21..2025-09-30'),
  ];
  const examples = readTable(`
    basis          quantity  period days  shares               why
    consumed       30        30           15.000000 15.000000  1,800 of 3,600 each
    consumed       -1        30           -0.500000 -0.500000  units returned
    consumed       0.000001  30           0.000001 0.000001    for display each half is rounded up
    consumed       -         30           0.000000 0.000000    none, as on a credit on the price
    whole_service  1         30           1.000000 0.333333    a month's platform for each, by its days
    whole_service  3         30           3.000000 1.000000    multiplied first, divided at the end
    whole_service  1         60           0.500000 0.166667    days of a longer period
    whole_service  -         30           0.000000 0.000000    none
  `);
  for (const { basis, quantity, shares, why, ...row } of examples) {
    const number = orNull(quantity);
    const line = divisible({
      quantity: number === null ? null : decimal(number),
      quantityBasis: basis === 'consumed' ? 'consumed' : 'whole_service',
      periodDays: Number(row['period days']),
    });
    t.equal(quantities(allocate(line, weights)), shares, `${basis}: ${why}`);
  }
});

t.test("the VAT recovered is that of the share's own first day", async (t) => {
  const terms = [recovers('1'), recovers('0.9', '2025-09-21'), recovers('0.5', '2025-09-22')];
  const examples = readTable(`
    days                                           recovers  why
    2025-09-01..2025-09-30                         1         the rate changes later in the period
    2025-09-21..2025-09-30                         0.9       a joiner on the day of the change
    2025-09-22..2025-09-30                         0.5       a joiner the day after
    2025-09-01..2025-09-02 2025-09-25..2025-09-30  1         the first of several stretches
  `);
  for (const { days = '', recovers: rate, why } of examples) {
    const [joint] = allocate(divisible(), [weightOf('900001', '1', days, { terms })]);
    t.equal(joint?.recoveryRate.toFixed(), rate, `${why}`);
    const direct = wholeLine(divisible(), schoolOf('900001', { terms }), daysOf(days));
    t.equal(direct.recoveryRate.toFixed(), rate, `of a direct line: ${why}`);
  }
  t.equal(wholeLine(divisible(), schoolOf('900001'), []).recoveryRate.toFixed(), '1');
});

t.test("a line of one school's is one share of all its days", async (t) => {
  const days = daysOf('2025-09-01..2025-09-30');
  const share = wholeLine(divisible({ quantityBasis: 'whole_service' }), schoolOf('900001'), days);
  t.strictSame(
    { ...share, recoveryRate: share.recoveryRate.toFixed(), quantity: round(share.quantity, 6) },
    {
      schoolId: 'id of 900001',
      weight: null,
      days,
      net: pounds('100.00'),
      vat: pounds('20.00'),
      recoveryRate: '1',
      quantity: '30.000000',
    },
  );
  const none = wholeLine(divisible({ quantity: null }), schoolOf('900001'), days);
  t.equal(round(none.quantity, 6), '0.000000');
});

t.test('no weight at all cannot share anything', async (t) => {
  const nobody: Weight[] = [];
  const nothing = [weightOf('900001', '0', '2025-09-01..2025-09-30')];
  for (const weights of [nobody, nothing])
    t.throws(() => allocate(divisible(), weights), RangeError);
});

const anyWeights = fc
  .array(
    fc.record({
      value: fc.integer({ min: 0, max: 2_000_000_000 }).map(millionths),
      first: fc.integer({ min: 1, max: 30 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map(({ value, first }, index) => {
      const days = daysOf(`2025-09-${String(first).padStart(2, '0')}..2025-09-30`);
      const school = schoolOf(String(900_001 + index));
      return { school, weight: value.times(countAllDays(days)), days };
    }),
  )
  .filter((weights) => weights.some(({ weight }) => weight.gt(0)));

t.test(
  'whatever the weights, shares add up, keep their sign and stay within a penny',
  async (t) => {
    const rule = fc.property(anyAmount, anyAmount, anyWeights, (net, vat, weights) => {
      const shares = allocate(divisible({ net, vat }), weights);
      const total = weights.reduce((sum, { weight }) => sum.plus(weight), decimal(0));
      const isFair = (whole: number, parts: readonly number[]) =>
        parts.every((part, index) => {
          const quota = weights[index]?.weight.times(whole).div(total);
          return part * whole >= 0 && quota !== undefined && quota.minus(part).abs().lt(1);
        });
      return (
        sumOf(shares.map((share) => share.net)) === net &&
        sumOf(shares.map((share) => share.vat)) === vat &&
        isFair(
          net,
          shares.map((share) => share.net),
        ) &&
        isFair(
          vat,
          shares.map((share) => share.vat),
        )
      );
    });
    t.doesNotThrow(() => fc.assert(rule, { numRuns: 1000 }));
  },
);

t.test('whatever the weights, a consumed quantity is all shared, exactly', async (t) => {
  const quantity = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(millionths);
  const rule = fc.property(quantity, anyWeights, (whole, weights) => {
    const shares = allocate(divisible({ quantity: whole }), weights);
    const [first] = shares;
    if (!first) return false;
    const isOneDenominator = shares.every((share) =>
      share.quantity.denominator.eq(first.quantity.denominator),
    );
    const sum = shares.reduce((total, share) => total.plus(share.quantity.numerator), decimal(0));
    return isOneDenominator && sum.eq(whole.times(first.quantity.denominator));
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});

t.test('a whole service is bought in full by every school of all days', async (t) => {
  const period = countDays(rangeOf('2025-09-01..2025-09-30'));
  const rule = fc.property(anyWeights, (weights) => {
    const line = divisible({ quantityBasis: 'whole_service', periodDays: period });
    return allocate(line, weights).every(({ quantity, days }) => {
      const own = fraction(decimal(30).times(countAllDays(days)), period);
      return quantity.numerator
        .times(own.denominator)
        .eq(own.numerator.times(quantity.denominator));
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 200 }));
});

t.test('taking a line back gives every school its own share back', async (t) => {
  const rule = fc.property(anyAmount, anyAmount, anyWeights, (net, vat, weights) => {
    const there = allocate(divisible({ net, vat }), weights);
    const back = allocate(divisible({ net: -net as typeof net, vat: -vat as typeof vat }), weights);
    return there.every((share, index) => {
      const other = back[index];
      return (
        other !== undefined &&
        add(share.net, other.net) === noMoney &&
        add(share.vat, other.vat) === noMoney
      );
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});

t.test('an amount by weight adds back to itself (P4)', async (t) => {
  const weights = ['210', '97', '1043'].map((value, index) => {
    const school = schoolOf(`90000${index}`);
    return { school, weight: decimal(value), days: daysOf('2025-09-01..2025-09-30') };
  });
  const shares = splitByWeight(pounds('1000.00'), weights).map(formatMoney);
  t.strictSame(shares, ['155.56', '71.85', '772.59']);
});
