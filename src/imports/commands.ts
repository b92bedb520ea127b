import { createHash } from 'node:crypto';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import { spreadsheetLines, writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import { decodeText, type Encoding, encodingSniffer } from '../csv/encoding.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import {
  type Header,
  headerRowIn,
  headerWithin,
  keepRow,
  readHeader,
} from '../invoices/kept-rows.ts';
import {
  addSourceFile,
  chunkWriter,
  finishSourceFile,
  keptRows,
  profileById,
  profilesOf,
  type StoredProfile,
  sourceFileById,
} from '../invoices/store.ts';
import { delimiters, readsFile, type SupplierProfile } from '../invoices/supplier-profile.ts';
import { Problem } from '../problem.ts';
import type { ImportRecord } from './import.ts';
import { mendableCopy } from './mendable.ts';
import { addImport, discardUnconfirmed, importsOf, stoppedRows } from './store.ts';

/** A file as it lies somewhere, to be read from its start as often as needed. */
export interface IncomingFile {
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** The supplier whose file it is; without one the profiles tell it by the file's name. */
  readonly supplier?: string | undefined;
}

export interface Receipt {
  readonly importId: string;
  readonly profile: StoredProfile;
  readonly encoding: Encoding;
  /** The posted import of the same bytes, if they came before. */
  readonly sameFileAs: ImportRecord | undefined;
}

export interface Person {
  readonly by: string;
  readonly at: string;
}

const weekInMilliseconds = 7 * 24 * 3600 * 1000;

/**
 * Takes a supplier's file in: finds who it is from, what its bytes mean and where its columns are,
 * and keeps its rows without their personal columns. Nothing counts until it is confirmed.
 */
