import { and, asc, eq, gt, inArray, lt, type SQL } from 'drizzle-orm';
import { layAside } from '../database/copy.ts';
import { importRow, importTable, sourceFile } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import type { ImportRecord, ImportState, StoppedRow, Tally } from './import.ts';

/** Writes down that a file came. */
export async function addImport(
  { query, trustId }: Tenant,
  entry: Omit<ImportRecord, 'rows' | 'net' | 'journalNumber' | 'file'> & {
    fileName: string;
  },
): Promise<void> {
  await query.insert(importTable).values({ trustId, ...entry });
}

/** Which imports a list shows; all of them, if nothing is said. */
export interface ImportFilter {
  readonly state?: ImportState | undefined;
  readonly sha256?: string;
  readonly id?: string;
  /** Only imports that this key of some schools brought. */
  readonly limitedKeyId?: string | undefined;
  /** Only imports that came after this one. */
  readonly after?: string | undefined;
  readonly limit?: number;
}

/** Imports in the order of their arrival. */
export async function importsOf(
  { query, trustId }: Tenant,
  { state, sha256, id, limitedKeyId, after, limit }: ImportFilter = {},
): Promise<ImportRecord[]> {
  const rows = query
    .select()
    .from(importTable)
    .where(
      and(
        eq(importTable.trustId, trustId),
        state ? eq(importTable.state, state) : undefined,
        sha256 ? eq(importTable.sha256, sha256) : undefined,
        id ? eq(importTable.id, id) : undefined,
        limitedKeyId ? eq(importTable.limitedKeyId, limitedKeyId) : undefined,
        after ? gt(importTable.id, after) : undefined,
      ),
    )
    .orderBy(asc(importTable.id))
    .$dynamic();
  return (await (limit === undefined ? rows : rows.limit(limit))).map(importOf);
}

function importOf(row: typeof importTable.$inferSelect): ImportRecord {
  return {
    id: row.id,
    fileId: row.fileId,
    file: row.fileName,
    sha256: row.sha256,
    profileId: row.profileId,
    state: row.state as ImportState,
    receivedAt: new Date(row.receivedAt).toISOString(),
    receivedBy: row.receivedBy,
    limitedKeyId: row.limitedKeyId,
    journalNumber: row.journalNumber,
    rows: tallyOf((what) => row[`rows${what}`]),
    net: tallyOf((what) => pence(row[`net${what}`])),
  };
}

function tallyOf<T>(of: (what: 'Read' | 'Posted' | 'Already' | 'Held' | 'Refused') => T): Tally<T> {
  return {
    read: of('Read'),
    posted: of('Posted'),
    already: of('Already'),
    held: of('Held'),
    refused: of('Refused'),
  };
}

export async function setImportState(
  { query, trustId }: Tenant,
  id: string,
  state: ImportState,
  journalNumber?: number,
): Promise<void> {
  await query
    .update(importTable)
    .set(journalNumber === undefined ? { state } : { state, journalNumber })
    .where(and(eq(importTable.trustId, trustId), eq(importTable.id, id)));
}

/** Counts again what became of an import's rows and pounds, from what is stored of each (P13). */
export async function retally({ sql, trustId }: Tenant, importId: string): Promise<void> {
  await sql`
    with posted as (
      select count(*)::int as n, coalesce(sum(net), 0)::bigint as net from invoice_line
      where trust_id = ${trustId} and import_id = ${importId} and (id in
        (select line_id from line_withdrawal where trust_id = ${trustId})) is not true
    ), stopped as (
      select count(*) filter (where state = 'held')::int as held,
        count(*) filter (where state = 'refused')::int as refused,
        coalesce(sum(net) filter (where state = 'held'), 0)::bigint as net_held,
        coalesce(sum(net) filter (where state = 'refused'), 0)::bigint as net_refused
      from import_row where trust_id = ${trustId} and import_id = ${importId}
    )
    update import m set
      rows_posted = p.n, net_posted = p.net,
      rows_held = s.held, net_held = s.net_held,
      rows_refused = s.refused, net_refused = s.net_refused,
      rows_already = m.rows_read - p.n - s.held - s.refused,
      net_already = m.net_read - p.net - s.net_held - s.net_refused
    from posted p, stopped s
    where m.trust_id = ${trustId} and m.id = ${importId}`;
}

/** Writes down how many rows a file has, and what they add up to. */
export async function setRead(
  { query, trustId }: Tenant,
  importId: string,
  read: { rows: number; net: Money },
): Promise<void> {
  await query
    .update(importTable)
    .set({ rowsRead: read.rows, netRead: read.net })
    .where(and(eq(importTable.trustId, trustId), eq(importTable.id, importId)));
}

