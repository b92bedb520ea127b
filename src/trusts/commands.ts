import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { chargesOf } from '../charges/store.ts';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust, lockTrust, type Tenant } from '../database/tenant.ts';
import { profilesOf } from '../invoices/store.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { watchPromises } from '../tiers/commands.ts';
import { watchRegister } from '../watch/commands.ts';
import { type ChangedBaseline, countingElsewhere, knownVersions } from './baseline-changes.ts';
import { problemsOfFolder } from './folder-check.ts';
import { valuesOf } from './folder-records.ts';
import { folderTexts } from './folder-text.ts';
import { aboutFields, contentOf, type FieldOf, type Fields } from './register-change.ts';
import { registerRows } from './register-rows.ts';
import {
  contractEndsOf,
  createTrust,
  registerOf,
  saveFolder,
  saveTrustName,
  trusts,
  updateTrust,
} from './store.ts';
import type { Table } from './table.ts';
import { chooseTrust, nameTaken, unknownTrust } from './trust-choice.ts';
import {
  countRows,
  type FolderContent,
  folderFiles,
  readTrustFolder,
  unreadableFile,
} from './trust-folder.ts';

/** A load, with who asks for it and when. */
export interface LoadTrust extends LoadContent {
  readonly folder: string;
}

/** A load of what was read already. */
export interface LoadContent {
  /** Needed only for a folder without `trust.csv` when there are several trusts. */
  readonly trustId?: string | undefined;
  readonly by: string;
  readonly recordedAt: string;
  /** What has to happen in the same transaction, once all is written. */
  readonly afterLoad?: (
    tenant: Tenant,
    changes: readonly ChangedBaseline[],
    load: { readonly by: string; readonly recordedAt: string },
  ) => Promise<void>;
}

/** What a load did. */
export interface LoadedTrust {
  readonly trustId: string;
  readonly isNew: boolean;
  /** How many rows each file had. */
  readonly counts: Readonly<Record<string, number>>;
  /** Where another baseline counts than before. */
  readonly baselineChanges: readonly ChangedBaseline[];
  /** What the register holds beside the folder, where a person could be mistaken about it. */
  readonly warnings: readonly string[];
}

/**
 * Sets a trust up from a folder of CSV files, or brings it up to date: rows are known by their
 * keys, and rows that the folder lacks stay. Everything is loaded or, with every problem of the
 * folder told at once, nothing.
 */
export async function loadTrust(database: Database, options: LoadTrust): Promise<LoadedTrust> {
  return loadContent(database, await readFolder(options.folder), options);
}

/** The same for rows that come another way than in a folder, under the same rules. */
export async function loadContent(
  database: Database,
  content: FolderContent,
  options: LoadContent,
): Promise<LoadedTrust> {
  const folder = readTrustFolder(content);
  const choice = chooseTrust(folder, await trusts(database), {
    trustId: options.trustId,
    newId: newId(),
  });
  if ('problems' in choice) throw new Problem([...choice.problems, ...problemsOfFolder(folder)]);
  const { trust, isNew } = choice;
  return inTrust(database, trust.id, async (tenant) => {
    await lockTrust(tenant);
    const register = await registerOf(tenant);
    const problems = problemsOfFolder(folder, registerRows(register));
    if (problems.length > 0) throw new Problem(problems);
    if (isNew && !(await createTrust(tenant, trust))) throw new Problem(nameTaken(trust.name));
    if (!isNew && folder.trust.isPresent) await updateTrust(tenant, trust);
    await saveTrustName(tenant, trust.name);
    await watchPromises(tenant);
    const changes = await saveFolder(tenant, folder, {
      before: register,
      by: options.by,
      at: options.recordedAt,
    });
    await watchRegister(tenant);
    await watchPromises(tenant);
    await options.afterLoad?.(tenant, changes, options);
    const warnings = countingElsewhere(valuesOf(folder.baselines), knownVersions(register));
    const counts = countRows(folder);
    return { trustId: trust.id, isNew, counts, baselineChanges: changes, warnings };
  });
}

/** Rows of one file that come one at a time, and which field of a request each of their columns is. */
export interface SentRows<Row> {
  readonly table: Table<Row>;
  readonly rows: readonly Fields[];
  readonly fieldOf: FieldOf;
}

/** Writes rows as a folder would bring them, and tells what stands against them field by field. */
export async function saveRows<Row>(
  database: Database,
  load: Pick<LoadContent, 'trustId' | 'by' | 'recordedAt'>,
  { table, rows, fieldOf }: SentRows<Row>,
): Promise<void> {
  try {
    await loadContent(database, contentOf(table, rows), load);
  } catch (error) {
    throw error instanceof Problem ? aboutFields(error, fieldOf) : error;
  }
}

/** Writes a trust as the folder of files that `loadTrust` reads, the suppliers' files apart. */
export async function saveTrust(
  database: Database,
  { trustId, folder }: { trustId: string; folder: string },
): Promise<void> {
  const trust = (await trusts(database)).find(({ id }) => id === trustId);
  if (!trust) throw new Problem(unknownTrust(trustId));
  const texts = await inTrust(database, trustId, async (tenant) => {
    // Whoever loads at this moment is waited for: half of two states would be neither.
    await lockTrust(tenant);
    const [charges, profiles] = [await chargesOf(tenant), await profilesOf(tenant)];
    const ends = await contractEndsOf(tenant);
    return folderTexts(trust, await registerOf(tenant), { charges, ends, profiles });
  });
  try {
    await mkdir(join(folder, 'profiles'), { recursive: true });
    for (const [file, text] of texts) await writeFile(join(folder, file), text);
  } catch (error) {
    throw new Problem({
      code: 'file.unreadable',
      file: folder,
      message: `The folder cannot be written (${codeOf(error)}).`,
      remedy: 'Name a folder that can be made, or that is there and may be written to.',
    });
  }
}

async function readFolder(folder: string): Promise<FolderContent> {
  const names = await filesIn(folder);
  // A trust whose suppliers have no profiles yet has no such folder.
  const inProfiles = await readdir(join(folder, 'profiles')).catch(() => []);
  const files = folderFiles(names, inProfiles);
  const problems = [...files.problems];
  const tables = await readTables(folder, files.tables, problems);
  const profiles = new Map<string, string>();
  for (const file of files.profiles) {
    const text = await readText(folder, file, problems);
    if (text !== undefined) profiles.set(file, text);
  }
  return { tables, profiles, problems };
}

/** The names of what lies in a folder; refuses one that cannot be opened. */
export async function filesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    const code = codeOf(error);
    const message =
      code === 'ENOENT' ? 'There is no such folder.' : `The folder cannot be opened (${code}).`;
    throw new Problem({ code: 'file.unreadable', file: folder, message });
  });
}

/** The rows of some files of a folder; what is wrong with one that cannot be taken as text is added. */
export async function readTables(
  folder: string,
  files: readonly string[],
  problems: ProblemDetail[],
): Promise<Map<string, CsvRow[] | undefined>> {
  const tables = new Map<string, CsvRow[] | undefined>();
  for (const file of files) {
    const text = await readText(folder, file, problems);
    tables.set(file, text === undefined ? undefined : await rowsOf(text));
  }
  return tables;
}

async function readText(
  folder: string,
  file: string,
  problems: ProblemDetail[],
): Promise<string | undefined> {
  try {
    const bytes = await readFile(join(folder, file));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    problems.push(unreadableFile(file, codeOf(error)));
    return undefined;
  }
}

async function rowsOf(text: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(Readable.from([text]), ',')) rows.push(row);
  return rows;
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code);
