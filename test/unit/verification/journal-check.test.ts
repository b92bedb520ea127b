import t from 'tap';
import {
  genesisHash,
  type Journal,
  recordDigest,
  ruleVersion,
  sealJournal,
} from '../../../src/ledger/chain.ts';
import {
  type Digested,
  journalDifferences,
  type RecordKind,
} from '../../../src/verification/journal-check.ts';

const nothing = recordDigest().end();
const something = (() => {
  const digest = recordDigest();
  digest.add(['a record']);
  return digest.end();
})();

const digests = {
  linesSha256: something,
  allocationsSha256: nothing,
  withdrawalsSha256: nothing,
  entriesSha256: something,
};

function chain(length: number): Journal[] {
  const journals: Journal[] = [];
  for (let number = 1; number <= length; number++) {
    const head = {
      number,
      kind: 'import' as const,
      recordedAt: '2026-01-05T10:00:00.000Z',
      recordedBy: 'C. Manager',
      reason: `Import ${number}`,
      importId: null,
      fileSha256: null,
      ruleVersion,
    };
    journals.push(sealJournal(head, digests, journals.at(-1)?.hash ?? genesisHash));
  }
  return journals;
}

const stored = (numbers: readonly number[]): Map<RecordKind, Digested> => {
  const byJournal = new Map(numbers.map((number) => [number, something]));
  return new Map([
    ['lines', { byJournal, count: numbers.length }],
    ['entries', { byJournal, count: numbers.length }],
  ]);
};
const places = (journals: readonly Journal[], records: ReturnType<typeof stored>) =>
  journalDifferences(journals, records).map(({ place }) => place);

t.test('an untouched chain has no differences, nor has an empty one', async (t) => {
  t.strictSame(places(chain(3), stored([1, 2, 3])), []);
  t.strictSame(places([], new Map()), []);
});

t.test('a changed journal does not hash to its own hash', async (t) => {
  const [first, second, third] = chain(3);
  if (!first || !second || !third) throw new Error('three journals were made');
  const changed = [first, { ...second, reason: 'Another' }, third];
  t.strictSame(places(changed, stored([1, 2, 3])), ['journal 2, hash of its content']);
});

t.test('a journal that was sealed again leaves the next one hanging', async (t) => {
  const [first, second, third] = chain(3);
  if (!first || !second || !third) throw new Error('three journals were made');
  const again = sealJournal({ ...second, reason: 'Another' }, digests, first.hash);
  t.strictSame(places([first, again, third], stored([1, 2, 3])), [
    'journal 3, hash of the journal before',
  ]);
});

t.test('a journal that is gone leaves a gap and records without a journal', async (t) => {
  const [first, , third] = chain(3);
  if (!first || !third) throw new Error('three journals were made');
  t.strictSame(places([first, third], stored([1, 2, 3])), [
    'journal 2, number',
    'journal 3, hash of the journal before',
    'journal 2, lines',
    'journal 2, entries',
  ]);
});

t.test('the newest journal leaves at least its records', async (t) => {
  t.strictSame(places(chain(3).slice(0, 2), stored([1, 2, 3])), [
    'journal 3, lines',
    'journal 3, entries',
  ]);
});

t.test(
  'records that are gone or other than those that were sealed are named by kind',
  async (t) => {
    const digests = stored([1, 2]);
    digests.set('entries', { byJournal: new Map([[1, something]]), count: 1 });
    digests.set('withdrawals', { byJournal: new Map([[1, something]]), count: 1 });
    t.strictSame(places(chain(2), digests), [
      'journal 1, digest of its withdrawals',
      'journal 2, digest of its entries',
    ]);
  },
);