export async function receiveFile(
  database: Database,
  trustId: string,
  file: IncomingFile,
  person: Person,
): Promise<Receipt> {
  return inTrust(database, trustId, async (tenant) => {
    const look = await lookAt(file);
    const profile = await profileFor(tenant, file);
    const { sha256, encoding } = look;
    const [sameFileAs] = await importsOf(tenant, { state: 'posted', sha256 });
    const importId = newId();
    const arrival = {
      id: importId,
      fileName: file.name,
      sha256,
      receivedAt: person.at,
      receivedBy: person.by,
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
    const fileId = await keepFile(tenant, file, profile, look);
    await addImport(tenant, { ...arrival, state: 'received', fileId, profileId: profile.id });
    return { importId, profile, encoding, sameFileAs: undefined };
  });
}

async function profileFor(tenant: Tenant, file: IncomingFile): Promise<StoredProfile> {
  const profiles = await profilesOf(tenant);
  const { supplier } = file;
  const fitting = profiles.filter(({ document }) =>
    supplier ? document.supplier === supplier : readsFile(document, file.name),
  );
  const byName = fitting.find(({ document }) => readsFile(document, file.name)) ?? fitting[0];
  if (byName) return byName;
  throw new Problem({
    code: 'profile.missing',
    file: file.name,
    message: supplier
      ? `No profile tells how to read the files of ${supplier}.`
      : 'No supplier profile reads files of this name.',
    remedy: `Name the supplier, or add the file's name to "files" in its profile. There are profiles of: ${profiles.map(({ document }) => document.supplier).join(', ') || 'nobody yet'}.`,
  });
}

interface Look {
  readonly sha256: string;
  readonly byteCount: number;
  readonly encoding: Encoding;
}

/** The first reading, over the bytes alone: a digest, a count, and what text they are. */
async function lookAt(file: IncomingFile): Promise<Look> {
  const hash = createHash('sha256');
  const sniffer = encodingSniffer();
  let byteCount = 0;
  try {
    for await (const bytes of file.open()) {
      hash.update(bytes);
      sniffer.look(bytes);
      byteCount += bytes.length;
    }
    if (byteCount === 0) throw emptyFile(file.name, 'The file is empty: it has no bytes at all.');
    return { sha256: hash.digest('hex'), byteCount, encoding: sniffer.decide() };
  } catch (error) {
    throw aboutFile(error, file.name);
  }
}

function noTable(file: string, fault: string): Problem {
  return new Problem({
    code: 'file.unreadable',
    file,
    message: `The header cannot be read. ${fault}`,
    remedy: 'Check that this is a CSV file of this supplier.',
  });
}

function emptyFile(file: string, message: string): Problem {
  return new Problem({
    code: 'file.empty',
    file,
    message,
    remedy: 'Ask the supplier for the file again.',
  });
}

function aboutFile(error: unknown, file: string): unknown {
  if (error instanceof Problem)
    return new Problem(error.details.map((detail) => ({ ...detail, file })));
  const code = (error as { code?: string } | null)?.code;
  if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR' && code !== 'EIO') return error;
  const reasons = {
    ENOENT: 'There is no such file',
    EACCES: 'The file may not be read',
    EISDIR: 'This is a folder, not a file',
    EIO: 'The disk fails to give the file',
  };
  return new Problem({
    code: 'file.unreadable',
    file,
    message: `${reasons[code]} (${code}).`,
    remedy: 'Check the name and the place of the file.',
  });
}

/**
 * How a file separates its columns, and in which row they are named: as the profile says, or else in
 * whichever way all the columns of the profile are there. Nothing else would make that row.
 */
async function dialectOf(file: IncomingFile, profile: SupplierProfile, encoding: Encoding) {
  for (const delimiter of new Set([profile.delimiter, ...delimiters])) {
    const rows: CsvRow[] = [];
    for await (const row of rowsOf(file, encoding, delimiter)) {
      rows.push(row);
      if (rows.length === headerWithin) break;
    }
    const headerRow = headerRowIn(rows, profile);
    if (headerRow !== undefined) return { delimiter, headerRow };
  }
  return { delimiter: profile.delimiter, headerRow: profile.skip_rows + 1 };
}

/** The second reading, row by row into compressed chunks; memory stays flat at any size. */
async function keepFile(
  tenant: Tenant,
  file: IncomingFile,
  { document: profile }: StoredProfile,
  { sha256, byteCount, encoding }: Look,
): Promise<string> {
  const fileId = newId();
  const chunks = chunkWriter(tenant, fileId);
  const { delimiter, headerRow } = await dialectOf(file, profile, encoding);
  let header: Header | undefined;
  for await (const row of rowsOf(file, encoding, delimiter)) {
    if (row.row < headerRow) continue;
    if (header) {
      const kept = keepRow(row, header, profile);
      if (kept) await chunks.add(kept);
      continue;
    }
    if ('fault' in row) throw noTable(file.name, row.fault);
    header = readHeader(row.cells, profile, file.name, headerRow);
    const facts = { name: file.name, sha256, byteCount, encoding, header: [...header.kept] };
    await addSourceFile(tenant, { id: fileId, keptSha256: '', ...facts });
  }
  if (!header) {
    const place = `row ${headerRow}`;
    throw emptyFile(file.name, `The file ends before its header, which should stand in ${place}.`);
  }
  const { rowCount, keptSha256 } = await chunks.end();
  if (rowCount === 0) throw emptyFile(file.name, 'The file has a header and no rows below it.');
  await finishSourceFile(tenant, fileId, keptSha256);
  return fileId;
}

async function* rowsOf(
  file: IncomingFile,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<CsvRow> {
  try {
    yield* readCsv(decodeText(file.open(), encoding), delimiter);
  } catch (error) {
    throw aboutFile(error, file.name);
  }
}

/** Writes a copy of a kept file for mending, row by row, each piece when the one before is taken. */
export function writeMendable(
  database: Database,
  trustId: string,
  { id, fileId, profileId }: ImportRecord,
  write: (text: string) => Promise<void>,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    const { header } = await sourceFileById(tenant, fileId);
    const copy = mendableCopy(header, (await profileById(tenant, profileId)).document);
    const stopped = new Map((await stoppedRows(tenant, id)).map((row) => [row.row, row]));
    await write(writeSpreadsheetCsv(copy.header, []));
    for await (const kept of keptRows(tenant, fileId)) {
      await write(spreadsheetLines([copy.row(kept, stopped.get(kept.row))]));
    }
  });
}
