import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { pence } from '../../../src/money/money.ts';
import { mergeCells, placeOf, withoutCells } from '../../../src/restatements/journal-cells.ts';
import { cellOf } from '../lines/given.ts';

const later = { bookedMonth: '2026-01' as Month };

t.test('cells of one place, book and age add up, the others stay apart', async (t) => {
  const cell = cellOf({ cost: pence(300), indexedCost: pence(10), entries: 1, measuredEntries: 1 });
  const merged = mergeCells([
    cellOf({ ...later, cost: pence(7) }),
    cell,
    cellOf({ ...cell, isSustained: true }),
    cellOf({ ...cell, cost: pence(-100) }),
    cellOf({ ...cell, urn: '900002' }),
  ]);
  t.match(merged, [
    { urn: '900001', cost: 200, indexedCost: 20, entries: 2, measuredEntries: 2 },
    { urn: '900002', cost: 300 },
    { urn: '900001', isSustained: true, cost: 300 },
    { bookedMonth: '2026-01', cost: 7 },
  ]);
  t.equal(placeOf(cell), placeOf({ ...cell, ...later }), 'one cell in the books of two months');
  t.not(placeOf(cell), placeOf({ ...cell, item: 'PLATFORM' }));
});

t.test('what remains without a part', async (t) => {
  const all = [cellOf({ cost: pence(300), entries: 3 }), cellOf({ ...later, cost: pence(5) })];
  const rest = withoutCells(all, [cellOf({ cost: pence(100), entries: 1, measuredEntries: 1 })]);
  t.match(rest, [
    { cost: 200, entries: 2, measuredEntries: -1 },
    { bookedMonth: '2026-01', cost: 5 },
  ]);
});
