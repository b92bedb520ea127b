import fc from 'fast-check';
import t from 'tap';
import { decimal, fraction, one, round } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, noMoney, pence } from '../../../src/money/money.ts';
import { indexed, toMoney } from '../../../src/money/rate.ts';
import type { Cell } from '../../../src/reports/report.ts';
import {
  avoidancePercent,
  cashSavingPercent,
  coveragePercent,
  indexedAvoidance,
  type Measures,
  measuresOf,
  netSaving,
} from '../../../src/savings/measures.ts';
import { readTable } from '../../support/table.ts';
import { cellOf, pounds } from '../lines/given.ts';

const show = (amount: Money | null) => (amount === null ? '-' : formatMoney(amount));

/** A cell with one kind of baseline, which releases cash unless told otherwise. */
function measuredCell(cost: string, baseline: string, facts: Partial<Cell> = {}): Cell {
  return cellOf({
    entries: 1,
    measuredEntries: 1,
    cost: pounds(cost),
    measuredCost: pounds(cost),
    cashCost: pounds(cost),
    baselineCost: pounds(baseline),
    cashBaselineCost: pounds(baseline),
    ...facts,
  });
}

const onlyAvoiding = { cashCost: noMoney, cashBaselineCost: noMoney };

t.test('a saving is known where a baseline was, and else unknown', async (t) => {
  const examples = readTable(`
    measured entries  cost    measured  cash cost  baseline  of it cash  not measured  baseline cost  cash saving  avoidance  why
    0                 100.00  0.00      0.00       0.00      0.00        100.00        -              -            -          never measured is not zero
    1                 100.00  100.00    100.00     110.00    110.00      0.00          110.00         10.00        0.00       a cash kind
    1                 100.00  100.00    100.00     95.00     95.00       0.00          95.00          -5.00        0.00       a loss is not floored
    1                 100.00  100.00    0.00       110.00    0.00        0.00          110.00         0.00         10.00      another kind avoids a cost
    1                 100.00  100.00    0.00       95.00     0.00        0.00          95.00          0.00         -5.00      signed as well
    2                 300.00  300.00    100.00     360.00    110.00      0.00          360.00         10.00        50.00      both kinds in one cell, apart
    1                 300.00  200.00    200.00     220.00    220.00      100.00        220.00         20.00        0.00       partly measured
    2                 0.00    0.00      0.00       0.00      0.00        0.00          0.00           0.00         0.00       all reversed: zero, and known
    1                 -50.00  -50.00    -50.00     0.00      0.00        0.00          0.00           50.00        0.00       a credit on the price
  `);
  for (const row of examples) {
    const measures = measuresOf([
      cellOf({
        entries: 2,
        measuredEntries: Number(row['measured entries']),
        cost: pounds(row.cost),
        measuredCost: pounds(row.measured),
        cashCost: pounds(row['cash cost']),
        baselineCost: pounds(row.baseline),
        cashBaselineCost: pounds(row['of it cash']),
      }),
    ]);
    t.strictSame(
      [
        measures.cost,
        measures.notMeasuredCost,
        measures.baselineCost,
        measures.cashSaving,
        measures.avoidance,
      ].map(show),
      [row.cost, row['not measured'], row['baseline cost'], row['cash saving'], row.avoidance],
      `${row.why}`,
    );
  }
});

t.test('one measured cell makes the savings of a sum known', async (t) => {
  const neverMeasured = cellOf({ cost: pounds('40.00'), item: 'PLATFORM' });
  const measures = measuresOf([neverMeasured, measuredCell('100.00', '110.00')]);
  t.equal(show(measures.cashSaving), '10.00');
  t.equal(show(measures.notMeasuredCost), '40.00');
  t.equal(show(measuresOf([neverMeasured]).newAvoidance), '-');
  t.equal(show(measuresOf([]).cashSaving), '-', 'of nothing, nothing is known');
});

