import type { Tenant } from '../database/tenant.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { keptRows, profileById, type StoredProfile, sourceFileById } from '../invoices/store.ts';
import { differInWordsOnly } from './word.ts';

/** The rows of posted imports that wait for one reason and one printed text. */
export async function rowsHeldFor(
  { sql, trustId }: Tenant,
  code: string,
  found: string,
): Promise<Map<string, Set<number>>> {
  const rows = await sql`
    select r.import_id, r.row from import_row r
    join import m on m.trust_id = r.trust_id and m.id = r.import_id and m.state = 'posted'
    where r.trust_id = ${trustId} and r.code = ${code} and r.found = ${found}
    order by r.import_id, r.row`;
  const held = new Map<string, Set<number>>();
  for (const { import_id: id, row } of rows) held.set(id, (held.get(id) ?? new Set()).add(row));
  return held;
}

/** The rows of a kept file in which a word stands under a heading. */
export async function rowsWithWord(
  tenant: Tenant,
  { fileId }: ImportRecord,
  { heading, word }: { heading: string; word: string },
): Promise<Set<number>> {
  const { header } = await sourceFileById(tenant, fileId);
  const at = header.indexOf(heading);
  const rows = new Set<number>();
  if (at < 0) return rows;
  for await (const kept of keptRows(tenant, fileId)) {
    if ('cells' in kept && kept.cells[at] === word) rows.add(kept.row);
  }
  return rows;
}

/** An import and the rows of it that an act is about. */
export type ImportWithRows = readonly [record: ImportRecord, rows: ReadonlySet<number>];

/** The posted imports that were read by an earlier version of a profile and have the word. */
export async function importsToReadAgain(
  tenant: Tenant,
  profile: StoredProfile,
  place: { heading: string; word: string },
): Promise<ImportWithRows[]> {
  const affected: ImportWithRows[] = [];
  for (const record of await importsOf(tenant, { state: 'posted' })) {
    const { name, id, document } = await profileById(tenant, record.profileId);
    if (name !== profile.name || id === profile.id) continue;
    // Read by other columns, its lines would say something else than they did.
    if (!differInWordsOnly(document, profile.document)) continue;
    const rows = await rowsWithWord(tenant, record, place);
    if (rows.size > 0) affected.push([record, rows]);
  }
  return affected;
}
