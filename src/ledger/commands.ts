import type { Month } from '../calendar/period.ts';
import type { Database } from '../database/connect.ts';
import { gathering } from '../database/gathering.ts';
import { newId } from '../database/new-id.ts';
import {
  answeredBy,
  askInTrust,
  lockTrust,
  type Tenant,
  withKeptPlans,
} from '../database/tenant.ts';
import { bookedMonth } from '../periods/closed-months.ts';
import { closedMonthsOf } from '../periods/store.ts';
import {
  canonicalEntry,
  type Journal,
  type JournalHead,
  type RecordDigest,
  recordDigest,
  ruleVersion,
  sealJournal,
} from './chain.ts';
import { type LedgerEntry, negation } from './entry.ts';
import {
  addJournal,
  entriesInForce,
  type Head,
  headAsked,
  headIn,
  headOf,
  type Lines,
  layEntriesAside,
  negationsCausedBy,
  rollUp,
} from './store.ts';

/**
 * Tells the newest journal of a trust to whoever asks, with one question for all who ask at about the same
 * time: it is never older than when it was asked for.
 */
export function newestJournal(database: Database): (trustId: string) => Promise<Head> {
  // The primary: to ask it how far a standby has to be would take as long.
  const primary = answeredBy(database, undefined);
  const ask = gathering(async (trustId) =>
    headIn(await askInTrust(withKeptPlans(primary), trustId, headAsked)),
  );
  return (trustId) => ask(trustId, undefined);
}

/** A journal that is being written, inside the transaction that will seal it or forget it. */
export interface OpenJournal {
  readonly number: number;
  readonly previousHash: string;
  readonly closedMonths: ReadonlySet<Month>;
  readonly lines: RecordDigest;
  readonly allocations: RecordDigest;
  readonly withdrawals: RecordDigest;
  readonly entries: RecordDigest;
}

/** Begins the next journal of a trust; until it is sealed, nobody else can begin one. */
export async function openJournal(tenant: Tenant): Promise<OpenJournal> {
  await lockTrust(tenant);
  const head = await headOf(tenant);
  return {
    number: head.number + 1,
    previousHash: head.hash,
    closedMonths: await closedMonthsOf(tenant),
    lines: recordDigest(),
    allocations: recordDigest(),
    withdrawals: recordDigest(),
    entries: recordDigest(),
  };
}

/** Adds entries to the open journal. Their ids grow: its digest is over them in that order. */
export async function post(
  tenant: Tenant,
  journal: OpenJournal,
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  note(journal, entries);
  const add = await layEntriesAside(tenant, journal.number, entries);
  await add();
}

/** Notes in the open journal which entries it will have, before they are added to the ledger. */
export function note(journal: OpenJournal, entries: readonly LedgerEntry[]): void {
  for (const entry of entries) journal.entries.add(canonicalEntry(entry));
}

/** Takes back the entries in force of some lines, one by one, each in its own service month. */
export async function negateInForce(
  tenant: Tenant,
  journal: OpenJournal,
  lines: Lines,
  causedByLineId?: string,
): Promise<void> {
  for await (const entries of entriesInForce(tenant, lines)) {
    await post(tenant, journal, negationsOf(journal, entries, causedByLineId));
  }
}

/** Brings back what some cancelling lines had negated. */
export async function reinstate(
  tenant: Tenant,
  journal: OpenJournal,
  cancellations: Lines,
): Promise<void> {
  for await (const entries of negationsCausedBy(tenant, cancellations)) {
    await post(tenant, journal, negationsOf(journal, entries));
  }
}

/** The entries that take others back, booked in their month or, if that is closed, a later one. */
export function negationsOf(
  journal: OpenJournal,
  entries: readonly LedgerEntry[],
  causedByLineId?: string,
): LedgerEntry[] {
  return entries.map((entry) =>
    negation(entry, {
      id: newId(),
      bookedMonth: bookedMonth(entry.serviceMonth, journal.closedMonths),
      ...(causedByLineId && { causedByLineId }),
    }),
  );
}

/** Ends a journal: adds it up into the rollups and seals it with the hash over the one before. */
export async function sealOpenJournal(
  tenant: Tenant,
  journal: OpenJournal,
  head: Omit<JournalHead, 'number' | 'ruleVersion'>,
): Promise<Journal> {
  await rollUp(tenant, journal.number);
  const sealed = sealJournal(
    // The moment in the form in which it is read back, or its hash could not be worked out again.
    {
      ...head,
      recordedAt: new Date(head.recordedAt).toISOString(),
      number: journal.number,
      ruleVersion,
    },
    {
      linesSha256: journal.lines.end(),
      allocationsSha256: journal.allocations.end(),
      withdrawalsSha256: journal.withdrawals.end(),
      entriesSha256: journal.entries.end(),
    },
    journal.previousHash,
  );
  await addJournal(tenant, sealed);
  return sealed;
}
