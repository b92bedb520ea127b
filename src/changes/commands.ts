import type { SchoolEffect } from '../confirmations/result.ts';
import { stoppedIn } from '../confirmations/stopped.ts';
import { effectOfJournal, urnsWithin } from '../confirmations/store.ts';
import { lockTrust, type Tenant } from '../database/tenant.ts';
import { importWithin, stoppedPages } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, stoppedRows } from '../imports/store.ts';
import { headOf } from '../ledger/store.ts';
import type { Limit } from '../limits/limit.ts';
import { cellsOf } from '../reports/store.ts';
import { type Change, fileChanges, sumOfEffects, type WaitingRow } from './change.ts';
import { type MonthEffect, monthEffects } from './month-effect.ts';

/** Rows of imports: those that an act of a person is about. */
export type RowsOfImports = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Lets a person's act be done, and tells what it changed in the whole trust. The work answers with
 * the rows that it was about. Nobody else changes the trust's figures meanwhile.
 */
export async function whatChanges(
  tenant: Tenant,
  work: () => Promise<RowsOfImports>,
): Promise<Change> {
  await lockTrust(tenant);
  const before = await importsOf(tenant);
  const { number: first } = await headOf(tenant);
  const about = await work();
  const { number: last } = await headOf(tenant);
  const effects: SchoolEffect[][] = [];
  for (let number = first + 1; number <= last; number++) {
    effects.push(await effectOfJournal(tenant, number));
  }
  return {
    journal: last > first ? last : null,
    files: fileChanges(before, await importsOf(tenant)),
    effect: sumOfEffects(effects),
    waiting: await waitingAmong(tenant, about),
    leftBehind: [],
  };
}

/** The schools, items and months whose figures a change moved; none where no figure moved. */
export async function monthsChanged(tenant: Tenant, { journal }: Change): Promise<MonthEffect[]> {
  if (journal === null) return [];
  const before = await cellsOf(tenant, { touchedBy: journal, asKnownAt: journal - 1 });
  const after = await cellsOf(tenant, { touchedBy: journal, asKnownAt: journal });
  return monthEffects(before, after);
}

/** What came of a posted file: its counts, what it changed for each school, and what is not posted. */
export async function whatCameOf(tenant: Tenant, whole: ImportRecord, limit: Limit | undefined) {
  const record = await importWithin(tenant, whole, limit);
  const within = await urnsWithin(tenant, limit);
  const { journalNumber } = record;
  const all = journalNumber === null ? [] : await effectOfJournal(tenant, journalNumber);
  const { problems } = await stoppedIn(stoppedPages(tenant, record.id, limit));
  return { record, problems, effect: all.filter(({ urn }) => !within || within.has(urn)) };
}

async function waitingAmong(tenant: Tenant, about: RowsOfImports): Promise<WaitingRow[]> {
  const waiting: WaitingRow[] = [];
  for (const [importId, rows] of about) {
    const [record] = await importsOf(tenant, { id: importId });
    if (!record) continue;
    for (const stopped of await stoppedRows(tenant, importId)) {
      if (rows.has(stopped.row)) waiting.push({ ...stopped, importId, file: record.file });
    }
  }
  return waiting;
}
