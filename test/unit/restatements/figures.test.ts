import t from 'tap';
import { noMoney, pence } from '../../../src/money/money.ts';
import {
  addMoves,
  figureKeys,
  figuresOf,
  isStill,
  movesBetween,
  noMoves,
} from '../../../src/restatements/figures.ts';
import { cellOf, pounds } from '../lines/given.ts';

const measured = cellOf({
  entries: 1,
  measuredEntries: 1,
  cost: pounds('90.00'),
  measuredCost: pounds('90.00'),
  cashCost: pounds('90.00'),
  baselineCost: pounds('100.00'),
  cashBaselineCost: pounds('100.00'),
  oneOff: pounds('4.00'),
  rebate: pounds('1.00'),
});

t.test('figures are those of a report, and unknown is not zero', async (t) => {
  t.match(figuresOf([measured]), {
    cost: pounds('90.00'),
    cash_saving: pounds('10.00'),
    net_saving: pounds('7.00'),
    avoidance: noMoney,
  });
  t.match(figuresOf([cellOf({ cost: pounds('5.00') })]), { cash_saving: null, cost: pence(500) });
});

t.test('moves are after less before, and what became known moved from nothing', async (t) => {
  const [none, some] = [figuresOf([]), figuresOf([measured])];
  t.match(movesBetween(none, some), { cash_saving: 1000, cost: 9000 });
  t.match(movesBetween(some, none), { cash_saving: -1000, cost: -9000 });
  t.strictSame(movesBetween(none, none), noMoves);
  t.ok(isStill(noMoves));
  t.notOk(isStill({ ...noMoves, excluded: pence(1) }));
});

t.test('moves add up figure by figure', async (t) => {
  const move = movesBetween(figuresOf([]), figuresOf([measured]));
  const twice = addMoves([move, move]);
  for (const key of figureKeys) t.equal(twice[key], 2 * move[key], key);
  t.strictSame(addMoves([]), noMoves);
});
