import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { invoiceReader, type ReadRow } from '../invoices/invoice-reader.ts';
import { readKept } from '../invoices/kept-rows.ts';
import { profileById, sourceFileById } from '../invoices/store.ts';
import { journalsOf } from '../ledger/store.ts';
import {
  type Check,
  type Difference,
  differenceOf,
  type Findings,
  findings,
} from './difference.ts';
import { entryQuestion } from './entry-question.ts';
import {
  type Digested,
  journalDifferences,
  type RecordKind,
  recordKinds,
} from './journal-check.ts';
import { reversalQuestion } from './reversal-question.ts';
import {
  type Counter,
  fileDifference,
  recordsByRow,
  rowCounter,
  rowDifferences,
  tallyDifferences,
} from './row-check.ts';
import { shareQuestion } from './share-question.ts';
import {
  ask,
  cancelledDocuments,
  countCells,
  digestRecords,
  holdStill,
  keptChunks,
  linesInWindow,
  linesOfRows,
  lineWindows,
  planForSets,
  queuedRows,
} from './store.ts';
import { cellQuestions, postingQuestions } from './sum-question.ts';
import { todayQuestion } from './today-question.ts';

/** How much was recomputed. */
export interface Checked {
  readonly journals: number;
  readonly lines: number;
  readonly entries: number;
  readonly cells: number;
  readonly rows: number;
}

/** What a verification found: what is wrong, and what would merely be otherwise today. */
export interface Verification {
  /** The id of the trust. */
  readonly trust: string;
  readonly checked: Checked;
  readonly differences: readonly Difference[];
  readonly notes: readonly Difference[];
  /** How many differences and notes there are of each check, those that are not listed included. */
  readonly counts: Readonly<Record<Check, number>>;
}

/** Tells what is being looked at, and how many of its records are done. */
export type OnProgress = (check: Check, done: number) => void;

interface Verifying {
  readonly tenant: Tenant;
  readonly found: Findings;
  readonly onProgress: OnProgress;
}

/** How many differences of each check are told one by one. */
const listed = 1000;

/**
 * Recomputes a trust's figures by another way than the one that made them: journals are hashed
 * again, kept rows read again, and shares, months, baseline costs and sums worked out in SQL from
 * the inputs that were stored with each line. Changes nothing.
 */
export function verifyTrust(
  database: Database,
  trustId: string,
  onProgress: OnProgress = () => {},
): Promise<Verification> {
  return inTrust(database, trustId, async (tenant) => {
    await holdStill(tenant);
    const found = findings(listed);
    const verifying = { tenant, found, onProgress };
    const sealed = await verifyJournals(verifying);
    const rows = await verifyRows(verifying, sealed.lines);
    await planForSets(tenant);
    const cancelled = await cancelledDocuments(tenant);
    await verifyLines(verifying, cancelled);
    await verifySums(verifying, cancelled);
    const isNote = ({ check }: Difference) => check === 'today';
    return {
      trust: trustId,
      checked: { ...sealed, rows, cells: await countCells(tenant) },
      differences: found.listed.filter((difference) => !isNote(difference)),
      notes: found.listed.filter(isNote),
      counts: found.counts,
    };
  });
}

async function verifyJournals({ tenant, found, onProgress }: Verifying) {
  const digested = new Map<RecordKind, Digested>();
  let before = 0;
  for (const kind of recordKinds) {
    const report = (done: number) => onProgress('journals', before + done);
    const digest = await digestRecords(tenant, kind, report);
    digested.set(kind, digest);
    before += digest.count;
  }
  const journals = await journalsOf(tenant);
  found.add('journals', journalDifferences(journals, digested));
  const count = (kind: RecordKind) => digested.get(kind)?.count ?? 0;
  return { journals: journals.length, lines: count('lines'), entries: count('entries') };
}

/** Reads every kept file again, and compares the lines that were posted from its rows. */
async function verifyRows(verifying: Verifying, linesInAll: number): Promise<number> {
  const seen = { rows: 0, lines: 0 };
  for (const record of await importsOf(verifying.tenant)) {
    // A file that came again was kept once, with the import that it was recognised as.
    if (record.state !== 'recognised') await verifyImport({ ...verifying, record, seen });
  }
  const [expected, found] = [String(linesInAll), String(seen.lines)];
  verifying.found.add('rows', fileDifference('all files', 'posted lines', expected, found));
  return seen.rows;
}

interface VerifyingImport extends Verifying {
  readonly record: ImportRecord;
  /** How many rows and lines were compared; grows with each import. */
  readonly seen: { rows: number; lines: number };
}

async function verifyImport(verifying: VerifyingImport): Promise<void> {
  const { tenant, found, onProgress, record, seen } = verifying;
  const file = await sourceFileById(tenant, record.fileId);
  const { document: profile } = await profileById(tenant, record.profileId);
  const read = invoiceReader(profile, file.header);
  const hash = createHash('sha256');
  const counter = rowCounter();
  const comparing = { ...verifying, counter };
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
}

/** The rows of a chunk by number; none of a broken one, and then their lines have no rows. */
function openChunk(
  chunk: Buffer,
  read: ReturnType<typeof invoiceReader>,
): { text: string; rows: ReadonlyMap<number, ReadRow> } {
  try {
    const text = gunzipSync(chunk).toString();
    return { text, rows: new Map([...readKept(text)].map((kept) => [kept.row, read(kept)])) };
  } catch {
    return { text: 'broken', rows: new Map() };
  }
}

async function compareRows(
  { tenant, found, record, seen, counter }: VerifyingImport & { counter: Counter },
  read: ReadonlyMap<number, ReadRow>,
  window: { after: number; upTo: number },
): Promise<void> {
  const place = { importId: record.id, ...window };
  const [lines, queued] = [await linesOfRows(tenant, place), await queuedRows(tenant, place)];
  seen.lines += lines.length;
  for (const records of recordsByRow(read, lines, queued)) {
    counter.add(records);
    found.add('rows', rowDifferences(record.file, records));
  }
}

const aboutLines: readonly [Check, string][] = [
  ['shares', shareQuestion],
  ['entries', entryQuestion],
  ['entries', reversalQuestion],
  ['today', todayQuestion],
];

async function verifyLines(
  { tenant, found, onProgress }: Verifying,
  cancelled: readonly string[],
): Promise<void> {
  let count = 0;
  for (const { after, upTo } of await lineWindows(tenant)) {
    for (const [check, question] of aboutLines) {
      const { answers, total } = await ask(tenant, question, [after, upTo, cancelled, listed]);
      const differences = answers.map((answer) => differenceOf(check, answer));
      found.add(check, differences, total);
    }
    count += linesInWindow;
    onProgress('entries', count);
  }
}

async function verifySums(
  { tenant, found, onProgress }: Verifying,
  cancelled: readonly string[],
): Promise<void> {
  const questions = [
    ...postingQuestions.map((question) => [question, [cancelled, listed]] as const),
    ...cellQuestions.map((question) => [question, [listed]] as const),
  ];
  for (const [index, [question, parameters]] of questions.entries()) {
    const { answers, total } = await ask(tenant, question, parameters);
    const differences = answers.map((answer) => differenceOf('sums', answer));
    found.add('sums', differences, total);
    onProgress('sums', index + 1);
  }
}
