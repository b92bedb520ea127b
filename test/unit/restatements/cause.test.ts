import t from 'tap';
import { journalKinds } from '../../../src/ledger/chain.ts';
import { causeOf, causes, causeWords } from '../../../src/restatements/cause.ts';

t.test('every kind of journal has its cause, and every cause its words', async (t) => {
  t.strictSame(Object.fromEntries(journalKinds.map((kind) => [kind, causeOf(kind)])), {
    import: 'invoices',
    retry: 'invoices',
    undo: 'undone_imports',
    repost: 'register',
    settlement: 'decisions',
    baseline_changed: 'baselines',
  });
  t.strictSame(Object.keys(causeWords), causes);
  t.equal(new Set(Object.values(causeWords)).size, causes.length, 'told apart');
});
