import type { Tenant } from '../database/tenant.ts';
import type { ImportRecord } from '../imports/import.ts';
import { type Original, originalsIn } from '../imports/mendable.ts';
import { keptRows, sourceFileById } from '../invoices/store.ts';
import { isWithin, type Limit } from '../limits/limit.ts';
import { cellsOf, summedCellsOf } from '../reports/store.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import { effectOn, type SchoolEffect } from './result.ts';

/** What a journal did to each school that it touched, and where that leaves the school now. */
export async function effectOfJournal(tenant: Tenant, touchedBy: number): Promise<SchoolEffect[]> {
  const before = await cellsOf(tenant, { touchedBy, asKnownAt: touchedBy - 1 });
  const after = await cellsOf(tenant, { touchedBy, asKnownAt: touchedBy });
  const names = await schoolNamesAsKnownAt(tenant, touchedBy);
  return effectOn(before, after, { names, all: await summedCellsOf(tenant, {}, ['urn']) });
}

/** The schools within a limit by their URNs; undefined for all schools. */
export async function urnsWithin(
  tenant: Tenant,
  limit: Limit | undefined,
): Promise<Set<string> | undefined> {
  if (!limit) return undefined;
  const schools = await schoolsOf(tenant);
  return new Set(schools.filter(({ id }) => isWithin(limit, id)).map(({ urn }) => urn));
}

const batchSize = 1000;

/** Keeps which stopped rows of other imports a mended copy has as well: they wait in the copy alone. */
export async function keepMended(tenant: Tenant, record: ImportRecord): Promise<void> {
  const { header } = await sourceFileById(tenant, record.fileId);
  const originalOf = originalsIn(header);
  if (!originalOf) return;
  let batch: Original[] = [];
  for await (const kept of keptRows(tenant, record.fileId)) {
    const original = originalOf(kept);
    if (original) batch.push(original);
    if (batch.length < batchSize) continue;
    await addMended(tenant, record, batch);
    batch = [];
  }
  await addMended(tenant, record, batch);
}

/** Only rows of the same supplier's imports: no copy takes what is another's off the queue. */
async function addMended(
  { sql, trustId }: Tenant,
  copy: ImportRecord,
  rows: readonly Original[],
): Promise<void> {
  await sql`
    insert into mended_row (trust_id, import_id, row, copy_id)
    select r.trust_id, r.import_id, r.row, c.id
    from unnest(${rows.map(({ importId }) => importId)}::uuid[],
                ${rows.map(({ row }) => row)}::int[]) as o (import_id, row)
    join import_row r on r.trust_id = ${trustId} and r.import_id = o.import_id and r.row = o.row
    join import m on m.trust_id = r.trust_id and m.id = r.import_id
    join supplier_profile p on p.trust_id = m.trust_id and p.id = m.profile_id
    join import c on c.trust_id = r.trust_id and c.id = ${copy.id} and c.id <> m.id
    join supplier_profile q on q.trust_id = c.trust_id and q.id = c.profile_id
      and q.supplier_id = p.supplier_id
    on conflict do nothing`;
}
