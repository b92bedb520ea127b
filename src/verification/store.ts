import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { allocation, invoiceLine, ledgerEntry, lineWithdrawal } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { type Canonical, type RecordDigest, recordDigest } from '../ledger/chain.ts';
import type { Answer } from '../rereading/difference.ts';
import type { Digested, RecordKind } from './journal-check.ts';
import {
  canonicalOfAllocation,
  canonicalOfEntry,
  canonicalOfLine,
  orUnreadable,
  type StoredAllocation,
  type StoredEntry,
  type StoredLine,
} from './stored-record.ts';

const beforeAll = '00000000-0000-0000-0000-000000000000';
const batchSize = 5000;
/** How many lines one question is about. */
export const linesInWindow = 20_000;

/**
 * Lets the transaction see the ledger as it is at this moment, whatever is posted meanwhile, and
 * read tables in the order of their keys: without statistics, as after a first import, the planner
 * would sort all that is left of a table for each batch.
 */
export async function holdStill({ sql: run }: Tenant): Promise<void> {
  await run`set transaction isolation level repeatable read`;
  await run`set local jit = off`;
  await run`set local enable_sort = off`;
  await run`set local enable_bitmapscan = off`;
}

/**
 * Has questions answered for tens of thousands of lines together, which the planner would, without
 * statistics, look up one by one.
 */
export async function planForSets({ sql: run }: Tenant): Promise<void> {
  await run`set local enable_sort = on`;
  await run`set local enable_bitmapscan = on`;
  await run`set local enable_nestloop = off`;
  await run`set local work_mem = '64MB'`;
}

/** The ids of the documents that a standing credit note cancels. */
export async function cancelledDocuments({ sql: run, trustId }: Tenant): Promise<string[]> {
  const rows = await run`
    select distinct r.original_invoice_id as id from invoice_line r
    where r.trust_id = ${trustId} and r.line_class = 'reversal'
      and r.original_invoice_id is not null
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = r.id)`;
  return rows.map((row) => row.id);
}

/** Lines in the order of their ids: those after one, up to another. */
export interface LineWindow {
  readonly after: string;
  readonly upTo: string;
}

/** All lines of the trust in windows: a question about one fits into the database's memory. */
export async function lineWindows({ sql: run, trustId }: Tenant): Promise<LineWindow[]> {
  const ends = await run`
    select id from (
      select l.id, row_number() over (order by l.id) as place, count(*) over () as count
      from invoice_line l where l.trust_id = ${trustId}) l
    where place % ${linesInWindow} = 0 or place = count
    order by id`;
  return ends.map(({ id }, index) => ({ after: ends[index - 1]?.id ?? beforeAll, upTo: id }));
}

/** The differences that a question found up to its limit, and how many there are in all. */
export interface Answers {
  readonly answers: readonly Answer[];
  readonly total: number;
}

/** Asks a question of this slice: its text is fixed, and all that varies are its parameters. */
export async function ask(
  { sql: run, trustId }: Tenant,
  question: string,
  parameters: readonly (string | number | readonly string[])[],
): Promise<Answers> {
  const rows = await run.unsafe<(Answer & { total: number })[]>(question, [
    trustId,
    ...(parameters as never[]),
  ]);
  return { answers: rows, total: rows[0]?.total ?? 0 };
}

/** How many cells the sums of the trust have. */
export async function countCells({ sql: run, trustId }: Tenant): Promise<number> {
  const [row] = await run`
    select count(*)::int as count from savings_month where trust_id = ${trustId}`;
  return row?.count ?? 0;
}

/** Digests all stored records of a kind again, in the order in which their journals did. */
export async function digestRecords(
  tenant: Tenant,
  kind: RecordKind,
  onProgress: (done: number) => void,
): Promise<Digested> {
  // One digest for each journal grows at the same time, so that one reading serves them all.
  const open = new Map<number, RecordDigest>();
  let count = 0;
  for await (const records of recordsOf[kind](tenant)) {
    for (const { journalNumber, canonical } of records) {
      const digest = open.get(journalNumber) ?? recordDigest();
      open.set(journalNumber, digest);
      digest.add(canonical);
    }
    count += records.length;
    onProgress(count);
  }
  return { byJournal: new Map([...open].map(([number, digest]) => [number, digest.end()])), count };
}

interface Sealed {
  readonly journalNumber: number;
  readonly canonical: Canonical;
}

/** Reads a table in batches, each after the last row of the one before. */
async function* inBatches<Stored extends { journalNumber: number }>(
  read: (last: Stored | undefined) => Promise<readonly unknown[]>,
  canonical: (stored: Stored) => Canonical,
): AsyncGenerator<Sealed[]> {
  const seal = orUnreadable(canonical);
  for (let last: Stored | undefined; ; ) {
    // The builder knows plain texts and numbers; what the ledger writes there is narrower.
    const rows = (await read(last)) as readonly Stored[];
    if (rows.length === 0) return;
    yield rows.map((row) => ({ journalNumber: row.journalNumber, canonical: seal(row) }));
    last = rows.at(-1);
  }
}

type OfJournal<Stored> = Stored & { readonly journalNumber: number };

const recordsOf: Record<RecordKind, (tenant: Tenant) => AsyncGenerator<Sealed[]>> = {
  lines: ({ query, trustId }) =>
    inBatches<OfJournal<StoredLine>>((last) => {
      const { id } = invoiceLine;
      const after = and(eq(invoiceLine.trustId, trustId), gt(id, last?.id ?? beforeAll));
      return query.select().from(invoiceLine).where(after).orderBy(asc(id)).limit(batchSize);
    }, canonicalOfLine),
  allocations: ({ query, trustId }) =>
    inBatches<OfJournal<StoredAllocation>>((last) => {
      const { lineId: line, schoolId: school } = allocation;
      const [lastLine, lastSchool] = [last?.lineId ?? beforeAll, last?.schoolId ?? beforeAll];
      const isAfter = sql`(${line}, ${school}) > (${lastLine}::uuid, ${lastSchool}::uuid)`;
      const after = and(eq(allocation.trustId, trustId), isAfter);
      const rows = query.select().from(allocation).where(after);
      return rows.orderBy(asc(line), asc(school)).limit(batchSize);
    }, canonicalOfAllocation),
  withdrawals: ({ query, trustId }) =>
    inBatches<OfJournal<{ lineId: string }>>(
      (last) => {
        const { lineId: id } = lineWithdrawal;
        const after = and(eq(lineWithdrawal.trustId, trustId), gt(id, last?.lineId ?? beforeAll));
        return query.select().from(lineWithdrawal).where(after).orderBy(asc(id)).limit(batchSize);
      },
      ({ lineId }) => [lineId],
    ),
  entries: ({ query, trustId }) =>
    inBatches<OfJournal<StoredEntry>>((last) => {
      const { id } = ledgerEntry;
      const after = and(eq(ledgerEntry.trustId, trustId), gt(id, last?.id ?? beforeAll));
      return query.select().from(ledgerEntry).where(after).orderBy(asc(id)).limit(batchSize);
    }, canonicalOfEntry),
};
