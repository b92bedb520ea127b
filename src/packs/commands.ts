import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { listBaselines } from '../baselines/store.ts';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import { writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, type Tenant } from '../database/tenant.ts';
import { chunksOf } from '../evidence/store.ts';
import { ruleVersion } from '../ledger/chain.ts';
import { journalsOf } from '../ledger/store.ts';
import { methodText } from '../methods/method-text.ts';
import { periodActs } from '../periods/store.ts';
import { Problem } from '../problem.ts';
import { pointOf } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { csvRows, reportDocument } from '../reports/layout.ts';
import { dimensions, placesOf, reportBy } from '../reports/report.ts';
import { cellsOf, notIndexedIn, ruleVersionsIn, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import { expectedAsKnownAt } from '../watch/commands.ts';
import { completenessBy, completenessOf } from '../watch/completeness.ts';
import { answerParts } from './answers.ts';
import { documentParts } from './contract-documents.ts';
import { entryParts } from './entries.ts';
import { evidenceParts } from './kept-documents.ts';
import { manifestText, type PackedFile, type PackFacts, sumsText } from './manifest.ts';
import { csv, journalParts, type Parts, type Pieces, registerParts } from './parts.ts';
import { readmeText } from './readme.ts';
import { guardOf, type Scope } from './scope.ts';
import { sourcedParts } from './sourced.ts';
import {
  documentsOf,
  entriesIn,
  entriesOf,
  journalsTouching,
  linesIn,
  sharesIn,
  writtenBeside,
} from './store.ts';
import { entryTable, lineTable, shareTable } from './tables.ts';
import { termParts } from './terms.ts';
import { workingsOf } from './workings.ts';

/** What evidence is asked for, and as known when. */
export interface EvidenceRequest extends Knowledge {
  readonly urn?: string | undefined;
  readonly contract?: string | undefined;
  readonly window: Window;
}

/**
 * Writes an archive with everything that a figure rests on, for the trust or one school, as known at
 * a journal. The same question gives the same bytes. A school's pack holds nothing of another one.
 */
export function writeEvidence(
  database: Database,
  trustId: string,
  request: EvidenceRequest,
  write: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    // What is posted while a slow reader takes it has a later journal, and stays out.
    const pack = await packOf(tenant, request);
    await writeZip(pack.facts, pack.parts, write);
  });
}

async function packOf(tenant: Tenant, request: EvidenceRequest) {
  const known = await registerFor(tenant, request);
  const { scope, schools } = known;
  const guard = guardOf(schools, scope.school);
  const { school, contract, journal } = scope;
  const journals = (await journalsOf(tenant)).filter(({ number }) => number <= journal);
  const newest = journals.at(-1);
  const names = await schoolNamesAsKnownAt(tenant, journal);
  const facts: PackFacts = {
    trust: await trustNameAsKnownAt(tenant, journal),
    school: school ? { urn: school.urn, name: names.get(school.urn) ?? school.name } : null,
    contract: contract ?? null,
    from: scope.window.from ?? null,
    to: scope.window.to ?? null,
    journal,
    journal_hash: newest?.hash ?? '',
    known_at: newest?.recordedAt ?? null,
    rule_version: newest?.ruleVersion ?? ruleVersion,
  };
  const ownBaselines = await listBaselines(tenant, { urn: school?.urn, limit: 1_000_000 });
  const baselines = ownBaselines.filter((each) => each.contract === (contract ?? each.contract));
  const documents = await documentsOf(tenant, { baselines, own: school && ownBaselines });
  const beside = await writtenBeside(tenant, known.point);
  const entries = await entriesOf(tenant, known.contracts);
  const parts: Parts = [
    ['README.txt', () => [readmeText(facts)]],
    ['method.txt', () => [`${methodText(facts.rule_version)}\n`]],
    ...(await reportParts(tenant, scope, { facts, names })),
    ...registerParts({ ...known, suppliers: await suppliersOf(tenant) }, guard),
    ...journalParts({
      ...{ scope, guard, journals },
      baselines,
      touching: await journalsTouching(tenant, scope),
      periodActs: await periodActs(tenant),
    }),
    ...evidenceParts(documents, guard, (sha256) => chunksOf(tenant, sha256)),
    ...termParts({ ...known, ...beside }, guard),
    ...entryParts({ ...known, ...entries }, guard),
    ...documentParts({ ...known, ...entries }, guard, (sha256) => chunksOf(tenant, sha256)),
    ...sourcedParts({ scope, ...entries }, guard),
    ...answerParts({ scope, ...beside }, guard),
    ['entries.csv', () => csv(entryTable, entriesIn(tenant, scope))],
    ['lines.csv', () => csv(lineTable(guard, school), linesIn(tenant, scope))],
    ['shares.csv', () => csv(shareTable, sharesIn(tenant, scope))],
  ];
  return { facts, parts };
}

