import t from 'tap';
import { cellQuestions, postingQuestions } from '../../../src/verification/sum-question.ts';
import { parametersOf, unboundTables } from './trust-bound.ts';

t.test('every table is asked for the rows of one trust', async (t) => {
  for (const question of [...cellQuestions, ...postingQuestions]) {
    t.strictSame(unboundTables(question), []);
  }
});

t.test('each question has the parameters that its kind is given', async (t) => {
  for (const question of cellQuestions) t.strictSame(parametersOf(question), ['$1', '$2']);
  for (const question of postingQuestions) {
    t.strictSame(parametersOf(question), ['$1', '$2', '$3']);
  }
});

t.test('current sums, sums by journal and the two against each other are compared', async (t) => {
  t.strictSame(
    cellQuestions.map((question) => [
      / from (\w+) e where/.exec(question)?.[1],
      / from (\w+) c where/.exec(question)?.[1],
    ]),
    [
      ['ledger_entry', 'savings_month'],
      ['ledger_entry', 'savings_journal'],
      ['savings_journal', 'savings_month'],
    ],
  );
});
