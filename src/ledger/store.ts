import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { PendingQuery, Row } from 'postgres';
import type { BaselineKind } from '../baselines/baseline.ts';
import type { Month } from '../calendar/period.ts';
import { layAside } from '../database/copy.ts';
import { cursorFor, rowsOf } from '../database/cursor.ts';
import { journal } from '../database/tables.ts';
import type { Asking, Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import type { EntryClass } from '../savings/recognition.ts';
import { cellSums, sumColumns } from './cell-sums.ts';
import { genesisHash, type Journal, type JournalKind } from './chain.ts';
import type { LedgerEntry } from './entry.ts';

/** By which rules a journal was posted, and when it was sealed. */
export type Sealing = Pick<Journal, 'ruleVersion' | 'recordedAt'>;

/** The newest journal: its number and hash, and how it was sealed. */
export interface Head {
  readonly number: number;
  readonly hash: string;
  readonly sealing: Sealing | undefined;
}

/** The newest journal; number 0 and the genesis hash before there is one. */
export async function headOf(place: Asking): Promise<Head> {
  return headIn(await headAsked(place));
}

/** The question for it, and what its answer says. */
export const headAsked = ({ sql, trustId }: Asking) => sql`
  select number, hash, rule_version, recorded_at from journal
  where trust_id = ${trustId} order by number desc limit 1`;

export function headIn([newest]: readonly Record<string, unknown>[]): Head {
  if (!newest) return { number: 0, hash: genesisHash, sealing: undefined };
  return { number: Number(newest.number), hash: String(newest.hash), sealing: sealingFrom(newest) };
}

/** How a journal was sealed; nothing where it is not there. */
export async function sealingOf(
  { sql, trustId }: Tenant,
  number: number,
): Promise<Sealing | undefined> {
  const [row] = await sql`
    select rule_version, recorded_at from journal
    where trust_id = ${trustId} and number = ${number}`;
  return row && sealingFrom(row);
}

function sealingFrom(row: Record<string, unknown>): Sealing {
  return {
    ruleVersion: String(row.rule_version),
    recordedAt: new Date(String(row.recorded_at)).toISOString(),
  };
}

export async function addJournal({ query, trustId }: Tenant, sealed: Journal): Promise<void> {
  await query.insert(journal).values({ trustId, ...sealed });
}

/** The journals after one, so many of them; all of them, if nothing is said. */
export async function journalsOf(
  { query, trustId }: Tenant,
  { after = 0, limit }: { after?: number; limit?: number } = {},
): Promise<Journal[]> {
  const found = query
    .select()
    .from(journal)
    .where(and(eq(journal.trustId, trustId), gt(journal.number, after)))
    .orderBy(asc(journal.number))
    .$dynamic();
  const rows = await (limit === undefined ? found : found.limit(limit));
  return rows.map(({ trustId: _, ...row }) => ({
    ...row,
    kind: row.kind as JournalKind,
    recordedAt: new Date(row.recordedAt).toISOString(),
  }));
}

const entryColumns =
  'trust_id,journal_number,id,line_id,school_id,contract_id,item,entry_class,service_month,booked_month,days_in_month,baseline_id,baseline_kind,quantity,cost,baseline_cost,indexed_cost,index_published_on,index_base_published_on,is_sustained,depth,reverses_entry_id,caused_by_line_id'.split(
    ',',
  );

/**
 * Lays entries of a journal aside, and answers with what adds them to the ledger. There is no other way to change a
 * figure, and none to change these.
 */
export function layEntriesAside(
  tenant: Tenant,
  journalNumber: number,
  entries: readonly LedgerEntry[],
): Promise<() => Promise<void>> {
  return layAside(tenant, 'ledger_entry', entryColumns, entryRows(tenant, journalNumber, entries));
}

function* entryRows({ trustId }: Tenant, journalNumber: number, entries: readonly LedgerEntry[]) {
  for (const entry of entries) {
    yield [
      trustId,
      journalNumber,
      entry.id,
      entry.lineId,
      entry.schoolId,
      entry.contractId,
      entry.item,
      entry.entryClass,
      `${entry.serviceMonth}-01`,
      `${entry.bookedMonth}-01`,
      entry.daysInMonth,
      entry.baselineId,
      entry.baselineKind,
      entry.quantity,
      entry.cost,
      entry.baselineCost,
      entry.indexedCost,
      entry.indexPublishedOn,
      entry.indexBasePublishedOn,
      entry.isSustained,
      entry.depth,
      entry.reversesEntryId,
      entry.causedByLineId,
    ];
  }
}

const cellColumns = sql.raw(
  'trust_id, school_id, contract_id, item, service_month, booked_month, is_sustained',
);

/** Adds up what a journal did, cell by cell, in the transaction that did it. */
export async function rollUp({ query, trustId }: Tenant, journalNumber: number): Promise<void> {
  const names = sql.raw(sumColumns.join(', '));
  await query.execute(sql`
    insert into savings_journal (${cellColumns}, journal_number, ${names})
    select ${cellColumns}, journal_number, ${sql.raw(cellSums)}
    from ledger_entry where trust_id = ${trustId} and journal_number = ${journalNumber}
    group by ${cellColumns}, journal_number`);
  const added = sql.raw(
    sumColumns.map((name) => `${name} = savings_month.${name} + excluded.${name}`).join(', '),
  );
  // Sorted by key, so that two writers could never wait for each other in a circle.
  await query.execute(sql`
    insert into savings_month (${cellColumns}, ${names})
    select ${cellColumns}, ${names} from savings_journal
    where trust_id = ${trustId} and journal_number = ${journalNumber}
    order by ${cellColumns}
    on conflict (${cellColumns}) do update set ${added}`);
}

/** A question for the ids of some lines, to be asked inside another. */
export type Lines = PendingQuery<Row[]>;

/** The entries of some lines that stand and are not taken back, so many at a time. */
export function entriesInForce(tenant: Tenant, lines: Lines): AsyncGenerator<LedgerEntry[]> {
  const entries = lookedUp(tenant, lines, tenant.sql`c.line_id = l.id and c.depth % 2 = 0`);
  return entriesStanding(tenant, 'in_force', entries);
}

/** The same of a school's part of a few thousand lines, each of which is looked up by its id. */
export function entriesOfSchool(
  tenant: Tenant,
  schoolId: string,
  lineIds: readonly string[],
): AsyncGenerator<LedgerEntry[]> {
  const { sql: run, trustId } = tenant;
  const entries = run`
    select * from ledger_entry c
    where c.trust_id = ${trustId} and c.line_id = any(${[...lineIds]}::uuid[])
      and c.school_id = ${schoolId} and c.depth % 2 = 0`;
  return entriesStanding(tenant, 'in_force', entries);
}

/** The negations that some cancelling lines caused and that still stand. */
export function negationsCausedBy(tenant: Tenant, lines: Lines): AsyncGenerator<LedgerEntry[]> {
  const isCaused = tenant.sql`c.caused_by_line_id = l.id and c.depth % 2 = 1`;
  return entriesStanding(tenant, 'negations', lookedUp(tenant, lines, isCaused));
}

/** The entries of each of some lines, looked up (`offset 0`): held against each other, all entries were read for each line. */
function lookedUp({ sql: run, trustId }: Tenant, lines: Lines, condition: Lines) {
  return run`
    select e.* from (select distinct id from (${lines}) as of_lines) l
    cross join lateral (select * from ledger_entry c
                        where c.trust_id = ${trustId} and ${condition} offset 0) e`;
}

/** Entries that no other takes back, in the order of posting, and none that is posted meanwhile: their ids grow with it. */
async function* entriesStanding(
  tenant: Tenant,
  cursor: 'in_force' | 'negations',
  entries: Lines,
): AsyncGenerator<LedgerEntry[]> {
  const { sql: run, trustId } = tenant;
  const question = run`
    select e.* from (${entries}) e
    where not exists (select 1 from ledger_entry r
                      where r.trust_id = ${trustId} and r.reverses_entry_id = e.id)
    order by e.id`;
  await cursorFor(tenant, cursor, question);
  for await (const rows of rowsOf(tenant, cursor, 5000)) yield rows.map(entryOf);
}

const moneyOrNull = (value: unknown): Money | null =>
  value === null ? null : pence(Number(value));

function entryOf(row: Row): LedgerEntry {
  return {
    id: row.id,
    lineId: row.line_id,
    schoolId: row.school_id,
    contractId: row.contract_id,
    item: row.item,
    entryClass: row.entry_class as EntryClass,
    serviceMonth: row.service_month.slice(0, 7) as Month,
    bookedMonth: row.booked_month.slice(0, 7) as Month,
    daysInMonth: row.days_in_month,
    baselineId: row.baseline_id,
    baselineKind: row.baseline_kind as BaselineKind | null,
    quantity: row.quantity,
    cost: pence(Number(row.cost)),
    baselineCost: moneyOrNull(row.baseline_cost),
    indexedCost: moneyOrNull(row.indexed_cost),
    indexPublishedOn: row.index_published_on,
    indexBasePublishedOn: row.index_base_published_on,
    isSustained: row.is_sustained,
    depth: row.depth,
    reversesEntryId: row.reverses_entry_id,
    causedByLineId: row.caused_by_line_id,
  };
}
