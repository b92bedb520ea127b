import t from 'tap';
import { todayQuestion } from '../../../src/verification/today-question.ts';
import { parametersOf, unboundTables } from './trust-bound.ts';

t.test('every table is asked for the rows of one trust', async (t) => {
  t.strictSame(unboundTables(todayQuestion), []);
});

t.test('it is asked about a window of lines', async (t) => {
  t.strictSame(parametersOf(todayQuestion), ['$1', '$2', '$3', '$4', '$5']);
});
