import t from 'tap';
import { changeView } from '../../../src/changes/change-view.ts';
import { pence } from '../../../src/money/money.ts';

t.test('an act that changes nothing says so, and one that does names rows and files', async (t) => {
  const nothing = { journal: null, files: [], effect: [], waiting: [], leftBehind: [] };
  t.strictSame(changeView(nothing), {
    ...{ effect: null, files: null, waiting: [], waitingCount: 0, leftBehind: [] },
  });
  const record = { file: 'june.csv' };
  const tally = { read: 0, posted: 2, already: 0, held: -2, refused: 0 };
  const change = {
    ...nothing,
    files: [{ record, rows: tally, net: { ...tally, posted: pence(1000) } }],
    waiting: [{ file: 'july.csv', row: 3, message: 'No school.' }],
    leftBehind: [{ record, rows: 1, net: pence(500) }],
  } as unknown as Parameters<typeof changeView>[0];
  const view = changeView(change);
  t.strictSame(
    view.files?.rows[0]?.cells.map(({ text }) => text),
    ['june.csv', '+2', '−2', '0', '10.00'],
  );
  t.strictSame(view.waiting, ['Row 3 of july.csv: No school.']);
  t.match(view.leftBehind, [/^june.csv: one row, £5.00 net/]);
});
