import type { LocalDate } from '../calendar/local-date.ts';
import type { Change } from '../changes/change.ts';
import { type RowsOfImports, whatChanges } from '../changes/commands.ts';
import { confirmReading, postWaiting, registerOf } from '../confirmations/commands.ts';
import { contractsOf } from '../contracts/store.ts';
import { undoImport } from '../corrections/commands.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { addImport, importsOf, retally } from '../imports/store.ts';
import { putProfile } from '../invoices/commands.ts';
import { profileById, profilesOf, type StoredProfile } from '../invoices/store.ts';
import { openJournal, sealOpenJournal } from '../ledger/commands.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import { saveIdentifiers } from '../schools/store.ts';
import { postedImport, type RowOfImport } from '../settlements/commands.ts';
import { lineAt } from '../settlements/store.ts';
import { namingOf } from './alias.ts';
import { type ImportWithRows, importsToReadAgain, rowsHeldFor, rowsWithWord } from './store.ts';
import {
  differInWordsOnly,
  fieldOf,
  type Lesson,
  profileOutgrown,
  taught,
  untaught,
} from './word.ts';

/** Which school a row's text means, and from which day on; from the row's own day if none is said. */
export interface SchoolNamed {
  readonly urn: string;
  readonly from?: LocalDate | undefined;
}

/** What naming the school of a row would change, to the row and the penny; nothing is changed. */
export function checkSchool(
  database: Database,
  trustId: string,
  place: RowOfImport,
  named: SchoolNamed,
  person: Person,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => learnSchool(tenant, place, named, person));
}

/**
 * Remembers which school the text of a row means, as a dated alias, and posts all rows of all files
 * that waited for it and can be posted now, in one journal (P3).
 */
export function nameSchool(
  database: Database,
  trustId: string,
  place: RowOfImport,
  named: SchoolNamed,
  person: Person,
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => learnSchool(tenant, place, named, person));
}

async function learnSchool(
  tenant: Tenant,
  place: RowOfImport,
  named: SchoolNamed,
  person: Person,
): Promise<Change> {
  return whatChanges(tenant, async () => {
    const journal = await openJournal(tenant);
    const record = await postedImport(tenant, place.importId);
    const text = await rememberName(tenant, record, place.row, named);
    const waiting = await rowsHeldFor(tenant, 'school.unknown', text);
    const register = await registerOf(tenant);
    const posting = { tenant, journal, register, onProgress: () => {} };
    const before = await importsOf(tenant, { state: 'posted' });
    for (const waits of before) {
      const rows = waiting.get(waits.id);
      if (!rows) continue;
      await postRows(posting, waits, rows);
      await postWaiting(posting, waits);
      await retally(tenant, waits.id);
    }
    const after = await importsOf(tenant, { state: 'posted' });
    const postedOf = (imports: readonly ImportRecord[]) =>
      imports.reduce((sum, { rows }) => sum + rows.posted, 0);
    if (postedOf(after) > postedOf(before)) {
      await sealOpenJournal(tenant, journal, {
        kind: 'settlement',
        recordedAt: person.at,
        recordedBy: person.by,
        reason: `'${text}' is ${named.urn}`,
        importId: record.id,
        fileSha256: record.sha256,
      });
    }
    return waiting;
  });
}

/** Keeps the name of a school that a row prints, and answers with it. */
async function rememberName(
  tenant: Tenant,
  record: ImportRecord,
  row: number,
  named: SchoolNamed,
): Promise<string> {
  const { file } = record;
  const line = await lineAt(tenant, record, row);
  const message = 'There is no such row, or it is for the whole trust, or cannot be read.';
  if (!line || line.isJoint) throw new Problem({ code: 'settlement.unfit', file, row, message });
  const { directory } = await registerOf(tenant);
  const school = directory.byUrn.get(named.urn);
  if (!school) {
    throw new Problem({
      code: 'school.unknown',
      column: 'urn',
      found: named.urn,
      message: `There is no school ${named.urn} in the trust.`,
    });
  }
  const { schoolText: text } = line;
  const on = line.serviceFrom ?? line.documentDate;
  const naming = namingOf(directory, { text, on, school, from: named.from ?? on });
  if ('problem' in naming) throw new Problem({ file, row, ...naming.problem });
  const { valid } = naming;
  if (valid) {
    await saveIdentifiers(tenant, [{ schoolId: school.id, kind: 'alias', value: text, valid }]);
  }
  return text;
}