/** The scope with the register around it; refuses what is not there. */
async function registerFor(
  tenant: Tenant,
  { urn, contract: reference, window, ...knowledge }: EvidenceRequest,
) {
  const point = await pointOf(tenant, knowledge);
  const schools = await schoolsOf(tenant);
  const contracts = await contractsOf(tenant);
  const school = schools.find((candidate) => candidate.urn === urn);
  const contract = contracts.find((candidate) => candidate.reference === reference);
  if (urn !== undefined && !school)
    throw unknown('school.unknown', 'urn', `There is no school ${urn}.`);
  refuseUnseen(tenant, school?.id);
  if (reference !== undefined && !contract)
    throw unknown('contract.unknown', 'contract', `There is no contract "${reference}".`);
  const { journal } = point;
  const scope: Scope = { school, contract: reference, contractId: contract?.id, window, journal };
  const wanted = contracts.filter(
    (candidate) =>
      (!contract || candidate === contract) &&
      (!school || candidate.participations.some(({ schoolId }) => schoolId === school.id)),
  );
  return { scope, point, schools, contracts: wanted, all: contracts };
}

/** Whoever is let in for some schools takes the archive of one of them. */
function refuseUnseen(tenant: Tenant, schoolId: string | undefined): void {
  if (!tenant.schoolIds || (schoolId !== undefined && isSeen(tenant, schoolId))) return;
  throw new Problem({
    code: 'school.unknown',
    column: 'urn',
    message: 'You are let in for some schools only, and this archive is not of one of them.',
    remedy: 'Name one of your schools with urn.',
  });
}

function unknown(
  code: 'school.unknown' | 'contract.unknown',
  column: string,
  message: string,
): Problem {
  return new Problem({ code, column, message });
}

async function reportParts(
  tenant: Tenant,
  scope: Scope,
  { facts, names }: { facts: PackFacts; names: ReadonlyMap<string, string> },
): Promise<Parts> {
  const { school, contract, window, journal } = scope;
  const urns = school && [school.urn];
  const found = await cellsOf(tenant, { ...window, asKnownAt: journal, urns });
  const cells = found.filter((cell) => contract === undefined || cell.contract === contract);
  const isInScope = (place: { readonly urn: string; readonly contract: string }) =>
    (school === undefined || place.urn === school.urn) &&
    (contract === undefined || place.contract === contract);
  const all = await expectedAsKnownAt(tenant, window, { journal, asKnownAt: journal });
  const expected = all.filter(isInScope);
  const plain = reportBy(cells, dimensions);
  const report = {
    ...plain,
    completeness: plain.rows.map(completenessBy(expected, placesOf(dimensions))),
    totalCompleteness: completenessOf(expected),
    ruleVersions: await ruleVersionsIn(tenant, window, journal),
    notIndexed: (await notIndexedIn(tenant, window, journal)).filter(isInScope),
  };
  const { header, cells: rows } = csvRows(placesOf(dimensions), report);
  const known = { trustName: facts.trust, journal, ruleVersion: facts.rule_version };
  const place = { urn: school?.urn, contract, ...window };
  return [
    ['report.csv', () => [writeSpreadsheetCsv(header, rows)]],
    [
      'report.json',
      () => [`${JSON.stringify(reportDocument({ ...report, ...known }), null, 1)}\n`],
    ],
    ['workings.txt', () => workingsOf(place, cells, { trustName: facts.trust, schools: names })],
  ];
}

/** The archive, piece by piece: each file is hashed on its way, the manifest and the sums come last. */
async function writeZip(
  facts: PackFacts,
  parts: Parts,
  write: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const zip = new ZipFile();
  const packed: PackedFile[] = [];
  const add = (path: string, pieces: () => Pieces) =>
    zip.addReadStreamLazy(path, sameAlways, (take) =>
      take(null, Readable.from(hashed(path, pieces(), packed))),
    );
  for (const [path, pieces] of parts) add(path, pieces);
  add('manifest.json', () => [manifestText(facts, packed)]);
  add('SHA256SUMS', () => [sumsText(packed)]);
  const out = zip.outputStream as Readable;
  zip.on('error', (error) => out.destroy(error));
  zip.end();
  for await (const bytes of out) await write(bytes);
}

// The same files in the same order at the same time, in whatever time zone: the same bytes.
const sameAlways = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

async function* hashed(path: string, pieces: Pieces, packed: PackedFile[]) {
  const hash = createHash('sha256');
  let count = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    hash.update(bytes);
    count += bytes.length;
    yield bytes;
  }
  packed.push({ path, bytes: count, sha256: hash.digest('hex') });
}