t.test('new and sustained stand side by side', async (t) => {
  const examples = readTable(`
    kind       sustained  new cash  sustained cash  new avoidance  sustained avoidance
    cash       no         10.00     0.00            0.00           0.00
    cash       yes        0.00      10.00           0.00           0.00
    avoidance  no         0.00      0.00            10.00          0.00
    avoidance  yes        0.00      0.00            0.00           10.00
  `);
  for (const { kind, sustained, ...row } of examples) {
    const measures = measuresOf([
      measuredCell('100.00', '110.00', {
        isSustained: sustained === 'yes',
        ...(kind === 'avoidance' && onlyAvoiding),
      }),
    ]);
    t.strictSame(
      {
        'new cash': show(measures.newCashSaving),
        'sustained cash': show(measures.sustainedCashSaving),
        'new avoidance': show(measures.newAvoidance),
        'sustained avoidance': show(measures.sustainedAvoidance),
      },
      row,
      `${kind}, sustained: ${sustained}`,
    );
  }
});

/** A cell of a cash kind whose baseline moves with an index. */
function indexedCell(cost: string, baseline: string, index: string, facts: Partial<Cell> = {}) {
  return measuredCell(cost, baseline, {
    indexedCost: pounds(index),
    indexedBaselineCost: pounds(baseline),
    indexedMeasuredCost: pounds(cost),
    ...facts,
  });
}

t.test('avoidance under an index never hides a cost that rose', async (t) => {
  // Domain rule F4: an index that rose from 129.9 to 136.0.
  const [level, base] = [decimal('136.0'), decimal('129.9')];
  t.equal(round(indexed(fraction(one), level, base), 6), '1.046959');
  t.equal(formatMoney(toMoney(indexed(fraction(decimal(10000)), level, base))), '10469.59');
  const examples = readTable(`
    cost      baseline  indexed   cash saving  avoidance  why
    9800.00   10000.00  10469.59  200.00       469.59     cheaper, and the rise did not come
    10200.00  10000.00  10469.59  -200.00      269.59     dearer, by less than the index
    10700.00  10000.00  10469.59  -700.00      0.00       dearer than the index
    9800.00   10000.00  9900.00   200.00       0.00       an index that fell
    10000.00  10000.00  10000.00  0.00         0.00       nothing moved
    0.00      0.00      0.00      0.00         0.00       all reversed
  `);
  for (const row of examples) {
    const measures = measuresOf([
      indexedCell(row.cost ?? '', row.baseline ?? '', row.indexed ?? ''),
    ]);
    t.equal(show(measures.cashSaving), row['cash saving'], `${row.why}`);
    t.equal(show(measures.avoidance), row.avoidance, `${row.why}`);
  }
});

t.test('indexed avoidance is worked out per cell, and totals add cells', async (t) => {
  const dear = indexedCell('10700.00', '10000.00', '10469.59');
  const elsewhere: [what: string, place: Partial<Cell>][] = [
    ['another school', { urn: '900002' }],
    ['another contract', { contract: 'SUPPLY-2025' }],
    ['another item', { item: 'PLATFORM' }],
    ['another month', { month: '2025-10' as Cell['month'], bookedMonth: dear.bookedMonth }],
  ];
  for (const [what, place] of elsewhere) {
    const cheap = indexedCell('9800.00', '10000.00', '10469.59', place);
    // On both cells together it would be 20,939.18 less 20,500.00 = 439.18.
    t.equal(show(measuresOf([dear, cheap]).avoidance), '469.59', what);
  }
});

