import fc from 'fast-check';
import t from 'tap';
import {
  type Progress,
  progressMeter,
  type Step,
  secondsLeft,
  workPhases,
} from '../../../src/documents/progress.ts';
import { noMoney, pence } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';

const extent = { firstRow: 5, lastRow: 14 };

t.test('what is settled while the file is read counts, and never goes back', async (t) => {
  const meter = progressMeter(extent);
  const settledAfter = (step: Omit<Step, 'importId'>) => {
    meter.note({ importId: 'mine', ...step });
    return meter.progress().rowsSettled;
  };
  t.equal(settledAfter({ phase: 'reading', row: 9, settled: 3 }), 3);
  t.equal(settledAfter({ phase: 'reading', row: 14, settled: 8 }), 8);
  t.equal(settledAfter({ phase: 'posting', row: 6 }), 8);
  t.equal(settledAfter({ phase: 'posting', row: 13 }), 9);
});

t.test('rows are read once, then settled', async (t) => {
  const table = readTable(`
    import  phase        row  net   now          read  settled  net now
    mine    reading      9    1200  reading      5     0        1200
    mine    reading      14   1000  reading      10    0        1000
    mine    recognising  -    -     recognising  10    0        1000
    other   posting      900  -     recognising  10    0        1000
    mine    posting      8    -     posting      10    4        1000
    mine    posting      13   -     posting      10    9        1000
    mine    posting      6    -     posting      10    9        1000
    mine    reading      9    700   posting      10    9        1000
    other   reading      14   500   posting      10    9        1000
    mine    sealing      -    -     sealing      10    10       1000
  `);
  const meter = progressMeter(extent);
  for (const line of table) {
    meter.note({
      importId: line.import ?? '',
      phase: line.phase as Step['phase'],
      ...(line.row !== '-' && { row: Number(line.row) }),
      ...(line.net !== '-' && { net: pence(Number(line.net)) }),
    });
    t.strictSame(meter.progress(), {
      phase: line.now,
      rowsInAll: 10,
      rowsRead: Number(line.read),
      rowsSettled: Number(line.settled),
      netRead: Number(line['net now']),
    });
  }
});

t.test('it never goes back, and never beyond the file', async (t) => {
  const steps = fc.array(
    fc.record({
      importId: fc.constantFrom('mine', 'other'),
      phase: fc.constantFrom(...workPhases),
      row: fc.integer({ min: 1, max: 30 }),
    }),
  );
  fc.assert(
    fc.property(steps, (taken) => {
      const meter = progressMeter(extent);
      let before = meter.progress();
      for (const step of taken) {
        meter.note(step);
        const now = meter.progress();
        t.ok(now.rowsRead >= before.rowsRead && now.rowsSettled >= before.rowsSettled);
        t.ok(now.rowsRead <= 10 && now.rowsSettled <= now.rowsRead);
        t.ok(workPhases.indexOf(now.phase) >= workPhases.indexOf(before.phase));
        before = now;
      }
    }),
    { numRuns: 200 },
  );
});

const at = (rowsRead: number, rowsSettled: number): Progress => ({
  phase: 'posting',
  rowsInAll: 1000,
  rowsRead,
  rowsSettled,
  netRead: noMoney,
});

t.test('what is left is told by the rate so far, when there is one', async (t) => {
  t.equal(secondsLeft(at(0, 0), 60), null, 'nothing is done yet');
  t.equal(secondsLeft(at(500, 0), 1), null, 'too early to tell');
  t.equal(secondsLeft({ ...at(0, 0), rowsInAll: 0 }, 60), null, 'a file without rows');
  t.equal(secondsLeft(at(1000, 500), 47.5), 53, 'never less than it is');
  t.equal(secondsLeft(at(1000, 1000), 70), 30, 'what is posted is written after the rows');
  t.equal(secondsLeft(at(10, 0), 2), null, 'not a hundredth of it is done');
});