/** Forgets files that were received so long ago that nobody will confirm them any more. */
export function discardUnconfirmed(tenant: Tenant, before: string): Promise<void> {
  const isOld = lt(importTable.receivedAt, before);
  return discard(tenant, and(isOld, eq(importTable.state, 'received')));
}

/** Forgets an import that posted nothing, with its file unless another import holds that. */
export function discardImport(tenant: Tenant, id: string): Promise<void> {
  const hasPostedNothing = inArray(importTable.state, ['received', 'recognised']);
  return discard(tenant, and(eq(importTable.id, id), hasPostedNothing));
}

async function discard({ query, trustId }: Tenant, which: SQL | undefined): Promise<void> {
  const gone = await query
    .delete(importTable)
    .where(and(eq(importTable.trustId, trustId), which))
    .returning({ fileId: importTable.fileId, state: importTable.state });
  for (const { fileId } of gone.filter(({ state }) => state === 'received')) {
    await query
      .delete(sourceFile)
      .where(and(eq(sourceFile.trustId, trustId), eq(sourceFile.id, fileId)));
  }
}

/** The rows of an import that are not posted and why, in the order of the file. */
export async function stoppedRows(
  { query, trustId }: Tenant,
  importId: string,
  page?: { after: number; limit: number },
): Promise<StoppedRow[]> {
  const found = query
    .select()
    .from(importRow)
    .where(
      and(
        eq(importRow.trustId, trustId),
        eq(importRow.importId, importId),
        page ? gt(importRow.row, page.after) : undefined,
      ),
    )
    .orderBy(asc(importRow.row))
    .$dynamic();
  const rows = await (page ? found.limit(page.limit) : found);
  return rows.map(({ waitsForNumber, net, state, ...row }) => ({
    ...row,
    state: state as StoppedRow['state'],
    net: pence(net),
    waitsFor: waitsForNumber,
  }));
}

const stoppedColumns =
  'trust_id,import_id,row,state,net,code,message,"column",found,remedy,waits_for_supplier_id,waits_for_number,school_id'.split(
    ',',
  );

/** Queues rows that could not be posted; what was said of them before has been taken off. */
export async function addStoppedRows(
  tenant: Tenant,
  { importId, supplierId }: { importId: string; supplierId: string },
  rows: readonly StoppedRow[],
): Promise<void> {
  const { trustId } = tenant;
  const values = function* () {
    for (const row of rows) {
      const waitsForSupplier = row.waitsFor === null ? null : supplierId;
      const place = [trustId, importId, row.row, row.state, row.net];
      const words = [row.code, row.message, row.column, row.found, row.remedy];
      yield [...place, ...words, waitsForSupplier, row.waitsFor, row.schoolId];
    }
  };
  const add = await layAside(tenant, 'import_row', stoppedColumns, values());
  await add();
}

/** Takes rows off the queue. */
export async function removeStoppedRows(
  { sql, trustId }: Tenant,
  importId: string,
  rows?: readonly number[],
): Promise<void> {
  const only = rows === undefined ? sql`` : sql`and row = any(${[...rows]}::int[])`;
  await sql`delete from import_row where trust_id = ${trustId} and import_id = ${importId} ${only}`;
}

/** The rows of an import that stand in the ledger now. */
export async function postedRows({ sql, trustId }: Tenant, importId: string): Promise<Set<number>> {
  const rows = await sql`
    select l.row from invoice_line l
    where l.trust_id = ${trustId} and l.import_id = ${importId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)`;
  return new Set(rows.map((row) => row.row as number));
}

/** The rows of posted imports that wait for a document which this journal added lines to (P9). */
export async function rowsWaitingFor(
  { sql, trustId }: Tenant,
  journalNumber: number,
): Promise<Map<string, Set<number>>> {
  const rows = await sql`
    select distinct r.import_id, r.row from import_row r
    cross join lateral (
      select v.id from invoice v where v.trust_id = ${trustId}
        and v.supplier_id = r.waits_for_supplier_id and v.number = r.waits_for_number
        and v.kind = 'invoice' offset 0) i
    cross join lateral (
      select v.id from import v where v.trust_id = ${trustId} and v.id = r.import_id
        and v.state = 'posted' offset 0) m
    where r.trust_id = ${trustId} and r.waits_for_number is not null
      and exists (select 1 from invoice_line l
                  where l.trust_id = ${trustId} and l.invoice_id = i.id
                    and l.journal_number = ${journalNumber} offset 0)
    order by r.import_id, r.row`;
  const waiting = new Map<string, Set<number>>();
  for (const row of rows) {
    waiting.set(row.import_id, (waiting.get(row.import_id) ?? new Set()).add(row.row));
  }
  return waiting;
}
