import fc from 'fast-check';
import t from 'tap';
import { type SavingBridge, savingBridge } from '../../../src/bridges/saving-bridge.ts';
import { add, formatMoney, negate, noMoney } from '../../../src/money/money.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { anyAmount, cellOf, pounds } from '../lines/given.ts';

function addsUp(bridge: SavingBridge): boolean {
  const { start, index, cashSaving, otherAvoidance, measuredCost } = bridge;
  const { notMeasured, offContract, oneOff, rebate, paid } = bridge;
  return (
    add(start, ...[index, cashSaving, otherAvoidance].map(negate)) === measuredCost &&
    add(measuredCost, notMeasured, offContract, oneOff, negate(rebate)) === paid
  );
}

t.test('N3: from what the same would have cost to what was paid', async (t) => {
  const [cash, quote, unmeasured] = [
    cellOf({
      measuredEntries: 1,
      cost: pounds('90.00'),
      measuredCost: pounds('90.00'),
      cashCost: pounds('90.00'),
      baselineCost: pounds('100.00'),
      cashBaselineCost: pounds('100.00'),
      indexedCost: pounds('104.00'),
      indexedBaselineCost: pounds('100.00'),
      indexedMeasuredCost: pounds('90.00'),
      oneOff: pounds('7.00'),
    }),
    cellOf({
      item: 'DESK',
      measuredEntries: 1,
      cost: pounds('50.00'),
      measuredCost: pounds('50.00'),
      baselineCost: pounds('47.00'),
      rebate: pounds('2.00'),
    }),
    cellOf({ item: 'PEN', cost: pounds('5.00'), offContractCost: pounds('11.00') }),
  ];
  const bridge = savingBridge(measuresOf([cash, quote, unmeasured]));
  const written = Object.entries(bridge).map(([name, amount]) => [name, formatMoney(amount)]);
  t.strictSame(Object.fromEntries(written), {
    start: '151.00',
    index: '4.00',
    cashSaving: '10.00',
    otherAvoidance: '-3.00',
    measuredCost: '140.00',
    notMeasured: '5.00',
    offContract: '11.00',
    oneOff: '7.00',
    rebate: '2.00',
    paid: '161.00',
  });
  t.ok(addsUp(bridge));
});

t.test('N3: whatever the cells, the steps add exactly to what is reported', async () => {
  const anyCell = fc
    .record({
      cash: anyAmount,
      quote: anyAmount,
      unmeasured: anyAmount,
      cashBaseline: anyAmount,
      quoteBaseline: anyAmount,
      indexed: anyAmount,
      oneOff: anyAmount,
      rebate: anyAmount,
      offContractCost: anyAmount,
      entries: fc.nat({ max: 2 }),
    })
    .map(({ cash, quote, unmeasured, cashBaseline, quoteBaseline, entries, indexed, ...rest }) =>
      cellOf({
        ...rest,
        measuredEntries: entries,
        cost: entries ? add(cash, quote, unmeasured) : unmeasured,
        ...(entries > 0 && {
          measuredCost: add(cash, quote),
          cashCost: cash,
          baselineCost: add(cashBaseline, quoteBaseline),
          cashBaselineCost: cashBaseline,
          indexedCost: indexed,
          indexedBaselineCost: cashBaseline,
          indexedMeasuredCost: cash,
        }),
      }),
    );
  fc.assert(
    fc.property(fc.array(anyCell, { maxLength: 5 }), (cells) => {
      const measures = measuresOf(cells);
      const bridge = savingBridge(measures);
      return (
        addsUp(bridge) &&
        bridge.cashSaving === (measures.cashSaving ?? noMoney) &&
        add(bridge.index, bridge.otherAvoidance) === (measures.avoidance ?? noMoney) &&
        add(bridge.measuredCost, bridge.notMeasured) === measures.cost
      );
    }),
  );
});
