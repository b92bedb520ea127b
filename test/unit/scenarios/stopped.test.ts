import t from 'tap';
import {
  type StoppedRows,
  stoppedChanges,
  stoppedSentence,
} from '../../../src/scenarios/stopped.ts';
import { pounds } from '../lines/given.ts';

const row = (code: string, message: string, rows: number, net: string): StoppedRows => {
  return { code, message, rows, net: pounds(net) };
};

t.test('what stops beside, and what counts beside, by reason', async (t) => {
  const before = [row('a', 'x', 2, '20.00'), row('b', 'y', 1, '5.00'), row('c', 'z', 1, '1.00')];
  const after = [row('a', 'x', 3, '35.00'), row('a', 'w', 1, '1.00'), row('c', 'z', 1, '1.00')];
  t.strictSame(stoppedChanges(before, after), [
    row('a', 'x', 2, '16.00'),
    row('b', 'y', -1, '-5.00'),
  ]);
  t.strictSame(stoppedChanges(after, after), []);
});

t.test('it is said in words', async (t) => {
  t.equal(
    stoppedSentence(row('a', 'No pupils.', 2, '16.00')),
    'Not in these figures: 2 rows of £16.00 net that would be held. No pupils.',
  );
  t.equal(
    stoppedSentence(row('a', 'No pupils.', -1, '-16.00')),
    'In these figures: 1 row of £16.00 net that is held now. No pupils.',
  );
});
