import type { Tenant } from '../database/tenant.ts';
import { type Decisions, decided, notMoved, rulingOn } from '../decisions/decision.ts';
import { decisionsOf, nextJournal, rowsAsRead } from '../decisions/store.ts';
import type { ImportRecord, StoppedRow } from '../imports/import.ts';
import { notYours } from '../imports/seen.ts';
import { addStoppedRows, postedRows, removeStoppedRows, setRead } from '../imports/store.ts';
import { type Contents, contentsCounter } from '../invoices/contents.ts';
import { controlTotal } from '../invoices/control-total.ts';
import { documentKey } from '../invoices/invoice.ts';
import { invoiceReader } from '../invoices/invoice-reader.ts';
import { keptRows, postedVersion, type SourceFile, type StoredProfile } from '../invoices/store.ts';
import type { Limit } from '../limits/limit.ts';
import { keepKnown, markBeyond, takeWithinOff } from '../limits/store.ts';
import { schoolsNamed } from '../schools/school.ts';
import { place } from './placed-row.ts';
import type { Step } from './progress.ts';
import type { Register } from './register.ts';
import { type LinesTaker, phases, type StagedLine, type Taken, whoseRow } from './staged-line.ts';
import { stoppedBy } from './stopped.ts';
import {
  countDocuments,
  markConflict,
  type OfSchool,
  postedNames,
  recogniseLines,
  stagedLines,
  stageLines,
} from './store.ts';

/** An import whose rows are looked at; all that are not posted yet, or only some of them. */
export interface Source {
  readonly record: ImportRecord;
  readonly file: SourceFile;
  readonly profile: StoredProfile;
  readonly only: ReadonlySet<number> | undefined;
}

/** Where rows are looked at, by which master data, and who is told how far it is and may throw. */
export interface Recognising {
  readonly tenant: Tenant;
  readonly register: Register;
  /** Rows beyond it are held, and nothing that is posted is told of them. */
  readonly limit?: Limit | undefined;
  /** What a line would say if things were otherwise; it is told from others by what it says (P12). */
  readonly revise?: Revise | undefined;
  /** Takes lines of documents that never came before while the file is read; without it, they wait. */
  readonly unheardOf?: LinesTaker | undefined;
  readonly onProgress: (step: Step) => void;
}

/** A line of a supplier as a scenario has it; without one, every line counts as it came. */
export type Revise = (staged: StagedLine, supplierId: string) => StagedLine;

/** What the lines of a file say in all, and how many documents they belong to. */
export interface RecognisedContents extends Contents {
  readonly documents: number;
}

/** What reading a file found beside its lines. */
export interface Recognised {
  /** Sentences about its own total, where that is not the sum of its rows. */
  readonly warnings: readonly string[];
  readonly contents: RecognisedContents;
}

/**
 * So many lines are taken at once. A joint line counts as many times as there are schools: it may become as many
 * entries, and all of a batch are in memory.
 */
const batchSize = 2000;

const nothing: Taken = { taken: new Set(), held: [] };

/** The phase of lines that cancel a document, as it is staged. */
const cancelling = phases.indexOf('reversal');

/**
 * Reads the rows of an import that are not posted, finds the school and contract of each, and tells
 * the new ones from those that came before (P3, P12). What cannot go on is queued with its reason.
 */
export async function recogniseRows(recognising: Recognising, source: Source): Promise<Recognised> {
  const { tenant, limit } = recognising;
  const { record, profile, only } = source;
  const decisions = await decisionsOf(tenant, rowsAsRead(record, profile));
  const queued = limit && (await takeWithinOff(tenant, record.id, limit));
  if (!queued) await removeStoppedRows(tenant, record.id, only && [...only]);
  const recognised = await stageFile(recognising, source, { decisions, left: queued?.left });
  recognising.onProgress({ importId: record.id, phase: 'recognising' });
  const mayMove = notMoved(decisions, await nextJournal(tenant));
  const { supplierId } = profile;
  const arrival = { importId: record.id, supplierId, mayMove };
  if (await recogniseLines(tenant, arrival)) await holdRenamed(recognising, supplierId);
  if (queued) await holdBeyond(tenant, source, limit, queued);
  if (record.limitedKeyId) await keepKnown(tenant, { importId: record.id, cancelling }, only);
  await queueKnownOtherwise(recognising, source);
  return recognised;
}

