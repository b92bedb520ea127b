import t from 'tap';
import type { Journal, JournalKind } from '../../../src/ledger/chain.ts';
import { pence } from '../../../src/money/money.ts';
import { bringingRows, stepsOf } from '../../../src/restatements/steps.ts';
import { cellOf } from '../lines/given.ts';

const journal = (number: number, kind: JournalKind) => ({ number, kind }) as Journal;
const costing = (pounds: number) => cellOf({ entries: 1, cost: pence(100 * pounds) });

t.test('what a file brought is split into its invoices and, after them, its credits', async (t) => {
  const journals = [journal(1, 'import'), journal(2, 'undo'), journal(3, 'retry')];
  t.strictSame(bringingRows(journals), [1, 3]);
  const all = new Map([
    [1, [costing(10)]],
    [2, [costing(-12)]],
  ]);
  const steps = stepsOf(journals, all, new Map([[1, [costing(-2)]]]));
  t.match(steps, [
    { journal: 1, cause: 'invoices', cells: [{ cost: 1200, entries: 0 }] },
    { journal: 1, cause: 'credits', cells: [{ cost: -200 }] },
    { journal: 2, cause: 'undone_imports', cells: [{ cost: -1200 }] },
  ]);
  t.equal(steps.length, 3, 'what did nothing in the window is no step');
});