/** What teaching a word would change, to the row and the penny; nothing is changed. */
export function checkWord(
  database: Database,
  trustId: string,
  importId: string,
  lesson: Lesson,
  person: Person,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => learnWord(tenant, importId, lesson, person));
}

/**
 * Teaches the profile of an import what a word means, as its next version, and reads every posted
 * import of that profile again in which the word stands: each is undone and imported once more, all
 * in one transaction, so that the figures are those of importing once (P11).
 */
export function teachWord(
  database: Database,
  trustId: string,
  importId: string,
  lesson: Lesson,
  person: Person,
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => learnWord(tenant, importId, lesson, person));
}

async function learnWord(
  tenant: Tenant,
  importId: string,
  lesson: Lesson,
  person: Person,
): Promise<Change> {
  return whatChanges(tenant, async () => {
    const record = await postedImport(tenant, importId);
    const profile = await learnedProfile(tenant, record, lesson);
    const heading = profile.document.columns[fieldOf(lesson.kind)] ?? '';
    const place = { heading, word: lesson.word };
    if ((await rowsWithWord(tenant, record, place)).size === 0) {
      throw new Problem({
        code: 'settlement.unfit',
        file: record.file,
        column: heading,
        found: lesson.word,
        message: `No row says '${lesson.word}' there.`,
        remedy: 'Write the word as the supplier prints it.',
      });
    }
    const affected = await importsToReadAgain(tenant, profile, place);
    return readAgain(tenant, affected, profile, person);
  });
}

/** The newest version of the profile that an import was read with, with the word taught to it. */
async function learnedProfile(
  tenant: Tenant,
  record: ImportRecord,
  lesson: Lesson,
): Promise<StoredProfile> {
  const { name, document: own } = await profileById(tenant, record.profileId);
  const newest = (await profilesOf(tenant)).find((known) => known.name === name);
  if (!newest) throw new Error(`profile ${name} is gone`);
  const outgrown = differInWordsOnly(own, newest.document) ? undefined : profileOutgrown(name);
  const contracts = await contractsOf(tenant);
  const theirs = contracts.filter(({ supplierId }) => supplierId === newest.supplierId);
  const items = new Set(theirs.flatMap(({ prices }) => prices.map(({ item }) => item)));
  const problem = outgrown ?? untaught(newest.document, lesson, items);
  if (problem) throw new Problem({ file: record.file, ...problem });
  const document = taught(newest.document, lesson);
  const { profile } = await putProfile(asDatabase(tenant), tenant.trustId, { name, document });
  return profile;
}

/** Undoes imports, the last one first, and imports their kept files by a profile in their order. */
async function readAgain(
  tenant: Tenant,
  imports: readonly ImportWithRows[],
  profile: StoredProfile,
  person: Person,
): Promise<RowsOfImports> {
  const [database, { trustId }] = [asDatabase(tenant), tenant];
  const reason = `To be read again by version ${profile.version} of ${profile.name}`;
  for (const [{ id }] of [...imports].reverse()) {
    // Each file comes again at once, so that what was decided of its versions stays decided.
    await undoImport(database, trustId, id, { ...person, reason }, async () => {});
  }
  const about = new Map<string, ReadonlySet<number>>();
  for (const [{ file, fileId, sha256 }, rows] of imports) {
    const id = newId();
    const arrival = {
      fileId,
      sha256,
      fileName: file,
      receivedAt: person.at,
      receivedBy: person.by,
      limitedKeyId: null,
    };
    await addImport(tenant, { ...arrival, id, state: 'received', profileId: profile.id });
    await confirmReading(database, trustId, id, person);
    about.set(id, rows);
  }
  return about;
}
