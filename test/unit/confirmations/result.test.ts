import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { effectOn } from '../../../src/confirmations/result.ts';
import { formatMoney, type Money, noMoney } from '../../../src/money/money.ts';
import type { Cell } from '../../../src/reports/report.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, cellOf, pounds, sumOf } from '../lines/given.ts';

/** Cells from a table: what a school's month cost, what it would have cost, and a one-off cost. */
function cellsFrom(text: string): Cell[] {
  return readTable(text).map((row) => {
    const isMeasured = row.baseline !== '-';
    const [cost, baseline] = [pounds(row.cost), isMeasured ? pounds(row.baseline) : noMoney];
    const isCash = row.kind === 'cash';
    return cellOf({
      urn: row.school ?? '',
      month: row.month as Month,
      measuredEntries: isMeasured ? 1 : 0,
      cost,
      measuredCost: isMeasured ? cost : noMoney,
      cashCost: isMeasured && isCash ? cost : noMoney,
      baselineCost: baseline,
      cashBaselineCost: isCash ? baseline : noMoney,
      oneOff: pounds(row['one-off']),
    });
  });
}

const write = (before: readonly Cell[], after: readonly Cell[]) =>
  effectOn(before, after, { names: new Map(), all: after }).map(
    ({ urn, cost, cashSaving, avoidance, netSaving }) => ({
      school: urn,
      cost: formatMoney(cost),
      cash: formatMoney(cashSaving),
      avoidance: formatMoney(avoidance),
      net: formatMoney(netSaving),
    }),
  );

const before = `
  school  month    cost    baseline  kind  one-off
  900002  2025-09  100.00  110.00    cash  0.00
  900001  2025-09  50.00   60.00     cash  0.00
  900003  2025-09  10.00   -         -     0.00
`;

t.test('what an import moves for each school, in the order of their URNs', async (t) => {
  const after = `
    school  month    cost    baseline  kind       one-off
    900002  2025-09  100.00  110.00    cash       0.00
    900002  2025-10  200.00  190.00    cash       25.00
    900001  2025-09  50.00   60.00     cash       0.00
    900001  2025-10  30.00   40.00     avoidance  0.00
    900003  2025-09  10.00   12.00     cash       0.00
    900004  2025-09  7.00    -         -          0.00
  `;
  t.strictSame(
    write(cellsFrom(before), cellsFrom(after)),
    readTable(`
      school  cost    cash    avoidance  net
      900001  30.00   0.00    10.00      0.00
      900002  200.00  -10.00  0.00       -35.00
      900003  0.00    2.00    0.00       2.00
      900004  7.00    0.00    0.00       0.00
    `),
    'a loss with its one-off cost, an avoidance, a first baseline, a cost without one',
  );
});

t.test('an undo moves everything back', async (t) => {
  t.strictSame(
    write(cellsFrom(before), []),
    readTable(`
      school  cost     cash    avoidance  net
      900001  -50.00   -10.00  0.00       -10.00
      900002  -100.00  -10.00  0.00       -10.00
      900003  -10.00   0.00    0.00       0.00
    `),
  );
  t.strictSame(write([], []), [], 'nothing moved, nobody is named');
});

const anyCells = fc.array(
  fc
    .record({
      urn: fc.constantFrom('900001', '900002', '900003'),
      cost: anyAmount,
      cashCost: anyAmount,
      baselineCost: anyAmount,
      oneOff: anyAmount,
      rebate: anyAmount,
    })
    .map(({ cost, baselineCost, ...facts }) =>
      cellOf({
        ...facts,
        measuredEntries: 1,
        cost,
        measuredCost: cost,
        baselineCost,
        cashBaselineCost: baselineCost,
      }),
    ),
  { maxLength: 6 },
);

t.test('the effects of all schools add up to the change of the trust', async (t) => {
  const rule = fc.property(anyCells, anyCells, (old, now) => {
    const effects = effectOn(old, now, { names: new Map(), all: now });
    const [left, right] = [measuresOf(old), measuresOf(now)];
    const change = (a: Money | null, b: Money | null) => (b ?? noMoney) - (a ?? noMoney);
    return (
      sumOf(effects.map(({ cost }) => cost)) === change(left.cost, right.cost) &&
      sumOf(effects.map(({ cashSaving }) => cashSaving)) ===
        change(left.cashSaving, right.cashSaving) &&
      sumOf(effects.map(({ avoidance }) => avoidance)) === change(left.avoidance, right.avoidance)
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('and back again it is the same with the other sign', async (t) => {
  const rule = fc.property(anyCells, anyCells, (old, now) => {
    const there = effectOn(old, now, { names: new Map(), all: now });
    const back = effectOn(now, old, { names: new Map(), all: old });
    return there.every((effect, index) => {
      const other = back[index];
      return (
        other?.urn === effect.urn &&
        other.cost + effect.cost === 0 &&
        other.netSaving + effect.netSaving === 0
      );
    });
  });
  t.doesNotThrow(() => fc.assert(rule));
});
