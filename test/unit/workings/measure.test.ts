import fc from 'fast-check';
import t from 'tap';
import { measuresOf } from '../../../src/savings/measures.ts';
import {
  figureOf,
  formulas,
  isPercent,
  isSaving,
  measures,
  orNothing,
  type PoundsMeasure,
  poundsOf,
} from '../../../src/workings/measure.ts';
import { cellOf, cellsFrom, pounds } from '../lines/given.ts';
import { anyEntry } from './given.ts';

t.test('every formula gives its figure, whatever the entries (P6-P8)', async () => {
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      const of = measuresOf(cellsFrom(entries));
      return Object.entries(formulas).every(([measure, parts]) => {
        const value = poundsOf(measure as PoundsMeasure, of);
        const sum = parts.reduce(
          (all, [sign, part]) => all + (sign === '-' ? -1 : 1) * orNothing(poundsOf(part, of)),
          0,
        );
        return value === null || value === sum;
      });
    }),
  );
});

t.test('an index adds what the plain comparison does not have', async (t) => {
  const of = measuresOf([
    cellOf({
      measuredEntries: 1,
      cost: pounds('90.00'),
      measuredCost: pounds('90.00'),
      cashCost: pounds('90.00'),
      baselineCost: pounds('100.00'),
      cashBaselineCost: pounds('100.00'),
      indexedCost: pounds('107.00'),
      indexedBaselineCost: pounds('100.00'),
      indexedMeasuredCost: pounds('90.00'),
    }),
  ]);
  t.equal(figureOf('cash_saving', of), '10.00');
  t.equal(figureOf('index_avoidance', of), '7.00');
  t.equal(figureOf('avoidance', of), '7.00');
});

t.test('figures are written as a report writes them', async (t) => {
  const of = measuresOf([cellOf({ entries: 1, cost: pounds('100.00') })]);
  t.strictSame(
    ['cost', 'cash_saving', 'coverage_percent', 'cash_saving_percent'].map((name) =>
      figureOf(name as PoundsMeasure, of),
    ),
    ['100.00', null, '0.0', null],
  );
  t.strictSame(measures.filter(isPercent), [
    'coverage_percent',
    'cash_saving_percent',
    'avoidance_percent',
  ]);
  t.ok(isSaving('net_saving') && !isSaving('cost'));
});
