import fc from 'fast-check';
import t from 'tap';
import { allocate, type Divisible, type Share } from '../../../src/allocation/allocation.ts';
import { countAllDays } from '../../../src/calendar/period.ts';
import { type StoredShare, sayTheSame, shareOf } from '../../../src/corrections/stored-share.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { type EntrySource, entriesOf } from '../../../src/lines/entries.ts';
import { type Decimal, decimal, round } from '../../../src/money/decimal.ts';
import type { Money } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import {
  anyAmount,
  baselineOf,
  day,
  daysOf,
  entryOf,
  millionths,
  orNull,
  pounds,
  schoolOf,
} from '../lines/given.ts';

const source: EntrySource = {
  lineId: 'line 1',
  contractId: 'id of PAY-2025',
  item: 'PAYSLIP',
  lineClass: 'recurring',
  documentDate: day('2025-10-02'),
};

function storedOf(facts: Partial<StoredShare> = {}): StoredShare {
  return {
    source,
    schoolId: 'id of 900001',
    weight: null,
    totalWeight: null,
    days: daysOf('2025-09-21..2025-09-30'),
    net: pounds('201.50'),
    vat: pounds('40.30'),
    recoveryRate: decimal('0.9'),
    quantity: decimal(62),
    quantityBasis: 'consumed',
    periodDays: 30,
    ...facts,
  };
}

t.test('the quantity of a share is worked out again from what was stored', async (t) => {
  const examples = readTable(`
    quantity  basis          weight  of    period days  share      why
    62        consumed       -       -     30           62.000000  a direct line keeps its quantity
    62        whole_service  -       -     30           62.000000  however it is bought
    62        consumed       1800    3600  30           31.000000  half of the weight
    1         consumed       1       3     30           0.333333   exact, and rounded to be shown
    1         whole_service  1800    3600  30           0.333333   10 of 30 days
    3         whole_service  1800    3600  10           3.000000   all days of the period
    -4        consumed       1       4     30           -1.000000  units returned
    0         consumed       1       4     30           0.000000   a credit on the price
    62        consumed       0       4     30           0.000000   no weight
  `);
  for (const row of examples) {
    const [weight, total] = [orNull(row.weight), orNull(row.of)];
    const share = shareOf(
      storedOf({
        quantity: decimal(row.quantity ?? ''),
        quantityBasis: row.basis === 'consumed' ? 'consumed' : 'whole_service',
        weight: weight === null ? null : decimal(weight),
        totalWeight: total === null ? null : decimal(total),
        periodDays: Number(row['period days']),
      }),
    );
    t.equal(round(share.quantity, 6), row.share, `${row.why}`);
  }
});

t.test('all other inputs are those that were stored', async (t) => {
  const stored = storedOf();
  const { schoolId, weight, days, net, vat, recoveryRate } = shareOf(stored);
  t.strictSame(
    { schoolId, weight, days, net, vat, rate: recoveryRate.toFixed() },
    {
      schoolId: 'id of 900001',
      weight: null,
      days: stored.days,
      net: stored.net,
      vat: stored.vat,
      rate: '0.9',
    },
  );
});

const anyWeights = fc
  .array(
    fc.record({
      value: fc.integer({ min: 0, max: 2_000_000_000 }).map(millionths),
      first: fc.integer({ min: 1, max: 30 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ value, first }, index) => {
      const days = daysOf(`2025-09-${String(first).padStart(2, '0')}..2025-09-30`);
      return {
        school: schoolOf(String(900_001 + index)),
        weight: value.times(countAllDays(days)),
        days,
      };
    }),
  )
  .filter((weights) => weights.some(({ weight }) => weight.gt(0)));

const anyLine = fc
  .record({
    net: anyAmount,
    vat: anyAmount,
    quantity: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(millionths),
    quantityBasis: fc.constantFrom<Divisible['quantityBasis']>('consumed', 'whole_service'),
  })
  .map((line): Divisible & { quantity: Decimal } => ({ ...line, periodDays: 30 }));

/** As the database keeps it: every decimal with six places, and the total as their sum. */
function stored(line: Divisible & { quantity: Decimal }, share: Share, all: readonly Share[]) {
  const six = (value: Decimal) => decimal(value.toFixed(6));
  const weights = all.map(({ weight }) => six(weight ?? decimal(0)));
  return storedOf({
    ...share,
    weight: share.weight && six(share.weight),
    totalWeight: weights.reduce((sum, weight) => sum.plus(weight)),
    recoveryRate: six(share.recoveryRate),
    quantity: six(line.quantity),
    quantityBasis: line.quantityBasis,
    periodDays: line.periodDays,
  });
}

t.test('whatever was posted, the stored inputs give the same quantity, exactly', async (t) => {
  const rule = fc.property(anyLine, anyWeights, (line, weights) => {
    const shares = allocate(line, weights);
    return shares.every((share) => {
      const again = shareOf(stored(line, share, shares)).quantity;
      return share.quantity.numerator
        .times(again.denominator)
        .eq(again.numerator.times(share.quantity.denominator));
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});

t.test('and so the same entries', async (t) => {
  const rules = {
    versions: [baselineOf('4.333333', { id: 'v1' })],
    isSustained: () => false,
    closedMonths: new Set<never>(),
    newId: () => 'new',
  };
  const rule = fc.property(anyLine, anyWeights, (line, weights) => {
    const shares = allocate(line, weights);
    return shares.every((share) =>
      sayTheSame(
        entriesOf(source, share, rules),
        entriesOf(source, shareOf(stored(line, share, shares)), rules),
      ),
    );
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 200 }));
});

t.test('whether two sets of entries say the same', async (t) => {
  const september = entryOf();
  const october = entryOf({ id: 'two', serviceMonth: '2025-10' as LedgerEntry['serviceMonth'] });
  t.ok(sayTheSame([september, october], [october, september]), 'in any order');
  t.ok(sayTheSame([], []));
  t.notOk(sayTheSame([september], [september, october]), 'one more');
  t.notOk(sayTheSame([september], [september, september]), 'one twice');
  const differences: Partial<LedgerEntry>[] = [
    { serviceMonth: '2025-10' as LedgerEntry['serviceMonth'] },
    { baselineId: 'another version at the same price' },
    { daysInMonth: 29 },
    { quantity: '62.000001' },
    { cost: 20_151 as Money },
    { baselineCost: 25_421 as Money },
    { baselineCost: null },
    { indexedCost: 26_000 as Money },
  ];
  for (const facts of differences) {
    t.notOk(sayTheSame([september], [entryOf(facts)]), JSON.stringify(facts));
  }
  const indifferent: Partial<LedgerEntry>[] = [
    { id: 'another' },
    { bookedMonth: '2026-01' as LedgerEntry['bookedMonth'] },
    { isSustained: true },
    { depth: 2, reversesEntryId: 'the one before' },
  ];
  for (const facts of indifferent) {
    t.ok(sayTheSame([september], [entryOf(facts)]), JSON.stringify(facts));
  }
});
