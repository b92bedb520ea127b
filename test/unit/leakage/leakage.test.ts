import fc from 'fast-check';
import t from 'tap';
import {
  addLeakage,
  boughtOnContractPercent,
  compliancePercent,
  leakageOf,
  type Measure,
  measures,
  type OffContract,
  realisationPercent,
} from '../../../src/leakage/leakage.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { add, formatMoney, type Money, subtract } from '../../../src/money/money.ts';
import { cellOf, pounds } from '../lines/given.ts';

const on = (item: string, quantity: string, baseline: string, cost: string, measured = cost) =>
  cellOf({
    item,
    quantity,
    cost: pounds(cost),
    measuredCost: pounds(measured),
    cashCost: pounds(measured),
    baselineCost: pounds(baseline),
    cashBaselineCost: pounds(baseline),
  });
const off = (item: string, quantity: string, cost: string, urn = '900001'): OffContract => {
  return { urn, contract: 'PAY-2025', item, quantity: decimal(quantity), cost: pounds(cost) };
};
const written = (lines: ReturnType<typeof leakageOf>, measure: Measure = 'cash') => {
  const { unknown, ...sums } = addLeakage(lines);
  const { realised, leakage, own, potential, estimated } = sums[measure];
  return [realised, leakage, own, potential, estimated, unknown].map(formatMoney);
};

t.test(
  'F13: potential is what was realised, what leaked and what was saved elsewhere',
  async (t) => {
    // fixtures/worked-examples.json, 13_leakage: 6,000 units, 1,500 of them off contract at £9.60.
    const cells = [on('UNIT', '4500', '45000.00', '33300.00')];
    const lines = leakageOf(cells, [off('UNIT', '1500', '14400.00')]);
    t.strictSame(written(lines), ['11700.00', '3300.00', '600.00', '15600.00', '0.00', '0.00']);
    t.equal(realisationPercent(addLeakage(lines).cash), '75.0');
    t.equal(compliancePercent(addLeakage(lines)), '69.8', 'of the spend');
    t.equal(boughtOnContractPercent(addLeakage(lines)), '75.0', 'of the units');
  },
);

t.test('F13: without a quantity or a price it is an estimate by spend, and apart', async (t) => {
  const cells = [on('UNIT', '4500', '45000.00', '33300.00')];
  const byspend = ['11700.00', '0.00', '0.00', '11700.00', '3744.00', '0.00'];
  t.strictSame(written(leakageOf(cells, [off('UNIT', '0', '14400.00')])), byspend);
  t.strictSame(written(leakageOf(cells, [off('OTHER', '10', '14400.00')])), byspend);
  const unsized = addLeakage(leakageOf(cells, [off('UNIT', '0', '14400.00')]));
  t.equal(boughtOnContractPercent(unsized), '75.8', 'which is £10,656.00 at the contract’s prices');
  const partly = [on('UNIT', '4500', '22500.00', '33300.00', '16650.00')];
  t.strictSame(
    written(leakageOf(partly, [off('UNIT', '1500', '14400.00')])).slice(1, 5),
    ['0.00', '0.00', '5850.00', '3744.00'],
    'an item that is measured in part has no exact price before',
  );
});

t.test('F12: where nothing of the school is measured, nothing is taken from another', async (t) => {
  const cells = [on('UNIT', '4500', '45000.00', '33300.00')];
  const lines = leakageOf(cells, [off('UNIT', '10', '96.00', '900002')]);
  const nothing = ['0.00', '0.00', '0.00', '0.00'];
  t.strictSame(written(lines.slice(1)), [...nothing, '0.00', '96.00']);
  t.equal(compliancePercent(addLeakage([])), null);
  t.equal(boughtOnContractPercent(addLeakage([])), null);
  t.equal(realisationPercent(addLeakage([]).cash), null);
});

t.test('P7: cash and avoidance are shown side by side and never added', async (t) => {
  const cash = on('UNIT', '60', '600.00', '480.00');
  const nothing = { cashCost: pounds('0.00'), cashBaselineCost: pounds('0.00') };
  const quoted = { ...on('UNIT', '40', '400.00', '320.00'), ...nothing };
  const line = [off('UNIT', '10', '90.00')];
  t.strictSame(
    written(leakageOf([quoted], line), 'cash'),
    ['0.00', '0.00', '0.00', '0.00', '0.00', '0.00'],
    'a quote makes no cash',
  );
  t.strictSame(written(leakageOf([quoted], line), 'avoidance'), [
    '80.00',
    '10.00',
    '10.00',
    '100.00',
    '0.00',
    '0.00',
  ]);
  const mixed = leakageOf([cash, quoted], line);
  t.strictSame(written(mixed, 'cash'), ['120.00', '6.00', '6.00', '132.00', '0.00', '0.00']);
  t.strictSame(written(mixed, 'avoidance'), ['80.00', '4.00', '4.00', '88.00', '0.00', '0.00']);
  const unsized = leakageOf([cash, quoted], [off('UNIT', '0', '90.00')]);
  t.equal(formatMoney(addLeakage(unsized).cash.estimated), '10.80');
  t.equal(formatMoney(addLeakage(unsized).avoidance.estimated), '7.20');
});

t.test('F13: the parts of each measure add up to its potential, and no spend is lost', async () => {
  const amount = fc.integer({ min: 1, max: 9_000_000 }).map((n) => n as Money);
  const item = fc.constantFrom('A', 'B');
  const cell = fc
    .record({
      item,
      cost: amount,
      baselineCost: amount,
      quantity: fc.integer({ min: -2, max: 900 }),
      isCash: fc.boolean(),
    })
    .map(({ quantity, isCash, ...facts }) =>
      cellOf({
        ...facts,
        measuredCost: facts.cost,
        quantity: String(quantity),
        ...(isCash && { cashCost: facts.cost, cashBaselineCost: facts.baselineCost }),
      }),
    );
  const outside = fc.uniqueArray(
    fc.record({ item, cost: amount, quantity: fc.integer({ min: -2, max: 900 }) }),
    { selector: (line) => line.item },
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 5 }), outside, (cells, lines) => {
      const bought = lines.map(({ item, cost, quantity }) => {
        return { ...off(item, String(quantity), '0'), cost };
      });
      const placed = leakageOf(cells, bought);
      const total = addLeakage(placed);
      const saved = {
        cash: cells.map((each) => subtract(each.cashBaselineCost, each.cashCost)),
        avoidance: cells.map((each) =>
          subtract(
            subtract(each.baselineCost, each.cashBaselineCost),
            subtract(each.measuredCost, each.cashCost),
          ),
        ),
      };
      return (
        placed.every((line) =>
          measures.every((name) => {
            const { realised, leakage, own, potential } = line[name];
            return add(realised, leakage, own) === potential;
          }),
        ) &&
        measures.every((name) => total[name].realised === add(...saved[name])) &&
        total.offContract === add(...lines.map(({ cost }) => cost))
      );
    }),
  );
});
