import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { type FileLook, type IncomingFile, lookAt } from '../files/commands.ts';
import { openTable, samplesOf } from '../invoices/commands.ts';
import type { Header } from '../invoices/kept-rows.ts';
import {
  chooseTable,
  fittingProfiles,
  newColumns,
  type TableChoice,
} from '../invoices/profile-choice.ts';
import {
  addSourceFile,
  chunkWriter,
  columnsReadWith,
  finishSourceFile,
  profileById,
  profilesOf,
  type StoredProfile,
} from '../invoices/store.ts';
import type { Limit } from '../limits/limit.ts';
import { countedWithin, settledBeyond } from '../limits/store.ts';
import { Problem } from '../problem.ts';
import type { ImportRecord, StoppedRow } from './import.ts';
import { addedColumns } from './mendable.ts';
import { importAsSeen, stoppedAsSeen } from './seen.ts';
import { addImport, discardUnconfirmed, importsOf, stoppedRows } from './store.ts';

/** A supplier's file, with what the person who sends it says of it. */
export interface SupplierFile extends IncomingFile {
  /** The supplier whose file it is; without one the profiles tell it by the file's name. */
  readonly supplier?: string | undefined;
  /** New columns that the person has seen and that may be kept: none of them is personal. */
  readonly newColumns?: readonly string[] | undefined;
}

export interface Receipt {
  readonly importId: string;
  readonly profile: StoredProfile;
  readonly encoding: string;
  /** The posted import of the same bytes, if they came before. */
  readonly sameFileAs: ImportRecord | undefined;
}

/** Who does something, when, and for which schools if not for the whole trust. */
export interface Person {
  readonly by: string;
  readonly at: string;
  readonly limit?: Limit | undefined;
}

const weekInMilliseconds = 7 * 24 * 3600 * 1000;

/**
 * Takes a supplier's file in: finds who it is from, what its bytes mean and where its columns are,
 * and keeps its rows without their personal columns. Nothing counts until it is confirmed.
 */
export async function receiveFile(
  database: Database,
  trustId: string,
  file: SupplierFile,
  person: Person,
): Promise<Receipt> {
  return inTrust(database, trustId, async (tenant) => {
    const look = await lookAt(file);
    const table = await tableIn(tenant, file, look);
    const { profile } = table;
    const { sha256, encoding } = look;
    const sameFileAs = await postedAlready(tenant, sha256, profile.supplierId);
    const importId = newId();
    const arrival = {
      id: importId,
      fileName: file.name,
      sha256,
      receivedAt: person.at,
      receivedBy: person.by,
      limitedKeyId: person.limit?.holderId ?? null,
    };
    if (sameFileAs) {
      const { fileId, profileId } = sameFileAs;
      await addImport(tenant, { ...arrival, state: 'recognised', fileId, profileId });
      return { importId, profile, encoding, sameFileAs };
    }
    await discardUnconfirmed(
      tenant,
      new Date(Date.parse(person.at) - weekInMilliseconds).toISOString(),
    );
    const fileId = await keepFile(tenant, file, table, look);
    await addImport(tenant, { ...arrival, state: 'received', fileId, profileId: profile.id });
    return { importId, profile, encoding, sameFileAs: undefined };
  });
}

/**
 * The posted import of the same bytes (P12). A finance system's file holds the rows of many suppliers,
 * and is another one for each of them.
 */
export async function postedAlready(
  tenant: Tenant,
  sha256: string,
  supplierId: string,
): Promise<ImportRecord | undefined> {
  for (const record of await importsOf(tenant, { state: 'posted', sha256 })) {
    const profile = await profileById(tenant, record.profileId);
    if (profile.supplierId === supplierId) return record;
  }
  return undefined;
}