/** Reads the kept rows: lines are staged, and what cannot be a line is queued. */
async function stageFile(
  recognising: Recognising,
  source: Source,
  { decisions, left }: { decisions: Decisions; left: ReadonlySet<number> | undefined },
): Promise<Recognised> {
  const { tenant } = recognising;
  const { record, file, profile } = source;
  const schools = recognising.register.schools.size;
  const standing = await postedRows(tenant, record.id);
  const read = invoiceReader(profile.document, file.header, file.forms);
  const control = controlTotal();
  const contents = contentsCounter();
  const unstaged = new Set<string>();
  const revise = recognising.revise ?? ((staged) => staged);
  let lines: StagedLine[] = [];
  let stopped: StoppedRow[] = [];
  const reading = { importId: record.id, phase: 'reading' } as const;
  let [row, settled, weight] = [0, 0, 0];
  const flush = async () => {
    const { taken, held } = (await recognising.unheardOf?.take(lines)) ?? nothing;
    for (const document of held) unstaged.add(document);
    const others = lines.filter((line) => !taken.has(line));
    await stageLines(tenant, others);
    await queue(tenant, source, left ? stopped.filter((each) => !left.has(each.row)) : stopped);
    settled += stopped.length + taken.size;
    [lines, stopped, weight] = [[], [], 0];
    recognising.onProgress({ ...reading, row, net: control.net(), settled });
  };
  for await (const kept of keptRows(tenant, file.id)) {
    row = kept.row;
    const printed = read(kept);
    const found = decided(printed, rulingOn(decisions, row));
    control.count(found);
    contents.count(found);
    if (found.kind === 'total' || standing.has(row)) continue;
    const placed = place(found, printed, recognising.register);
    if ('staged' in placed) lines.push(revise(placed.staged, profile.supplierId));
    else {
      stopped.push(placed.stopped);
      for (const document of placed.documents) unstaged.add(document);
    }
    weight += 'staged' in placed && placed.staged.schoolId === null ? schools : 1;
    if (weight >= batchSize) await flush();
  }
  await flush();
  await recognising.unheardOf?.end();
  const sums = { rows: control.rows(), net: control.net() };
  if (record.state !== 'posted') await setRead(tenant, record.id, sums);
  const documents = await countDocuments(tenant, record.id, [...unstaged]);
  return { warnings: control.warnings(), contents: { ...contents.end(), documents } };
}

/** Holds the rows beyond a limit; of a posted import, those that somebody settled stay as they are. */
async function holdBeyond(
  tenant: Tenant,
  source: Source,
  limit: Limit,
  { taken, left }: { taken: ReadonlySet<number>; left: ReadonlySet<number> },
): Promise<void> {
  const { id: importId, state } = source.record;
  await markBeyond(tenant, { importId, cancelling }, limit);
  for await (const batch of stagedLines(tenant, 'beyond')) {
    const held = batch.filter(({ line: { row } }) =>
      state === 'posted' ? taken.has(row) : !left.has(row),
    );
    const rows = held.map((each) => notYours(each.line.row, each.line.net, whoseRow(each)));
    await queue(tenant, source, rows);
  }
}

/** Queues rows of an import that cannot be posted. */
export async function queue(
  tenant: Tenant,
  source: Source,
  rows: readonly StoppedRow[],
): Promise<void> {
  const wanted = rows.filter(({ row }) => !source.only || source.only.has(row));
  const { record, profile } = source;
  if (wanted.length > 0)
    await addStoppedRows(tenant, { importId: record.id, supplierId: profile.supplierId }, wanted);
}

/** Holds the documents in which a printed school name means another school than it did (P12). */
async function holdRenamed({ tenant, register }: Recognising, supplierId: string): Promise<void> {
  const renamed: OfSchool[] = [];
  for (const posted of await postedNames(tenant, supplierId)) {
    // A credit without dates was looked up on the day of its document, and took its original's.
    const days = posted.kind === 'invoice' ? [posted.on] : [posted.on, posted.documentDate];
    const today = days.map((on) => {
      const [school, ...others] = schoolsNamed(register.directory, posted.schoolText, on);
      return others.length === 0 ? school?.id : undefined;
    });
    const elsewhere = today.filter((id) => id !== undefined && id !== posted.schoolId);
    if (elsewhere.length < today.length) continue;
    const { number, kind } = posted;
    for (const schoolId of [posted.schoolId, ...elsewhere.filter((id) => id !== undefined)]) {
      renamed.push({ number, kind, schoolId });
    }
  }
  if (renamed.length > 0) await markConflict(tenant, renamed);
}

async function queueKnownOtherwise(recognising: Recognising, source: Source): Promise<void> {
  const { tenant } = recognising;
  for await (const batch of stagedLines(tenant, 'conflict')) {
    const versions = new Map<string, string[]>();
    const stopped: StoppedRow[] = [];
    for (const staged of batch) {
      const { line, schoolId } = staged;
      // What is not queued need not be put in words.
      if (source.only && !source.only.has(line.row)) continue;
      const key = `${documentKey(line)} ${schoolId}`;
      const posted =
        versions.get(key) ??
        (await postedVersion(tenant, source.profile.supplierId, line, schoolId));
      versions.set(key, posted);
      stopped.push(
        stoppedBy(
          {
            code: 'document.conflict',
            row: line.row,
            found: line.documentNumber,
            message: `${line.documentNumber} came before with other content. Posted: ${posted.join('; ') || 'lines of another school'}.`,
            remedy:
              'Ask the supplier which version is right, then settle the row: take the new or keep the old.',
          },
          { net: line.net, schoolId: whoseRow(staged) },
        ),
      );
    }
    await queue(tenant, source, stopped);
  }
  for await (const batch of stagedLines(tenant, 'moved')) {
    const stopped = batch.map(({ line, schoolId }) =>
      stoppedBy(
        {
          code: 'document.moved',
          row: line.row,
          found: line.schoolText,
          message: `This line of ${line.documentNumber} was posted for another school, and that one is missing here.`,
          remedy:
            'Ask the supplier which school it is for, then settle the row: take the new, keep the old, or both.',
        },
        { net: line.net, schoolId: whoseRow({ line, schoolId }) },
      ),
    );
    await queue(tenant, source, stopped);
  }
}
