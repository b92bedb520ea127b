import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { and, asc, desc, eq } from 'drizzle-orm';
import { newId } from '../database/new-id.ts';
import { sourceChunk, sourceFile, supplierProfile } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import { displayMoney, pence } from '../money/money.ts';
import type { FileForms } from './file-forms.ts';
import { type KeptRow, readKept, writeKept } from './kept-rows.ts';
import type { SupplierProfile } from './supplier-profile.ts';

/** A supplier profile as it stands, with the version that an import remembers. */
export interface StoredProfile {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly supplierId: string;
  readonly document: SupplierProfile;
}

/** Keeps a profile; one that says something new becomes a new version of its name. */
export async function saveProfile(
  tenant: Tenant,
  profile: { name: string; supplierId: string; document: SupplierProfile },
): Promise<void> {
  const current = (await profilesOf(tenant)).find(({ name }) => name === profile.name);
  if (
    current?.supplierId === profile.supplierId &&
    JSON.stringify(current.document) === JSON.stringify(profile.document)
  ) {
    return;
  }
  const { trustId } = tenant;
  const version = (current?.version ?? 0) + 1;
  await tenant.query.insert(supplierProfile).values({ trustId, id: newId(), version, ...profile });
}

/** The current version of every profile, by name: the first that reads a file is the one that does. */
export async function profilesOf(tenant: Tenant): Promise<StoredProfile[]> {
  const rows = await tenant.query
    .selectDistinctOn([supplierProfile.name])
    .from(supplierProfile)
    .where(eq(supplierProfile.trustId, tenant.trustId))
    .orderBy(asc(supplierProfile.name), desc(supplierProfile.version));
  return rows.map(profileOf);
}

/** The version of a profile that an import was read with. */
export async function profileById(tenant: Tenant, id: string): Promise<StoredProfile> {
  const [row] = await tenant.query
    .select()
    .from(supplierProfile)
    .where(and(eq(supplierProfile.trustId, tenant.trustId), eq(supplierProfile.id, id)));
  if (!row) throw new Error(`profile ${id} is gone`);
  return profileOf(row);
}

/** Each version that a profile has had, as `name, version 2`, by its id. */
export async function profileVersions({ query, trustId }: Tenant): Promise<Map<string, string>> {
  const { id, name, version } = supplierProfile;
  const rows = await query
    .select({ id, name, version })
    .from(supplierProfile)
    .where(eq(supplierProfile.trustId, trustId));
  return new Map(rows.map((row) => [row.id, `${row.name}, version ${row.version}`]));
}

function profileOf(row: typeof supplierProfile.$inferSelect): StoredProfile {
  const { id, name, version, supplierId, document } = row;
  return { id, name, version, supplierId, document: document as SupplierProfile };
}

export interface SourceFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly keptSha256: string;
  readonly byteCount: number;
  readonly encoding: string;
  /** The headers of the kept columns. */
  readonly header: string[];
  /** How its days and numbers are written; undefined where only the profile says it. */
  readonly forms: FileForms | undefined;
}

/** Keeps some rows of a file, compressed; the file itself is added when its last row is known. */
async function addChunk(
  { query, trustId }: Tenant,
  chunk: { fileId: string; ordinal: number; firstRow: number; text: string },
): Promise<void> {
  const { text, ...place } = chunk;
  await query
    .insert(sourceChunk)
    .values({ trustId, ...place, content: gzipSync(text, { level: 4 }) });
}

const chunkCharacters = 250_000;

/** Gathers kept rows into chunks of about 250,000 characters. */
export function chunkWriter(tenant: Tenant, fileId: string) {
  const hash = createHash('sha256');
  let chunk = { firstRow: 0, ordinal: 0, text: '' };
  let rowCount = 0;
  const flush = async () => {
    if (!chunk.text) return;
    hash.update(chunk.text);
    await addChunk(tenant, { fileId, ...chunk });
    chunk = { firstRow: 0, ordinal: chunk.ordinal + 1, text: '' };
  };
  return {
    async add(row: KeptRow) {
      rowCount += 1;
      if (!chunk.text) chunk.firstRow = row.row;
      chunk.text += writeKept(row);
      if (chunk.text.length > chunkCharacters) await flush();
    },
    async end() {
      await flush();
      return { rowCount, keptSha256: hash.digest('hex') };
    },
  };
}

export async function addSourceFile(
  { query, trustId }: Tenant,
  file: Omit<SourceFile, 'keptSha256' | 'forms'>,
): Promise<void> {
  await query.insert(sourceFile).values({ trustId, keptSha256: '', ...file });
}

