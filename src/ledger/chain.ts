import { createHash } from 'node:crypto';
import type { LedgerEntry } from './entry.ts';

/** The version of the posting rules that the figures of a journal follow. */
export const ruleVersion = '2026-11';

export const journalKinds = [
  'import',
  'retry',
  'undo',
  'repost',
  'settlement',
  'baseline_changed',
] as const;
export type JournalKind = (typeof journalKinds)[number];

/** Everything that is said about a journal, before its hash. */
export interface JournalHead {
  readonly number: number;
  readonly kind: JournalKind;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string;
  readonly importId: string | null;
  readonly fileSha256: string | null;
  readonly ruleVersion: string;
}

/** A journal: all that changed figures at one stroke, sealed by a hash over the one before. */
export interface Journal extends JournalHead, JournalDigests {
  readonly previousHash: string;
  readonly hash: string;
}

/** The digests of what a journal added, each over its records in the order of their ids. */
export interface JournalDigests {
  readonly linesSha256: string;
  readonly allocationsSha256: string;
  readonly withdrawalsSha256: string;
  readonly entriesSha256: string;
}

/** A record of a journal as it is hashed: its values, in an order that never changes. */
export type Canonical = readonly (string | number | boolean | null)[];

/** Before the first journal there is nothing to hash over. */
export const genesisHash = '0'.repeat(64);

/** What the hash of a journal is over, as text: anyone can work the hash out again from it. */
export function journalContent(
  head: JournalHead,
  digests: JournalDigests,
  previousHash: string,
): string {
  // Keep the order: it is part of what the hash proves.
  const content: Canonical = [
    previousHash,
    head.number,
    head.kind,
    head.recordedAt,
    head.recordedBy,
    head.reason,
    head.importId,
    head.fileSha256,
    head.ruleVersion,
    digests.linesSha256,
    digests.allocationsSha256,
    digests.withdrawalsSha256,
    digests.entriesSha256,
  ];
  return JSON.stringify(content);
}

export function sealJournal(
  head: JournalHead,
  digests: JournalDigests,
  previousHash: string,
): Journal {
  const content = journalContent(head, digests, previousHash);
  const hash = createHash('sha256').update(content).digest('hex');
  return { ...head, ...digests, previousHash, hash };
}

/** A digest that grows record by record, so that a journal of a million entries needs no memory. */
export interface RecordDigest {
  add(record: Canonical): void;
  isEmpty(): boolean;
  end(): string;
}

/** So many characters are hashed at once: to ask for each record by itself takes longer than to hash it. */
const hashedAtOnce = 65_536;

export function recordDigest(): RecordDigest {
  const hash = createHash('sha256');
  let isEmpty = true;
  let waiting = '';
  return {
    add: (record) => {
      isEmpty = false;
      waiting += `${JSON.stringify(record)}\n`;
      if (waiting.length < hashedAtOnce) return;
      hash.update(waiting);
      waiting = '';
    },
    isEmpty: () => isEmpty,
    end: () => hash.update(waiting).digest('hex'),
  };
}

export function canonicalEntry(entry: LedgerEntry): Canonical {
  const publications = [entry.indexPublishedOn, entry.indexBasePublishedOn];
  return [
    entry.id,
    entry.lineId,
    entry.schoolId,
    entry.contractId,
    entry.item,
    entry.entryClass,
    entry.serviceMonth,
    entry.bookedMonth,
    entry.daysInMonth,
    entry.baselineId,
    entry.baselineKind,
    entry.quantity,
    entry.cost,
    entry.baselineCost,
    entry.indexedCost,
    entry.isSustained,
    entry.depth,
    entry.reversesEntryId,
    entry.causedByLineId,
    // At the end and only where there are any: what was sealed before there were, stays as it was.
    ...(publications.some((day) => day !== null) ? publications : []),
  ];
}