t.test('what is found out later about a cell belongs to that cell', async (t) => {
  const inJanuary = { bookedMonth: '2026-01' as Cell['month'], measuredEntries: 1 };
  const first = indexedCell('9800.00', '10000.00', '10469.59');
  const examples = readTable(`
    later cost  baseline   indexed    avoidance  why
    -9800.00    -10000.00  -10469.59  0.00       a reversal booked later takes all of it back
    900.00      0.00       0.00       0.00       a further cost takes the cell above the index
    -50.00      0.00       0.00       469.59     a credit on the price: the baseline decides
    4900.00     5000.00    5234.80    704.39     more of the same: 15,704.39 − 15,000.00
  `);
  for (const row of examples) {
    const later = indexedCell(
      row['later cost'] ?? '',
      row.baseline ?? '',
      row.indexed ?? '',
      inJanuary,
    );
    t.equal(show(measuresOf([first, later]).avoidance), row.avoidance, `${row.why}`);
    t.equal(show(measuresOf([later, first]).newAvoidance), row.avoidance, 'in any order');
  }
});

t.test('avoidance of another kind stands beside the indexed one of the same cell', async (t) => {
  const cell = measuredCell('9900.00', '10150.00', {
    cashCost: pounds('9800.00'),
    cashBaselineCost: pounds('10000.00'),
    indexedCost: pounds('10469.59'),
    indexedBaselineCost: pounds('10000.00'),
    indexedMeasuredCost: pounds('9800.00'),
  });
  const measures = measuresOf([cell]);
  t.equal(show(measures.cashSaving), '200.00');
  t.equal(show(measures.avoidance), '519.59', '50.00 against a quote and 469.59 under the index');
});

t.test('a percentage is a sum over a sum, never a mean', async (t) => {
  const measures = measuresOf([
    measuredCell('90.00', '100.00'),
    measuredCell('5.00', '10.00', { urn: '900002' }),
    measuredCell('80.00', '160.00', { urn: '900003', ...onlyAvoiding }),
  ]);
  t.equal(cashSavingPercent(measures), '13.6', '15 of 110; the mean of 10% and 50% would be 30%');
  t.equal(avoidancePercent(measures), '50.0', 'on its own baseline cost');
  const unknown = measuresOf([cellOf({ cost: pounds('40.00') })]);
  t.equal(cashSavingPercent(unknown), null, 'of nothing measured');
  t.equal(avoidancePercent(measuresOf([measuredCell('90.00', '100.00')])), null, 'all cash');
  t.equal(cashSavingPercent(measuresOf([measuredCell('100.05', '100.00')])), '-0.1', 'half up');
});

t.test('coverage is the measured part of the recurring cost', async (t) => {
  const examples = readTable(`
    measured  not measured  one-off  off contract  excluded  coverage  why
    39600.00  8400.00       0.00     0.00          0.00      82.5      F12
    39600.00  8400.00       2688.30  2017.76       500.00    82.5      nothing else counts in
    39600.00  0.00          0.00     0.00          0.00      100.0     all of it
    0.00      8400.00       0.00     0.00          0.00      0.0       none of it
    0.00      0.00          500.00   0.00          0.00      -         nothing recurring
  `);
  for (const row of examples) {
    const cell = measuredCell(row.measured ?? '', row.measured ?? '', {
      oneOff: pounds(row['one-off']),
      offContractCost: pounds(row['off contract']),
      excluded: pounds(row.excluded),
    });
    const other = cellOf({ item: 'PLATFORM', cost: pounds(row['not measured']) });
    t.equal(coveragePercent(measuresOf([cell, other])) ?? '-', row.coverage, `${row.why}`);
  }
  const f12 = measuresOf([measuredCell('39600.00', '42768.00'), cellOf({ cost: pounds('8400') })]);
  t.equal(cashSavingPercent(f12), '7.4', '£3,168 of the measured baseline cost');
});

