import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Tenant } from '../database/tenant.ts';
import { decided, rulingOn } from '../decisions/decision.ts';
import { decisionsOf, rowsAsRead } from '../decisions/store.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { contentHash, documentId } from '../invoices/invoice.ts';
import { invoiceReader } from '../invoices/invoice-reader.ts';
import { type KeptRow, readKept } from '../invoices/kept-rows.ts';
import { profileById, sourceFileById } from '../invoices/store.ts';
import type { Journal } from '../ledger/chain.ts';
import type { Check, Findings } from './difference.ts';
import {
  type Counter,
  fileDifference,
  lastDecided,
  linesKnownBefore,
  lostRow,
  type Reading,
  recordsByRow,
  rowCounter,
  rowDifferences,
  sealedFileDifferences,
  tallyDifferences,
} from './row-check.ts';
import { keptChunks, linesOfRows, neverPosted, queuedRows } from './store.ts';

/** Tells what is being looked at, and how many of its records are done. */
export type OnProgress = (check: Check, done: number) => void;

/** A verification that is under way: what it has found, and who is told how far it is. */
export interface Verifying {
  readonly tenant: Tenant;
  readonly found: Findings;
  readonly onProgress: OnProgress;
}

/** Reads every kept file again, and compares the lines that were posted from its rows. */
export async function verifyRows(
  verifying: Verifying,
  { journals, lines: linesInAll }: { journals: readonly Journal[]; lines: number },
): Promise<number> {
  const seen = { rows: 0, lines: 0 };
  for (const record of await importsOf(verifying.tenant)) {
    // A file that came again was kept once, with the import that it was recognised as.
    if (record.state !== 'recognised') await verifyImport({ ...verifying, journals, record, seen });
  }
  const [expected, found] = [String(linesInAll), String(seen.lines)];
  verifying.found.add('rows', fileDifference('all files', 'posted lines', expected, found));
  return seen.rows;
}

interface VerifyingImport extends Verifying {
  readonly record: ImportRecord;
  readonly journals: readonly Journal[];
  /** How many rows and lines were compared; grows with each import. */
  readonly seen: { rows: number; lines: number };
}

async function verifyImport(verifying: VerifyingImport): Promise<void> {
  const { tenant, found, onProgress, record, seen } = verifying;
  const file = await sourceFileById(tenant, record.fileId);
  const stored = await profileById(tenant, record.profileId);
  const { document: profile, supplierId } = stored;
  const readPrinted = invoiceReader(profile, file.header, file.forms);
  const decisions = await decisionsOf(tenant, rowsAsRead(record, stored));
  const today = lastDecided(record, verifying.journals);
  const read = (kept: KeptRow): Reading => {
    const row = readPrinted(kept);
    return (knownAt = today) => decided(row, rulingOn(decisions, kept.row, knownAt));
  };
  const hash = createHash('sha256');
  const counter = rowCounter();
  const comparing = { ...verifying, counter, supplierId };
  let last = -1;
  for await (const chunk of keptChunks(tenant, record.fileId)) {
    const { text, rows } = openChunk(chunk, read);
    hash.update(text);
    seen.rows += rows.size;
    const upTo = [...rows.keys()].at(-1) ?? last;
    await compareRows(comparing, rows, { after: last, upTo });
    last = upTo;
    onProgress('rows', seen.rows);
  }
  // Lines and queued rows of rows that the file does not have.
  await compareRows(comparing, new Map(), { after: last, upTo: 2 ** 31 - 1 });
  const again = hash.digest('hex');
  found.add('rows', fileDifference(file.name, 'digest of kept rows', file.keptSha256, again));
  found.add('rows', tallyDifferences(record, counter.end()));
  found.add('rows', sealedFileDifferences(record, file.sha256, verifying.journals));
}

/** The rows of a chunk by number; none of a broken one, and then their lines have no rows. */
function openChunk(
  chunk: Buffer,
  read: (kept: KeptRow) => Reading,
): { text: string; rows: ReadonlyMap<number, Reading> } {
  try {
    const text = gunzipSync(chunk).toString();
    return { text, rows: new Map([...readKept(text)].map((kept) => [kept.row, read(kept)])) };
  } catch {
    return { text: 'broken', rows: new Map() };
  }
}

interface ComparingRows extends VerifyingImport {
  readonly counter: Counter;
  readonly supplierId: string;
}

async function compareRows(
  { tenant, found, record, seen, counter, supplierId }: ComparingRows,
  read: ReadonlyMap<number, Reading>,
  window: { after: number; upTo: number },
): Promise<void> {
  const place = { importId: record.id, ...window };
  const [lines, queued] = [await linesOfRows(tenant, place), await queuedRows(tenant, place)];
  seen.lines += lines.length;
  const byRow = recordsByRow(read, lines, queued);
  for (const records of byRow) {
    counter.add(records);
    found.add('rows', rowDifferences(record.file, records));
  }
  if (record.state !== 'posted') return;
  const before = linesKnownBefore(byRow).map((line) => ({
    row: line.row,
    invoiceId: documentId(tenant.trustId, supplierId, line),
    hash: contentHash(line),
  }));
  const lost = before.length > 0 ? await neverPosted(tenant, before) : [];
  found.add(
    'rows',
    lost.map((row) => lostRow(record.file, row)),
  );
}
