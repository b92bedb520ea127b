import {
  genesisHash,
  type Journal,
  type JournalDigests,
  recordDigest,
  sealJournal,
} from '../ledger/chain.ts';
import type { Difference } from '../rereading/difference.ts';

/** The records of a journal, by the digest that its seal carries of each kind. */
export const recordKinds = ['lines', 'allocations', 'withdrawals', 'entries'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** What the records of one kind digest to, by the number of their journal, and how many they are. */
export interface Digested {
  readonly byJournal: ReadonlyMap<number, string>;
  readonly count: number;
}

/** What the stored records of each kind digest to. */
export type RecordDigests = ReadonlyMap<RecordKind, Digested>;

const digestOfNothing = recordDigest().end();

const sealed: Record<RecordKind, keyof JournalDigests> = {
  lines: 'linesSha256',
  allocations: 'allocationsSha256',
  withdrawals: 'withdrawalsSha256',
  entries: 'entriesSha256',
};

/**
 * Where the chain of journals is broken: a number is missing, a hash does not fit the one before
 * or the journal's content, or the records are not those that were sealed (P11).
 */
export function journalDifferences(
  journals: readonly Journal[],
  digests: RecordDigests,
): Difference[] {
  const numbers = new Set(journals.map(({ number }) => number));
  return [
    ...journals.flatMap((journal, index) => [
      ...linkDifferences(journal, journals[index - 1]),
      ...recordDifferences(journal, digests),
    ]),
    ...recordKinds.flatMap((kind) =>
      [...(digests.get(kind)?.byJournal.keys() ?? [])]
        .filter((number) => !numbers.has(number))
        .map((number) => difference(number, kind, 'the records of a journal', 'without a journal')),
    ),
  ];
}

function linkDifferences(journal: Journal, before: Journal | undefined): Difference[] {
  const { number, previousHash, hash } = journal;
  const next = (before?.number ?? 0) + 1;
  const hashBefore = before?.hash ?? genesisHash;
  const again = sealJournal(journal, journal, previousHash).hash;
  return [
    ...(number === next ? [] : [difference(next, 'number', String(next), 'nothing')]),
    ...(previousHash === hashBefore
      ? []
      : [difference(number, 'hash of the journal before', hashBefore, previousHash)]),
    ...(hash === again ? [] : [difference(number, 'hash of its content', again, hash)]),
  ];
}

function recordDifferences(journal: Journal, digests: RecordDigests): Difference[] {
  return recordKinds.flatMap((kind) => {
    const expected = journal[sealed[kind]];
    const found = digests.get(kind)?.byJournal.get(journal.number) ?? digestOfNothing;
    return found === expected
      ? []
      : [difference(journal.number, `digest of its ${kind}`, expected, found)];
  });
}

function difference(journal: number, what: string, expected: string, found: string): Difference {
  return { check: 'journals', place: `journal ${journal}, ${what}`, expected, found };
}
