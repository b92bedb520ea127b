import t from 'tap';
import { firstSteps, toDos, type Waiting } from '../../../src/home/to-do.ts';

const nothing: Waiting = {
  receivedFiles: 0,
  rowsToFix: 0,
  missingInvoices: 0,
  contractsToDecide: 0,
  baselinesToApprove: 0,
  figuresToConfirm: 0,
  disputedFigures: 0,
};

t.test('only what waits is told, one thing as one', async (t) => {
  t.strictSame(toDos(nothing), []);
  const texts = toDos({ ...nothing, rowsToFix: 1, missingInvoices: 12 }).map(({ text }) => text);
  t.strictSame(texts, ['1 row of a file to fix', '12 invoices missing']);
});

t.test('what somebody may not know is not told as nothing to do for others', async (t) => {
  t.strictSame(toDos({ ...nothing, receivedFiles: null, figuresToConfirm: 2 }).length, 1);
});

t.test('a decision about a contract comes first', async (t) => {
  const all = toDos({ ...nothing, receivedFiles: 1, contractsToDecide: 2, disputedFigures: 1 });
  t.strictSame(
    all.map(({ id }) => id),
    ['contractsToDecide', 'receivedFiles', 'disputedFigures'],
  );
});

t.test('the steps of a new trust are done one by one', async (t) => {
  const done = (progress: Partial<Parameters<typeof firstSteps>[0]>) =>
    firstSteps({ schools: 0, contracts: 0, approvedBaselines: 0, postedFiles: 0, ...progress })
      .filter(({ isDone }) => isDone)
      .map(({ id }) => id);
  t.strictSame(done({}), []);
  t.strictSame(done({ schools: 9, contracts: 1 }), ['schools', 'contracts']);
  t.strictSame(done({ schools: 9, contracts: 1, approvedBaselines: 1, postedFiles: 1 }).length, 4);
});
