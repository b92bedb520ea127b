import { baselineBook } from '../baselines/baseline.ts';
import { baselinesOf } from '../baselines/store.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Step } from '../documents/progress.ts';
import type { Register } from '../documents/register.ts';
import { importWithin, type Person, postedAlready, stoppedPages } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, retally, rowsWaitingFor, setImportState } from '../imports/store.ts';
import { profileById, sourceFileById } from '../invoices/store.ts';
import { openJournal, sealOpenJournal } from '../ledger/commands.ts';
import { headOf } from '../ledger/store.ts';
import type { Limit } from '../limits/limit.ts';
import type { Posting } from '../lines/commands.ts';
import { unpricedWarnings } from '../lines/unpriced.ts';
import { subtract } from '../money/money.ts';
import { closedMonthsOf } from '../periods/store.ts';
import { type Findings, postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import { schoolDirectory } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { reopenAll, reopenRows } from '../versions/commands.ts';
import type { ImportResult } from './result.ts';
import { type Stopped, stoppedIn } from './stopped.ts';
import { effectOfJournal, keepMended, urnsWithin } from './store.ts';
import { unpricedTexts } from './unmatched.ts';
import { warningsOf } from './warnings.ts';
import { refusalOf, type Wish } from './wish.ts';

export interface ConfirmOptions extends Wish {
  readonly onProgress?: (step: Step) => void;
}

/** Today's master data of a trust, as lines are judged by it. */
export async function registerOf(tenant: Tenant): Promise<Register> {
  const schools = await schoolsOf(tenant);
  const contracts = await contractsOf(tenant);
  return {
    schools: new Map(schools.map((school) => [school.id, school])),
    directory: schoolDirectory(schools),
    contracts: new Map(contracts.map((contract) => [contract.reference, contract])),
    contractsById: new Map(contracts.map((contract) => [contract.id, contract])),
    baselines: baselineBook(await baselinesOf(tenant)),
    closedMonths: await closedMonthsOf(tenant),
  };
}

/** What confirming a received file would do, to the row and the penny; nothing is changed. */
export function checkImport(
  database: Database,
  trustId: string,
  importId: string,
  person: Person,
  options: ConfirmOptions = {},
): Promise<ImportResult> {
  return tryInTrust(database, trustId, (tenant) =>
    judgeAndConfirm(tenant, importId, person, options),
  );
}

/**
 * Posts a received file: its good rows count from now on, the others are held or refused with
 * their reasons, and credits that waited for its documents post with it. All in one journal, or
 * nothing at all.
 */
export function confirmImport(
  database: Database,
  trustId: string,
  importId: string,
  person: Person,
  options: ConfirmOptions = {},
): Promise<ImportResult> {
  return inTrust(database, trustId, (tenant) => judgeAndConfirm(tenant, importId, person, options));
}

/**
 * Posts a file that was just taken back to be read again: other files of its documents may be on
 * their way as well, so that what was decided of its versions stays decided.
 */
export function confirmReading(
  database: Database,
  trustId: string,
  importId: string,
  person: Person,
): Promise<ImportResult> {
  return inTrust(database, trustId, (tenant) => confirm(tenant, importId, person, {}));
}

/** Confirms a file whose versions do not stay passed over for what has gone meanwhile (P12). */
async function judgeAndConfirm(
  tenant: Tenant,
  importId: string,
  person: Person,
  options: ConfirmOptions,
): Promise<ImportResult> {
  await lockTrust(tenant);
  const arrived = await arrivalOf(tenant, importId);
  const record = await postedBefore(tenant, arrived);
  await reopenRows({ tenant, register: await registerOf(tenant), person }, record);
  return confirm(tenant, importId, person, options);
}

async function confirm(
  tenant: Tenant,
  importId: string,
  person: Person,
  options: ConfirmOptions,
): Promise<ImportResult> {
  const journal = await openJournal(tenant);
  const arrived = await arrivalOf(tenant, importId);
  const record = await postedBefore(tenant, arrived);
  const isRetry = record !== arrived || record.state === 'posted';
  const onProgress = options.onProgress ?? (() => {});
  const posting: Posting = { tenant, journal, register: await registerOf(tenant), onProgress };
  const { limit } = person;
  const before = await importWithin(tenant, record, limit);
  const found = await postRows({ ...posting, limit }, record);
  if (!isRetry) await setImportState(tenant, record.id, 'posted', journal.number);
  await keepMended(tenant, record);
  await postWaiting(posting, record);
  onProgress({ importId: record.id, phase: 'sealing' });
  await retally(tenant, record.id);
  const [whole = record] = await importsOf(tenant, { id: record.id });
  const done = await importWithin(tenant, whole, limit);
  const stopped = await stoppedIn(stoppedPages(tenant, done.id, limit));
  const refusal = refusalOf(done, options, {
    wrongTotals: found.warnings,
    first: stopped.problems.first,
  });
  if (refusal) throw refusal;
  // A retry that posts none of its own rows may let other files post theirs (P12).
  const isUnchanged = isRetry && journal.lines.isEmpty();
  if (!isUnchanged) {
    await sealOpenJournal(tenant, journal, {
      kind: isRetry ? 'retry' : 'import',
      recordedAt: person.at,
      recordedBy: person.by,
      reason: `${isRetry ? 'The rest of' : 'Import of'} ${record.file}`,
      importId: record.id,
      fileSha256: record.sha256,
    });
  }
  return resultOf(tenant, { arrived, before, done, isUnchanged, found, stopped, limit });
}

async function arrivalOf(tenant: Tenant, importId: string): Promise<ImportRecord> {
  const [record] = await importsOf(tenant, { id: importId });
  if (record && record.state !== 'undone') return record;
  throw new Problem({
    code: 'import.unknown',
    message: record
      ? `${record.file} was taken back; it cannot be confirmed.`
      : `There is no import ${importId}.`,
    remedy: 'Send the file again.',
  });
}

/** The import that really holds the file: an earlier one, if the same bytes are posted (P12). */
async function postedBefore(tenant: Tenant, arrived: ImportRecord): Promise<ImportRecord> {
  if (arrived.state === 'posted') return arrived;
  const { supplierId } = await profileById(tenant, arrived.profileId);
  const before = await postedAlready(tenant, arrived.sha256, supplierId);
  if (before && arrived.state === 'received')
    await setImportState(tenant, arrived.id, 'recognised');
  return before ?? arrived;
}

/** Credits of any import that waited for a document which this journal has brought (P9). */
export async function postWaiting(posting: Posting, record: ImportRecord): Promise<void> {
  const { tenant, journal } = posting;
  for (const [importId, rows] of await rowsWaitingFor(tenant, journal.number)) {
    const [waiting] = await importsOf(tenant, { id: importId });
    if (!waiting) continue;
    await postRows(posting, waiting, rows);
    if (importId !== record.id) await retally(tenant, importId);
  }
}

/** Posts or holds what was passed over for a version that has gone, with what waited for it (P12). */
export async function postReopened(
  posting: Posting,
  record: ImportRecord,
  person: Person,
): Promise<void> {
  const rows = await reopenAll({ ...posting, person });
  for (const importId of new Set(rows.map((each) => each.importId))) {
    const [reopened] = await importsOf(posting.tenant, { id: importId });
    if (!reopened) continue;
    const own = rows.filter((each) => each.importId === importId);
    await postRows(posting, reopened, new Set(own.map(({ row }) => row)));
    await retally(posting.tenant, importId);
  }
  if (rows.length > 0) await postWaiting(posting, record);
}

export interface Outcome {
  readonly arrived: ImportRecord;
  /** The import that holds the file, as it was and as it is within the limit. */
  readonly before: ImportRecord;
  readonly done: ImportRecord;
  readonly isUnchanged: boolean;
  readonly found: Findings;
  readonly stopped: Stopped;
  /** Only what is within it is told. */
  readonly limit?: Limit | undefined;
}

/** What a finished journal did to the rows of a file and to each school. */
export async function resultOf(
  tenant: Tenant,
  { arrived, before: was, done, isUnchanged, found, stopped, limit }: Outcome,
): Promise<ImportResult> {
  const { number } = await headOf(tenant);
  const [shown = done] = await importsOf(tenant, { id: arrived.id });
  const { problems, schools, contracts } = stopped;
  const seen = await importWithin(tenant, shown, limit);
  const isOwn = !limit || done.limitedKeyId === limit.holderId;
  const within = await urnsWithin(tenant, limit);
  const profile = await profileById(tenant, done.profileId);
  const file = await sourceFileById(tenant, done.fileId);
  const { supplier } = profile.document;
  return {
    record: seen,
    encoding: file.encoding,
    supplier,
    profileVersion: profile.version,
    sameFileAs: shown.id === done.id || !isOwn ? null : done.file,
    journal: number,
    newlyPosted: {
      rows: done.rows.posted - was.rows.posted,
      net: subtract(done.net.posted, was.net.posted),
    },
    problems,
    effect: (isUnchanged ? [] : await effectOfJournal(tenant, number)).filter(
      ({ urn }) => !within || within.has(urn),
    ),
    contents: found.contents,
    unmatched: { schools, contracts, items: unpricedTexts(found.items) },
    warnings: [
      ...found.warnings,
      ...warningsOf(seen, found.contents, supplier),
      ...unpricedWarnings(found.items),
    ],
    prices: found.prices,
    fees: found.fees,
  };
}