t.test('net saving is cash, less what the change cost, and with rebates', async (t) => {
  const examples = readTable(`
    cash     one-off  rebate  net      why
    4200.00  2100.00  0.00    2100.00  F7: the first year
    4200.00  0.00     0.00    4200.00  the years after
    4200.00  2100.00  66.50   2166.50  a rebate that came
    -10.00   5.00     0.00    -15.00   a loss with its costs
    -        5.00     1.00    -4.00    nothing measured: what is known remains
  `);
  for (const row of examples) {
    const facts = { oneOff: pounds(row['one-off']), rebate: pounds(row.rebate) };
    const cell = row.cash === '-' ? cellOf(facts) : measuredCell('0.00', row.cash ?? '', facts);
    t.equal(show(netSaving(measuresOf([cell]))), row.net, `${row.why}`);
  }
  const avoided = measuresOf([measuredCell('100.00', '160.00', onlyAvoiding)]);
  t.equal(show(netSaving(avoided)), '0.00', 'avoidance is never added to cash');
});

const anyMoney = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(pence);

const notMeasured = {
  measuredCost: noMoney,
  cashCost: noMoney,
  baselineCost: noMoney,
  cashBaselineCost: noMoney,
  indexedCost: noMoney,
  indexedBaselineCost: noMoney,
  indexedMeasuredCost: noMoney,
};

const anyCell = fc
  .record({
    urn: fc.constantFrom('900001', '900002', '900003'),
    month: fc.constantFrom('2025-09', '2025-10').map((month) => month as Cell['month']),
    bookedMonth: fc.constantFrom('2025-10', '2025-11').map((month) => month as Cell['month']),
    isSustained: fc.boolean(),
    measuredEntries: fc.integer({ min: 0, max: 2 }),
    cost: anyMoney,
    measuredCost: anyMoney,
    cashCost: anyMoney,
    baselineCost: anyMoney,
    cashBaselineCost: anyMoney,
    oneOff: anyMoney,
    rebate: anyMoney,
    offContractCost: anyMoney,
    excluded: anyMoney,
    indexedCost: anyMoney,
    indexedBaselineCost: anyMoney,
    indexedMeasuredCost: anyMoney,
  })
  // Nothing stands against a baseline where nothing was ever measured.
  .map((facts) => cellOf(facts.measuredEntries > 0 ? facts : { ...facts, ...notMeasured }));

const orZero = (amount: Money | null) => amount ?? noMoney;

t.test('cash and avoidance are new or sustained, and nothing in between', async (t) => {
  const rule = fc.property(fc.array(anyCell, { maxLength: 8 }), (cells) => {
    const measures = measuresOf(cells);
    return (
      orZero(measures.newCashSaving) + orZero(measures.sustainedCashSaving) ===
        orZero(measures.cashSaving) &&
      orZero(measures.newAvoidance) + orZero(measures.sustainedAvoidance) ===
        orZero(measures.avoidance) &&
      measures.measuredCost + measures.notMeasuredCost === measures.cost &&
      orZero(measures.cashBaselineCost) + orZero(measures.avoidanceBaselineCost) ===
        orZero(measures.baselineCost)
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('the measures of all schools are the sum of those of each', async (t) => {
  const rule = fc.property(fc.array(anyCell, { maxLength: 8 }), (cells) => {
    const total = measuresOf(cells);
    const bySchool = ['900001', '900002', '900003'].map((urn) =>
      measuresOf(cells.filter((cell) => cell.urn === urn)),
    );
    return (Object.keys(total) as (keyof Measures)[]).every((key) => {
      const parts = bySchool.map((measures) => measures[key]);
      const isUnknown = parts.every((part) => part === null);
      const sum = parts.reduce<number>((added, part) => added + orZero(part), 0);
      return isUnknown ? total[key] === null : total[key] === sum;
    });
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('an indexed avoidance is no more than what the index rose, nor below zero', async (t) => {
  const rule = fc.property(anyMoney, anyMoney, anyMoney, (index, baseline, cost) => {
    const avoidance = indexedAvoidance({ indexed: index, baseline, cost });
    return (
      avoidance >= 0 &&
      avoidance <= Math.max(0, index - baseline) &&
      avoidance <= Math.max(0, index - cost)
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});