/** Fills in what is only known when the whole file has been read. */
export async function finishSourceFile(
  { query, trustId }: Tenant,
  id: string,
  known: { keptSha256: string; forms: FileForms },
): Promise<void> {
  await query
    .update(sourceFile)
    .set(known)
    .where(and(eq(sourceFile.trustId, trustId), eq(sourceFile.id, id)));
}

export async function sourceFileById({ query, trustId }: Tenant, id: string): Promise<SourceFile> {
  const [row] = await query
    .select()
    .from(sourceFile)
    .where(and(eq(sourceFile.trustId, trustId), eq(sourceFile.id, id)));
  if (!row) throw new Error(`source file ${id} is gone`);
  return { ...row, forms: (row.forms as FileForms | null) ?? undefined };
}

/** The kept columns of all files that any version of a profile has read; none where there are none. */
export async function columnsReadWith(
  { sql: run, trustId }: Tenant,
  { name, supplierId }: Pick<StoredProfile, 'name' | 'supplierId'>,
): Promise<string[]> {
  const columns = await run`
    select distinct json_array_elements_text(f.header) as name
    from import i join source_file f on f.trust_id = i.trust_id and f.id = i.file_id
    join supplier_profile p on p.trust_id = i.trust_id and p.id = i.profile_id
    where i.trust_id = ${trustId} and p.name = ${name} and p.supplier_id = ${supplierId}`;
  return columns.map((column) => column.name);
}

/** The kept rows of a file in their order, one chunk in memory at a time. */
export async function* keptRows(
  { query, trustId }: Tenant,
  fileId: string,
): AsyncGenerator<KeptRow> {
  for (let ordinal = 0; ; ordinal++) {
    const [chunk] = await query
      .select({ content: sourceChunk.content })
      .from(sourceChunk)
      .where(
        and(
          eq(sourceChunk.trustId, trustId),
          eq(sourceChunk.fileId, fileId),
          eq(sourceChunk.ordinal, ordinal),
        ),
      );
    if (!chunk) return;
    yield* readKept(gunzipSync(chunk.content).toString());
  }
}

/** A row of a file as it is kept; undefined if the file has none of that number. */
export async function keptRow(
  { sql, trustId }: Tenant,
  fileId: string,
  number: number,
): Promise<KeptRow | undefined> {
  const [chunk] = await sql`
    select content from source_chunk
    where trust_id = ${trustId} and file_id = ${fileId} and first_row <= ${number}
    order by ordinal desc limit 1`;
  if (!chunk) return undefined;
  return [...readKept(gunzipSync(chunk.content).toString())].find(({ row }) => row === number);
}

/** The first and the last row of a file that are kept; their numbers are those of the file. */
export async function rowsKept(
  { query, trustId }: Tenant,
  fileId: string,
): Promise<{ firstRow: number; lastRow: number }> {
  const ofFile = and(eq(sourceChunk.trustId, trustId), eq(sourceChunk.fileId, fileId));
  const [first] = await query
    .select({ row: sourceChunk.firstRow })
    .from(sourceChunk)
    .where(ofFile)
    .orderBy(asc(sourceChunk.ordinal))
    .limit(1);
  const [last] = await query
    .select({ content: sourceChunk.content })
    .from(sourceChunk)
    .where(ofFile)
    .orderBy(desc(sourceChunk.ordinal))
    .limit(1);
  if (!first || !last) throw new Error(`no rows are kept of file ${fileId}`);
  const rows = [...readKept(gunzipSync(last.content).toString())];
  return { firstRow: first.row, lastRow: rows.at(-1)?.row ?? first.row };
}

/** A short text of what is posted of a document for a school, to be shown beside what came now. */
export async function postedVersion(
  { sql, trustId }: Tenant,
  supplierId: string,
  line: { documentNumber: string; documentKind: string },
  schoolId: string | null,
): Promise<string[]> {
  const rows = await sql`
    select l.item, l.quantity::text, l.net, m.file_name, l.row, count(*) over ()::int as lines
    from invoice i
    join invoice_line l on l.trust_id = i.trust_id and l.invoice_id = i.id
    join import m on m.trust_id = i.trust_id and m.id = l.import_id
    where i.trust_id = ${trustId} and i.supplier_id = ${supplierId}
      and i.number = ${line.documentNumber} and i.kind = ${line.documentKind}
      and l.school_id is not distinct from ${schoolId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = i.trust_id and w.line_id = l.id)
    order by l.id limit 5`;
  const shown = rows.map(({ item, quantity, net, row, file_name }) => {
    const units = quantity === null ? '' : ` × ${formatDecimal(decimal(quantity))}`;
    const amount = displayMoney(pence(Number(net)));
    return `${item || 'no item'}${units} ${amount} (row ${row} of ${file_name})`;
  });
  const more = (rows[0]?.lines ?? 0) - rows.length;
  return more > 0 ? [...shown, `${more} more`] : shown;
}
