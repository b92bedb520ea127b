import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  type Canonical,
  canonicalEntry,
  genesisHash,
  type JournalDigests,
  type JournalHead,
  journalKinds,
  recordDigest,
  ruleVersion,
  sealJournal,
} from '../../../src/ledger/chain.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { entryOf } from '../lines/given.ts';

const head: JournalHead = {
  number: 1,
  kind: 'import',
  recordedAt: '2025-10-02T09:30:00.000Z',
  recordedBy: 'R. Preparer',
  reason: 'Import of brightwater-2025-09.csv',
  importId: '01980000-0000-7000-8000-00000000000a',
  fileSha256: 'ab'.repeat(32),
  ruleVersion: '2026-11',
};
const digests: JournalDigests = {
  linesSha256: '11'.repeat(32),
  allocationsSha256: '22'.repeat(32),
  withdrawalsSha256: '33'.repeat(32),
  entriesSha256: '44'.repeat(32),
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

t.test('the hash of a journal can be worked out again by anyone', async (t) => {
  // The text below is a promise: sealed journals carry its hash for good.
  const content = `["${'0'.repeat(64)}",1,"import","2025-10-02T09:30:00.000Z","R. Preparer","Import of brightwater-2025-09.csv","01980000-0000-7000-8000-00000000000a","${'ab'.repeat(32)}","2026-11","${'11'.repeat(32)}","${'22'.repeat(32)}","${'33'.repeat(32)}","${'44'.repeat(32)}"]`;
  const sealed = sealJournal(head, digests, genesisHash);
  t.equal(sealed.hash, sha256(content));
  t.equal(sealed.hash, 'af17a0e84b55da56e737f36426ba4fd4e20f47eb8f0860a836dc62f9c2bd3e18');
  t.strictSame(sealed, { ...head, ...digests, previousHash: '0'.repeat(64), hash: sealed.hash });
});

t.test('the hash changes with everything that a journal says', async (t) => {
  const sealed = sealJournal(head, digests, genesisHash).hash;
  const changes: Record<string, string> = {
    number: sealJournal({ ...head, number: 2 }, digests, genesisHash).hash,
    kind: sealJournal({ ...head, kind: 'retry' }, digests, genesisHash).hash,
    importId: sealJournal({ ...head, importId: null }, digests, genesisHash).hash,
    fileSha256: sealJournal({ ...head, fileSha256: null }, digests, genesisHash).hash,
    previousHash: sealJournal(head, digests, sealed).hash,
  };
  for (const key of ['recordedAt', 'recordedBy', 'reason', 'ruleVersion'] as const) {
    changes[key] = sealJournal({ ...head, [key]: `${head[key]}.` }, digests, genesisHash).hash;
  }
  for (const key of Object.keys(digests) as (keyof JournalDigests)[]) {
    changes[key] = sealJournal(head, { ...digests, [key]: '55'.repeat(32) }, genesisHash).hash;
  }
  const told = ['previousHash', ...Object.keys(head), ...Object.keys(digests)].sort();
  t.strictSame(Object.keys(changes).sort(), told, 'every field is tried');
  for (const [key, hash] of Object.entries(changes)) t.not(hash, sealed, key);
  t.equal(new Set(Object.values(changes)).size, told.length, 'and each changes it differently');
});

t.test('two fields that swap their content are another journal', async (t) => {
  const swapped = { ...head, recordedBy: head.reason, reason: head.recordedBy };
  t.not(
    sealJournal(swapped, digests, genesisHash).hash,
    sealJournal(head, digests, genesisHash).hash,
  );
  const exchanged = {
    ...digests,
    linesSha256: digests.entriesSha256,
    entriesSha256: digests.linesSha256,
  };
  t.not(
    sealJournal(head, exchanged, genesisHash).hash,
    sealJournal(head, digests, genesisHash).hash,
  );
});

t.test('each journal is sealed over the one before', async (t) => {
  const chain = (reason: string) => {
    const first = sealJournal({ ...head, reason }, digests, genesisHash);
    return sealJournal({ ...head, number: 2 }, digests, first.hash);
  };
  t.not(chain('one').hash, chain('another').hash, 'a change in the first is seen in the second');
});

function digestOf(records: readonly Canonical[]): string {
  const digest = recordDigest();
  for (const record of records) digest.add(record);
  return digest.end();
}

t.test('a digest is over records, one line each, in their order', async (t) => {
  t.equal(digestOf([]), sha256(''), 'of nothing');
  const digest = recordDigest();
  t.equal(digest.isEmpty(), true);
  digest.add([]);
  t.equal(digest.isEmpty(), false);
  t.equal(digestOf([['a', 1, null, true]]), sha256('["a",1,null,true]\n'));
  t.equal(digestOf([['a'], ['b']]), sha256('["a"]\n["b"]\n'));
  t.not(digestOf([['a'], ['b']]), digestOf([['b'], ['a']]), 'the order counts');
  t.not(digestOf([['a'], ['b']]), digestOf([['a', 'b']]), 'and where a record ends');
  t.not(digestOf([['1']]), digestOf([[1]]), 'and whether it is text');
  t.not(digestOf([['null']]), digestOf([[null]]));
});

t.test('different records never have the same text', async (t) => {
  const cell = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const records = fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 });
  const rule = fc.property(records, records, (a, b) => {
    return (digestOf(a) === digestOf(b)) === (JSON.stringify(a) === JSON.stringify(b));
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});

t.test('the canonical form of an entry is fixed', async (t) => {
  const entry = entryOf({
    depth: 1,
    indexedCost: 26_614 as LedgerEntry['cost'],
    reversesEntryId: '01980000-0000-7000-8000-000000000000',
    causedByLineId: 'line 9',
  });
  t.equal(
    JSON.stringify(canonicalEntry(entry)),
    '["01980000-0000-7000-8000-000000000001","line 1","id of 900001","id of PAY-2025","PAYSLIP","recurring","2025-09","2025-09",30,"baseline at 4.10","previous_contract","62.000000",20150,25420,26614,false,1,"01980000-0000-7000-8000-000000000000","line 9"]',
  );
  const publications = {
    indexPublishedOn: '2025-10-22' as LedgerEntry['indexPublishedOn'],
    indexBasePublishedOn: '2025-02-19' as LedgerEntry['indexBasePublishedOn'],
  };
  const indexed = canonicalEntry({ ...entry, ...publications });
  t.equal(indexed.length, Object.keys(entry).length, 'every field is in it');
  t.strictSame(indexed, [...canonicalEntry(entry), '2025-10-22', '2025-02-19']);
});

t.test('every field of an entry is in its canonical form', async (t) => {
  const entry = entryOf();
  const texts = new Set([JSON.stringify(canonicalEntry(entry))]);
  for (const key of Object.keys(entry) as (keyof LedgerEntry)[]) {
    const changed = { ...entry, [key]: 'changed' };
    texts.add(JSON.stringify(canonicalEntry(changed)));
  }
  t.equal(texts.size, Object.keys(entry).length + 1);
});

t.test('the words that sealed journals hold are never taken away', async (t) => {
  for (const kind of ['import', 'retry', 'undo', 'baseline_changed'] as const) {
    t.ok(journalKinds.includes(kind), kind);
  }
  t.match(ruleVersion, /^\d{4}-\d{2}$/);
  t.equal(genesisHash, '0'.repeat(64));
});
