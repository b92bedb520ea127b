import type { Change } from '../changes/change.ts';
import { type RowsOfImports, whatChanges } from '../changes/commands.ts';
import { postWaiting, registerOf } from '../confirmations/commands.ts';
import { remeasure, takeBack } from '../corrections/commands.ts';
import { theseLines } from '../corrections/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, retally, stoppedRows } from '../imports/store.ts';
import { openJournal, sealOpenJournal } from '../ledger/commands.ts';
import type { Posting } from '../lines/commands.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import { chooseVersion, decide, type TakenBack } from '../replacements/commands.ts';
import type { RuledRow } from '../versions/holding.ts';
import {
  inWords,
  isDecided,
  isSameNote,
  misfit,
  verdictOf,
  versionCodes,
  type Way,
} from './fit.ts';
import { lineAt, linesOfRows, rowsOfDocument } from './store.ts';

/** The row that a person decides about. */
export interface RowOfImport {
  readonly importId: string;
  readonly row: number;
}

/** What a decision about a row would change, to the row and the penny; nothing is changed. */
export function checkSettlement(
  database: Database,
  trustId: string,
  place: RowOfImport,
  way: Way,
  person: Person,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => settle(tenant, place, way, person));
}

/**
 * Decides about a row that waits, and keeps the decision with who made it: it holds whenever the
 * same file is read. What credit it is holds for all rows of its note that say the same (P9); which
 * version counts holds for all rows of its document and school (P12). One journal posts what can be
 * posted now, with what gives way for it; asked again, nothing changes.
 */
export function settleRow(
  database: Database,
  trustId: string,
  place: RowOfImport,
  way: Way,
  person: Person,
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => settle(tenant, place, way, person));
}

async function settle(
  tenant: Tenant,
  place: RowOfImport,
  way: Way,
  person: Person,
): Promise<Change> {
  return whatChanges(tenant, async () => {
    const asked = await lookUp(tenant, place, way, person);
    const about: RowsOfImports = new Map([[place.importId, new Set(asked.rows.map(rowNumber))]]);
    const isDone = ({ ruling, line }: RuledRow) =>
      isDecided(ruling, asked.codes.get(line.row), way);
    if (asked.rows.every(isDone)) return about;
    const taken =
      way.way === 'credit'
        ? await typeCredit(asked, way)
        : await chooseVersion({ ...asked, verdict: verdictOf[way.way] });
    await seal(asked, taken, person);
    return about;
  });
}

/** A decision that is being carried out. */
interface Settling {
  readonly posting: Posting;
  readonly record: ImportRecord;
  readonly way: Way;
  readonly person: Person;
  /** The rows of the document in the file, and those of them that the decision is about. */
  readonly document: readonly RuledRow[];
  readonly rows: readonly RuledRow[];
  /** Why rows of the document are queued. */
  readonly codes: ReadonlyMap<number, string>;
  readonly postedBefore: number;
}

const rowNumber = ({ line }: RuledRow) => line.row;

/** Finds the row, what belongs to it, and whether the decision fits; refuses it if not. */
async function lookUp(
  tenant: Tenant,
  { importId, row }: RowOfImport,
  way: Way,
  person: Person,
): Promise<Settling> {
  const journal = await openJournal(tenant);
  const register = await registerOf(tenant);
  const posting = { tenant, journal, register, onProgress: () => {} };
  const record = await postedImport(tenant, importId);
  const line = await lineAt(tenant, record, row);
  if (!line) {
    throw new Problem({
      code: 'settlement.unfit',
      file: record.file,
      row,
      message: 'There is no such row, or it cannot be read as a line.',
      remedy: 'Mend the row in a copy of the file and send that, or teach the profile its words.',
    });
  }
  const document = await rowsOfDocument(tenant, register, record, line);
  const stopped = await stoppedRows(tenant, importId);
  const codes = new Map(stopped.map((each) => [each.row, each.code]));
  const asked = document.find((each) => each.line.row === row);
  if (!asked) throw new Error(`row ${row} of ${record.file} is not of its own document`);
  const facts = { file: record.file, line, ruling: asked.ruling, code: codes.get(row) };
  const problem = isDecided(facts.ruling, facts.code, way) ? undefined : misfit(facts, way);
  if (problem) throw new Problem(problem);
  const isQueuedVersion = (each: RuledRow) =>
    each.schoolId === asked.schoolId && versionCodes.includes(codes.get(each.line.row) ?? '');
  const isOfNote = (each: RuledRow) =>
    isSameNote(each.line, line) && (codes.has(each.line.row) || each.ruling.credit !== undefined);
  const together = document.filter(way.way === 'credit' ? isOfNote : isQueuedVersion);
  const rows = together.length > 0 ? together : [asked];
  const postedBefore = await rowsPosted(tenant);
  return { posting, record, way, person, document, rows, codes, postedBefore };
}

/** The import as it is posted; refuses one that is not. */
export async function postedImport(tenant: Tenant, importId: string): Promise<ImportRecord> {
  const [record] = await importsOf(tenant, { id: importId });
  if (record?.state === 'posted') return record;
  throw new Problem({
    code: 'import.unknown',
    message: record
      ? `${record.file} is not posted, so none of its rows waits for a decision.`
      : `There is no import ${importId}.`,
    remedy: 'List the queue to see which rows wait.',
  });
}

async function rowsPosted(tenant: Tenant): Promise<number> {
  const imports = await importsOf(tenant, { state: 'posted' });
  return imports.reduce((sum, { rows }) => sum + rows.posted, 0);
}

/** Keeps what the rows of a credit note are, and judges them by all rules of their kind (P9). */
async function typeCredit(
  { posting, record, person, document, rows, codes }: Settling,
  { kind, originalNumber }: Extract<Way, { way: 'credit' }>,
): Promise<TakenBack> {
  const { tenant, journal } = posting;
  const numbers = rows.map(rowNumber);
  const lines = await linesOfRows(tenant, record.id, numbers);
  const places = await takeBack(tenant, journal, theseLines(tenant, lines));
  const decision = { about: 'credit' as const, kind, originalNumber, ...person };
  await decide(posting, record, numbers, decision);
  const queued = document.map(rowNumber).filter((row) => codes.has(row));
  await postRows(posting, record, new Set([...numbers, ...queued]));
  return { places, lines: lines.length };
}

/** Ends the journal, with the credits that waited for what it brought; none if nothing was posted. */
async function seal(
  { posting, record, way, rows, postedBefore }: Settling,
  taken: TakenBack,
  { by, at }: Person,
): Promise<void> {
  const { tenant, journal, register } = posting;
  await postWaiting(posting, record);
  await remeasure(tenant, journal, register, taken.places);
  await retally(tenant, record.id);
  if (taken.lines === 0 && (await rowsPosted(tenant)) === postedBefore) return;
  const [first] = rows;
  await sealOpenJournal(tenant, journal, {
    kind: 'settlement',
    recordedAt: at,
    recordedBy: by,
    reason: `Row ${first?.line.row} of ${record.file}: ${inWords(way)}`,
    importId: record.id,
    fileSha256: record.sha256,
  });
}
