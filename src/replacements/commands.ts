import { postReopened } from '../confirmations/commands.ts';
import { postAgain, takeBack } from '../corrections/commands.ts';
import { creditsOn, type Place, theseLines } from '../corrections/store.ts';
import type { CreditDecision, Dismissal, Verdict, VersionDecision } from '../decisions/decision.ts';
import { addDecisions, rowsAsRead } from '../decisions/store.ts';
import { matchLine } from '../documents/match.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, postedRows, retally, stoppedRows } from '../imports/store.ts';
import { documentId, documentKey } from '../invoices/invoice.ts';
import { profileById } from '../invoices/store.ts';
import type { Posting } from '../lines/commands.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import type { DocumentRow, RuledRow, StandingLine } from '../versions/holding.ts';
import { linesOfFile, standingLines } from '../versions/store.ts';
import { candidatesToMove, givingWay, leftNowhere, type Version } from './version.ts';

/** What a decision took back on its way: the places to measure again, and how many lines went. */
export interface TakenBack {
  readonly places: readonly Place[];
  readonly lines: number;
}

/** A person's choice of the version of a document that counts for a school. */
export interface Choice {
  readonly posting: Posting;
  readonly record: ImportRecord;
  readonly person: Person;
  readonly verdict: Verdict;
  /** The rows of the document in the file, and those of them that the choice is about. */
  readonly document: readonly RuledRow[];
  readonly rows: readonly RuledRow[];
}

type Decided =
  | Omit<CreditDecision, 'row' | 'knownFrom'>
  | Omit<Dismissal, 'row' | 'knownFrom'>
  | Omit<VersionDecision, 'row' | 'knownFrom'>;

/** Keeps what was decided of rows of an import, from the journal on that is being written. */
export async function decide(
  { tenant, journal }: Posting,
  record: ImportRecord,
  rows: readonly number[],
  verdict: Decided,
): Promise<void> {
  const decisions = rows.map((row) => ({ ...verdict, row, knownFrom: journal.number }));
  const profile = await profileById(tenant, record.profileId);
  await addDecisions(tenant, rowsAsRead(record, profile), decisions);
}

const rowNumber = ({ line }: DocumentRow) => line.row;

/** Lets one version of a document count for a school, or both; what gives way is kept as replaced. */
export async function chooseVersion(choice: Choice): Promise<TakenBack> {
  const { posting, record, person, verdict, document, rows } = choice;
  const { tenant, journal } = posting;
  const standing = await standingOf(choice);
  const version = versionOf(choice);
  if (verdict === 'declined') refuseToKeepNothing(choice, version, standing);
  const going = verdict === 'taken' ? linesGoing(choice, version, standing) : [];
  const others = going.length > 0 ? await othersOf(choice, going, standing) : [];
  const ids = going.map(({ id }) => id);
  const credits = await creditsOn(tenant, ids);
  const all = [...ids, ...credits.map(({ lineId }) => lineId)];
  const places = await takeBack(tenant, journal, theseLines(tenant, all));
  const decision = { about: 'version' as const, verdict, otherFile: '', ...person };
  await decide(posting, record, rows.map(rowNumber), decision);
  if (verdict === 'beside' && version) await keepBeside(choice, version, standing);
  const replaced = { ...decision, verdict: 'replaced' as const, otherFile: record.file };
  for (const { old, gone } of others) await decide(posting, old, gone, replaced);
  await postRows(posting, record, new Set(document.map(rowNumber)));
  for (const { old, gone, already } of others) {
    await postRows(posting, old, new Set([...gone, ...already]));
    await retally(tenant, old.id);
  }
  await postAgain(posting, credits);
  if (going.length > 0) await postReopened(posting, record, person);
  return { places, lines: all.length };
}

function versionOf({ record, document, rows: [asked] }: Choice): Version | undefined {
  const schoolId = asked?.schoolId;
  return schoolId === undefined ? undefined : { importId: record.id, schoolId, rows: document };
}

async function standingOf({ posting, record, rows }: Choice): Promise<StandingLine[]> {
  const { tenant } = posting;
  const [asked] = rows;
  if (!asked) return [];
  const { supplierId } = await profileById(tenant, record.profileId);
  return standingLines(tenant, documentId(tenant.trustId, supplierId, asked.line));
}

