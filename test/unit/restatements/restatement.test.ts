import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { type Money, pence } from '../../../src/money/money.ts';
import { causes } from '../../../src/restatements/cause.ts';
import { addMoves, figureKeys, figuresOf } from '../../../src/restatements/figures.ts';
import { type JournalCell, mergeCells, placeOf } from '../../../src/restatements/journal-cells.ts';
import { type Restated, restate, type Step } from '../../../src/restatements/restatement.ts';
import { cellOf, pounds } from '../lines/given.ts';

/** A cell of a cash kind whose baseline moves with an index. */
function indexedCell(cost: string, baseline: string, index: string): JournalCell {
  return cellOf({
    entries: 1,
    measuredEntries: 1,
    cost: pounds(cost),
    measuredCost: pounds(cost),
    cashCost: pounds(cost),
    baselineCost: pounds(baseline),
    cashBaselineCost: pounds(baseline),
    indexedCost: pounds(index),
    indexedBaselineCost: pounds(baseline),
    indexedMeasuredCost: pounds(cost),
  });
}

t.test('N8: avoidance under an index is not additive, and its causes are', async (t) => {
  // P7 and F4: 469.59 avoided at 9,800.00; a later cost of 900.00 takes the cell above its index.
  const first = indexedCell('9800.00', '10000.00', '10469.59');
  const dearer = indexedCell('900.00', '0.00', '0.00');
  const credit = indexedCell('-500.00', '0.00', '0.00');
  const { total, schools, journals } = restate([first], mergeCells([first, dearer, credit]), [
    { journal: 2, cause: 'invoices', cells: [dearer] },
    { journal: 2, cause: 'credits', cells: [credit] },
  ]);
  t.match(total, {
    before: { avoidance: 46959, cash_saving: 20000 },
    after: { avoidance: 26959, cash_saving: -20000 },
    change: { avoidance: -20000, cash_saving: -40000 },
    causes: [
      { cause: 'invoices', change: { avoidance: -46959, cash_saving: -90000 } },
      { cause: 'credits', change: { avoidance: 26959, cash_saving: 50000 } },
    ],
  });
  t.match(schools, [{ urn: '900001', change: { avoidance: -20000 } }]);
  t.match(journals, [
    { cause: 'invoices', journals: [{ journal: 2, change: { cost: 90000 } }] },
    { cause: 'credits', journals: [{ journal: 2, change: { cost: -50000 } }] },
  ]);
});

t.test('a cost that moved from one school to another is told of both', async (t) => {
  const of = (urn: string, cost: number) => cellOf({ urn, entries: 1, cost: pence(cost) });
  const before = [of('900001', 100), of('900002', 50)];
  const moved = [of('900001', -100), of('900002', 100)];
  const { total, schools, journals } = restate(before, mergeCells([...before, ...moved]), [
    { journal: 5, cause: 'register', cells: moved },
    { journal: 6, cause: 'register', cells: [of('900001', 0)] },
  ]);
  t.equal(total.change.cost, 0);
  t.strictSame(
    schools.map(({ urn, change }) => [urn, change.cost]),
    [
      ['900001', -100],
      ['900002', 100],
    ],
  );
  t.strictSame(
    journals.map((each) => each.journals.map(({ journal }) => journal)),
    [[5]],
    'a journal that only moved pounds is named, and one that did nothing is not',
  );
  t.match(restate(before, before, []), { total: { causes: [] }, journals: [] });
});

t.test('an explanation that is a penny short is refused', async (t) => {
  const cell = cellOf({ cost: pence(100) });
  const steps: Step[] = [{ journal: 2, cause: 'invoices', cells: [cellOf({ cost: pence(99) })] }];
  t.throws(() => restate([], [cell], steps), { name: 'RangeError', message: /do not add up/ });
});

const amount = fc.integer({ min: -100_000, max: 100_000 }).map(pence);
const anyCell = fc
  .record({
    urn: fc.constantFrom('900001', '900002'),
    item: fc.constantFrom('PAYSLIP', 'PLATFORM'),
    month: fc.constantFrom('2025-09', '2025-10').map((text) => text as Month),
    bookedMonth: fc.constantFrom('2025-10', '2026-01').map((text) => text as Month),
    isSustained: fc.boolean(),
    measuredEntries: fc.integer({ min: 0, max: 3 }),
    cost: amount,
    measuredCost: amount,
    cashCost: amount,
    baselineCost: amount,
    cashBaselineCost: amount,
    oneOff: amount,
    rebate: amount,
    offContractCost: amount,
    excluded: amount,
    indexedCost: amount,
    indexedBaselineCost: amount,
    indexedMeasuredCost: amount,
  })
  .map((facts) => {
    // Nothing measured holds no measured sums, as in the ledger.
    if (facts.measuredEntries > 0) return cellOf({ ...facts, entries: 3 });
    const { urn, item, month, bookedMonth, isSustained, cost, oneOff, rebate } = facts;
    return cellOf({ urn, item, month, bookedMonth, isSustained, cost, oneOff, rebate, entries: 1 });
  });
const cells = fc.array(anyCell, { maxLength: 6 });
const anyStep = fc.record({ cause: fc.constantFrom(...causes), cells });

t.test('N8: causes add exactly to the change, per measure, school and journal', async () => {
  const isExplained = ({ before, after, change, causes: told }: Restated) => {
    const sum = addMoves(told.map((each) => each.change));
    const zero = 0 as Money;
    return figureKeys.every(
      (key) =>
        sum[key] === change[key] && (before[key] ?? zero) + change[key] === (after[key] ?? zero),
    );
  };
  fc.assert(
    fc.property(cells, fc.array(anyStep, { maxLength: 6 }), (first, some) => {
      const before = mergeCells(first);
      const steps = some.map((step, index) => ({ ...step, journal: index + 2 }));
      const after = mergeCells([...before, ...steps.flatMap((step) => step.cells)]);
      const { total, schools, journals } = restate(before, after, steps);
      const ofSchools = addMoves(schools.map(({ change }) => change));
      const ofJournals = addMoves(
        journals.flatMap((each) => each.journals.map(({ change }) => change)),
      );
      return (
        JSON.stringify(total.after) === JSON.stringify(figuresOf(after)) &&
        [total, ...schools].every(isExplained) &&
        figureKeys.every((key) => ofSchools[key] === total.change[key]) &&
        figureKeys.every((key) => ofJournals[key] === total.change[key])
      );
    }),
    { numRuns: 500 },
  );
});

t.test('of the state before only the cells that steps touch are needed one by one', async () => {
  fc.assert(
    fc.property(cells, fc.array(anyStep, { maxLength: 3 }), (first, some) => {
      const before = mergeCells(first);
      const steps = some.map((step, index) => ({ ...step, journal: index + 2 }));
      const after = mergeCells([...before, ...steps.flatMap((step) => step.cells)]);
      const places = new Set(steps.flatMap((step) => step.cells.map(placeOf)));
      const touched = before.filter((cell) => places.has(placeOf(cell)));
      const whole = restate(before, after, steps);
      return JSON.stringify(restate(before, after, steps, touched)) === JSON.stringify(whole);
    }),
    { numRuns: 200 },
  );
});
