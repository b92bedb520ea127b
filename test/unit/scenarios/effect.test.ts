import fc from 'fast-check';
import t from 'tap';
import type { Cell } from '../../../src/reports/report.ts';
import { borne, changeOf, compare, figuresOf, isSame } from '../../../src/scenarios/effect.ts';
import { anyAmount, cellOf, pounds, sumOf } from '../lines/given.ts';

const measured = (urn: string, cost: string, baseline: string) =>
  cellOf({
    urn,
    entries: 1,
    measuredEntries: 1,
    cost: pounds(cost),
    measuredCost: pounds(cost),
    cashCost: pounds(cost),
    baselineCost: pounds(baseline),
    cashBaselineCost: pounds(baseline),
  });

t.test('what one school bears and saves, as it is and as it would be', async (t) => {
  const before = [measured('900001', '100.00', '130.00'), measured('900002', '50.00', '60.00')];
  const after = [measured('900001', '150.00', '130.00')];
  t.match(compare(before, after, 'urn'), [
    {
      place: '900001',
      change: { cost: 5000, baselineCost: 0, cashSaving: -5000, netSaving: -5000 },
    },
    { place: '900002', change: { cost: -5000, baselineCost: -6000, cashSaving: -1000 } },
  ]);
  t.match(compare(before, after), [{ place: '', change: { cost: 0, netSaving: -6000 } }]);
  t.match(compare(before, after, 'contract'), [{ place: 'PAY-2025', change: { cost: 0 } }]);
});

t.test('what is never measured has no saving to change, and no zero', async (t) => {
  const cost = (amount: string) => figuresOf([cellOf({ cost: pounds(amount) })]);
  t.match(changeOf(cost('1.00'), cost('3.00')), { cost: 200, cashSaving: null, avoidance: null });
  const now = figuresOf([measured('900001', '3.00', '5.00')]);
  t.match(changeOf(cost('1.00'), now), { cashSaving: 200, baselineCost: 500 });
});

t.test('what is borne is every cost less what came back', async (t) => {
  const cell = { cost: pounds('10.00'), oneOff: pounds('5.00'), offContractCost: pounds('2.00') };
  t.equal(borne(figuresOf([cellOf({ ...cell, rebate: pounds('1.00') })])), 1600);
});

t.test('N12: the effects of the schools add up to the effect on the trust', async (t) => {
  const anyCell = fc
    .record({
      urn: fc.constantFrom('1', '2', '3'),
      cost: anyAmount,
      base: anyAmount,
      rebate: anyAmount,
    })
    .map(
      ({ urn, cost, base, rebate }): Cell =>
        cellOf({
          urn,
          rebate,
          cost,
          measuredEntries: 1,
          measuredCost: cost,
          cashCost: cost,
          baselineCost: base,
          cashBaselineCost: base,
        }),
    );
  const cells = fc.array(anyCell, { maxLength: 12 });
  fc.assert(
    fc.property(cells, cells, (before, after) => {
      const [total] = compare(before, after);
      const parts = compare(before, after, 'urn').map(({ change }) => change);
      for (const key of ['cost', 'rebate', 'baselineCost', 'cashSaving', 'netSaving'] as const) {
        t.equal(sumOf(parts.map((part) => part[key])), total?.change[key] ?? 0);
      }
      t.ok(compare(before, before, 'urn').every(isSame), 'nothing changes by itself');
    }),
  );
});
