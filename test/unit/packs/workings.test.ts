import t from 'tap';
import { cellsByPlace, workingOf } from '../../../src/packs/workings.ts';
import { cellOf, cellsFrom, entryOf, pounds } from '../posting/given.ts';

t.test('a saving is said with its sum', async (t) => {
  const cash = cellsFrom([entryOf({ cost: pounds('201.50'), baselineCost: pounds('254.20') })]);
  t.equal(
    workingOf(cash, 'Ash'),
    'Ash (900001), PAY-2025, PAYSLIP, 2025-09: cost £201.50; cash saving £254.20 − £201.50 = £52.70.',
  );
  const quoted = cellsFrom([entryOf({ baselineKind: 'quote', baselineCost: pounds('200.00') })]);
  t.match(workingOf(quoted, 'Ash'), /; cost avoidance £200\.00 − £201\.50 = −£1\.50\.$/);
});

t.test('what is not measured is said to be so, and what is no recurring cost apart', async (t) => {
  const none = cellsFrom([
    entryOf({ baselineId: null, baselineKind: null, baselineCost: null }),
    entryOf({ entryClass: 'one_off', baselineId: null, baselineKind: null, baselineCost: null }),
  ]);
  t.match(workingOf(none, 'Ash'), /no approved baseline, so no saving is told/);
  t.match(workingOf(none, 'Ash'), /not measured £201\.50; one-off cost £201\.50\.$/);
  t.equal(workingOf([], 'Ash'), '');
});

t.test('cells of one place are one working, whatever books they stand in', async (t) => {
  const cells = [cellOf(), cellOf({ isSustained: true }), cellOf({ item: 'OTHER' })];
  t.strictSame(
    cellsByPlace(cells).map((place) => place.length),
    [2, 1],
  );
});
