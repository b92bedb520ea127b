import t from 'tap';
import { fileChanges, sumOfEffects } from '../../../src/changes/change.ts';
import type { ImportRecord } from '../../../src/imports/import.ts';
import { pence } from '../../../src/money/money.ts';

const tally = (posted: number, held: number) => {
  return { read: posted + held, posted, already: 0, held, refused: 0 };
};
const record = (id: string, posted: number, held: number, state = 'posted') =>
  ({ id, state, rows: tally(posted, held), net: tally(posted * 10, held * 10) }) as ImportRecord;

t.test('only files with other counts are told of, by how much', async (t) => {
  const before = [record('a', 2, 1), record('b', 3, 0), record('c', 1, 0)];
  const after = [
    record('a', 3, 0),
    record('b', 3, 0),
    record('c', 1, 0, 'undone'),
    record('d', 1, 1),
  ];
  t.match(fileChanges(before, after), [
    { record: { id: 'a' }, rows: { read: 0, posted: 1, held: -1 }, net: { posted: 10, held: -10 } },
    { record: { id: 'c' }, rows: { read: -1, posted: -1, held: 0 } },
    { record: { id: 'd' }, rows: { read: 2, posted: 1, held: 1 } },
  ]);
});

t.test('a file that only waits to be confirmed counts nothing', async (t) => {
  t.strictSame(fileChanges([], [record('a', 1, 0, 'received')]), []);
});

t.test('effects of several journals are added up by school', async (t) => {
  const effect = (urn: string, cost: number, after = 0) => {
    const rest = { cashSaving: pence(-cost), avoidance: pence(1), netSaving: pence(-cost) };
    const netSavingAfter = pence(after);
    return { urn, name: `School ${urn}`, cost: pence(cost), ...rest, netSavingAfter };
  };
  t.strictSame(sumOfEffects([[effect('2', 5, 3)], [effect('1', 7), effect('2', -5, 8)]]), [
    effect('1', 7),
    { ...effect('2', 0, 8), cashSaving: 0, netSaving: 0, avoidance: 2 },
  ]);
});
