import t from 'tap';
import { offerFor } from '../../../src/queue/offer.ts';

const plain = { columns: { item: 'Item' } } as never;
const withContract = { columns: { item: 'Item', contract: 'Contract' } } as never;
const line = { item: 'REAM', creditWord: 'goodwill' };

t.test('a row is offered what can settle it, and a word only where it prints one', async (t) => {
  const row = (code: string, found: string | null = null) => ({ code, found });
  t.strictSame(offerFor(row('school.unknown', 'Elm'), plain, line), {
    ways: ['name-school', 'teach-word', 'dismiss'],
    word: { kind: 'school', word: 'Elm' },
  });
  t.strictSame(offerFor(row('school.unknown'), plain, line).ways, ['name-school', 'dismiss']);
  t.match(offerFor(row('word.unknown', 'Bill'), plain, undefined), {
    word: { kind: 'document_kind', word: 'Bill' },
  });
  t.match(offerFor(row('contract.unknown'), plain, line), {
    ways: ['teach-word', 'add-to-register', 'dismiss'],
    word: { kind: 'contract', word: 'REAM' },
  });
  t.strictSame(offerFor(row('contract.unknown', 'P9'), withContract, line), {
    ways: ['add-to-register', 'dismiss'],
    word: undefined,
  });
  t.match(offerFor(row('credit.kind-unknown'), plain, line), {
    word: { kind: 'credit_kind', word: 'goodwill' },
  });
  t.strictSame(offerFor(row('date.unreadable', 'x'), plain, undefined).ways, [
    'mend-file',
    'dismiss',
  ]);
});

t.test('what was settled can be settled otherwise', async (t) => {
  t.strictSame(offerFor({ code: 'row.dismissed', found: null }, plain, line).ways, ['restore']);
  for (const code of ['document.declined', 'document.replaced']) {
    t.strictSame(offerFor({ code, found: 'A' }, plain, line).ways, ['take-new']);
  }
});