/** Refuses to keep a version of which nothing is posted any more: the row would count nowhere (P13). */
function refuseToKeepNothing(
  { posting, record, rows: [asked] }: Choice,
  version: Version | undefined,
  standing: readonly StandingLine[],
): void {
  if (!version || !asked) return;
  const kept = givingWay(version, standing, posting.register.directory);
  if ('schools' in kept || kept.lines.length > 0) return;
  const number = asked.line.documentNumber;
  throw new Problem({
    code: 'settlement.unfit',
    file: record.file,
    row: asked.line.row,
    found: number,
    message: `Nothing that stands against this row is posted of ${number} any more, so there is nothing to keep.`,
    remedy: 'Let this version count, or say that the row does not count and why.',
  });
}

/** What gives way; refused where nothing tells which of the schools' lines it is. */
function linesGoing(
  { posting, record, rows: [asked] }: Choice,
  version: Version | undefined,
  standing: readonly StandingLine[],
): readonly StandingLine[] {
  if (!version || !asked) return [];
  const found = givingWay(version, standing, posting.register.directory);
  if ('lines' in found) return found.lines;
  const names = found.schools.map((id) =>
    id === null ? 'the whole trust' : (posting.register.schools.get(id)?.name ?? id),
  );
  throw new Problem({
    code: 'settlement.unfit',
    file: record.file,
    row: asked.line.row,
    found: asked.line.documentNumber,
    message: `Equal lines of ${asked.line.documentNumber} are posted for ${names.join(' and ')}, and nothing tells which of them has moved.`,
    remedy: 'Undo the import with the line that is wrong, or keep both.',
  });
}

/** A line that is kept beside another stays so when either of the files comes again (P11). */
async function keepBeside(
  { posting, person }: Choice,
  version: Version,
  standing: readonly StandingLine[],
): Promise<void> {
  const lines = [...candidatesToMove(version, standing).values()].flat();
  const beside = {
    about: 'version' as const,
    verdict: 'beside' as const,
    otherFile: '',
    ...person,
  };
  for (const importId of new Set(lines.map((line) => line.importId))) {
    const [old] = await importsOf(posting.tenant, { id: importId });
    const rows = lines.filter((line) => line.importId === importId).map(({ row }) => row);
    if (old) await decide(posting, old, rows, beside);
  }
}

/** Another import of a document: its rows that give way, and those that came before it elsewhere. */
interface OtherImport {
  readonly old: ImportRecord;
  readonly gone: readonly number[];
  readonly already: readonly number[];
}

async function othersOf(
  choice: Choice,
  going: readonly StandingLine[],
  standing: readonly StandingLine[],
): Promise<OtherImport[]> {
  const { posting, record } = choice;
  const others: OtherImport[] = [];
  for (const old of await importsOf(posting.tenant, { state: 'posted' })) {
    if (old.id === record.id) continue;
    const own = going.filter(({ importId }) => importId === old.id).map(({ row }) => row);
    const known = old.rows.already > 0 ? await rowsKnownBefore(choice, old) : [];
    if (own.length + known.length === 0) continue;
    const staying = standing.filter((line) => !going.includes(line) && line.importId !== old.id);
    const gone = [...own, ...leftNowhere(known, going, staying)];
    others.push({ old, gone, already: known.map(rowNumber) });
  }
  return others;
}

/** The rows of the document in another file that are neither posted nor queued: they came before. */
async function rowsKnownBefore(
  { posting, record, rows: [asked] }: Choice,
  other: ImportRecord,
): Promise<DocumentRow[]> {
  const { tenant, register } = posting;
  const profiles = [record, other].map(({ profileId }) => profileById(tenant, profileId));
  const [mine, theirs] = await Promise.all(profiles);
  if (!asked || mine?.supplierId !== theirs?.supplierId) return [];
  const settled = await postedRows(tenant, other.id);
  for (const { row } of await stoppedRows(tenant, other.id)) settled.add(row);
  const known: DocumentRow[] = [];
  for await (const { line } of linesOfFile(tenant, other)) {
    if (documentKey(line) !== documentKey(asked.line) || settled.has(line.row)) continue;
    const matched = matchLine(line, register);
    known.push({ line, schoolId: 'stopped' in matched ? undefined : matched.schoolId });
  }
  return known;
}