/** Finds the profile by which a file is read, and its header. */
async function tableIn(
  tenant: Tenant,
  file: SupplierFile,
  look: FileLook,
): Promise<TableChoice<StoredProfile>> {
  const profiles = await profilesOf(tenant);
  const fitting = fittingProfiles(profiles, file);
  const [usual] = fitting;
  const documents = fitting.map(({ document }) => document);
  const samples = await samplesOf(file, look, documents);
  if (!usual) throw noProfile(file, profiles, chooseTable(profiles, samples)?.profile);
  const { delimiter, skip_rows: skipped } = usual.document;
  return chooseTable(fitting, samples) ?? { profile: usual, delimiter, headerRow: skipped + 1 };
}

function noProfile(
  { name, supplier }: SupplierFile,
  profiles: readonly StoredProfile[],
  alike: StoredProfile | undefined,
): Problem {
  const known = profiles.map(({ document }) => document.supplier).join(', ') || 'nobody yet';
  const hint = alike ? `Its columns are those of ${alike.document.supplier}. ` : '';
  return new Problem({
    code: 'profile.missing',
    file: name,
    message: supplier
      ? `No profile tells how to read the files of ${supplier}.`
      : `No supplier profile reads files of this name. ${hint}`.trim(),
    remedy: `Name the supplier, or let a profile be proposed from the file. There are profiles of: ${known}.`,
  });
}

/** The second reading, row by row into compressed chunks; memory stays flat at any size. */
async function keepFile(
  tenant: Tenant,
  file: SupplierFile,
  choice: TableChoice<StoredProfile>,
  look: FileLook,
): Promise<string> {
  const fileId = newId();
  const { profile } = choice;
  const { header, rows, forms } = await openTable(file, look, {
    ...choice,
    profile: profile.document,
  });
  await refuseNewColumns(tenant, file, profile, header);
  await addSourceFile(tenant, { id: fileId, name: file.name, ...look, header: [...header.kept] });
  const chunks = chunkWriter(tenant, fileId);
  for await (const row of rows) await chunks.add(row);
  const { keptSha256 } = await chunks.end();
  await finishSourceFile(tenant, fileId, { keptSha256, forms: forms() });
  return fileId;
}

/** A column that no earlier file had may be personal: a person says what it is before it is kept. */
async function refuseNewColumns(
  tenant: Tenant,
  file: SupplierFile,
  profile: StoredProfile,
  header: Header,
): Promise<void> {
  const before = await columnsReadWith(tenant, profile);
  if (before.length === 0) return;
  const columns = Object.values(profile.document.columns);
  const stated = [...columns, ...profile.document.personal, ...(file.newColumns ?? [])];
  const unknown = newColumns(header.printed, [...before, ...stated, ...addedColumns]);
  if (unknown.length === 0) return;
  const quoted = unknown.map((name) => `"${name}"`).join(', ');
  throw new Problem({
    code: 'column.unknown',
    file: file.name,
    found: unknown.join(', '),
    message: `The file has columns that earlier files of ${profile.document.supplier} did not have: ${quoted}.`,
    remedy:
      'If they hold personal data, add them to "personal" in the profile, and they are never kept; else accept them as new columns.',
  });
}

/** An import as it may be shown within a limit. */
export async function importWithin(
  tenant: Tenant,
  record: ImportRecord,
  limit: Limit | undefined,
): Promise<ImportRecord> {
  return limit ? importAsSeen(record, await countedWithin(tenant, record.id, limit)) : record;
}

/** The rows of an import that are not posted, as they may be shown within a limit. */
export async function stoppedWithin(
  tenant: Tenant,
  importId: string,
  limit: Limit | undefined,
  page?: { after: number; limit: number },
): Promise<StoppedRow[]> {
  const stopped = await stoppedRows(tenant, importId, page);
  if (!limit) return stopped;
  const beyond = await settledBeyond(tenant, importId, limit, page);
  return stoppedAsSeen(stopped, beyond, limit).slice(0, page?.limit);
}

/** The same, so many at a time: a file can have millions of them. */
export async function* stoppedPages(
  tenant: Tenant,
  importId: string,
  limit: Limit | undefined,
): AsyncGenerator<StoppedRow[]> {
  for (let after = 0; ; ) {
    const page = await stoppedWithin(tenant, importId, limit, { after, limit: pageSize });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.row;
  }
}

const pageSize = 2000;
