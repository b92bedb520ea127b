import type { LocalDate } from '../calendar/local-date.ts';
import { monthOf } from '../calendar/period.ts';
import { contractsOf, namesInFigures } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { ruleVersion } from '../ledger/chain.ts';
import { type Head, headOf, sealingOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import { expectedAsKnownAt, missingToday } from '../watch/commands.ts';
import { type Completeness, completenessBy, completenessOf } from '../watch/completeness.ts';
import { type ExpectedMonth, type HasCome, monthsBefore } from '../watch/expected-months.ts';
import { cutByYear, type YearAsked, type YearCut } from './financial-year.ts';
import { dayOf, isPast, type Knowledge, type KnownPoint } from './knowledge.ts';
import type { NotIndexed } from './not-indexed.ts';
import { type Cell, type Dimension, type Part, placesOf, type Report, reportBy } from './report.ts';
import {
  cellsOf,
  journalKnownOn,
  notIndexedIn,
  ruleVersionsIn,
  summedCutsOf,
  trustNameAsKnownAt,
  trustYearStarts,
} from './store.ts';
import type { Window } from './window.ts';

export interface ReportRequest extends Knowledge {
  readonly by: readonly Dimension[];
  readonly window: Window;
  /** One year of the trust, of each school or contract; the window is left open then. */
  readonly year?: YearAsked | undefined;
}

/** What is known at a journal: the names and the rules of that moment (P11). */
export interface KnownMoment {
  readonly journal: number;
  readonly ruleVersion: string;
  readonly trustName: string;
  /** The schools' names by URN. */
  readonly names: ReadonlyMap<string, string>;
}

/** A report with what it knows: the journal up to which, and names and rules as they were then. */
export interface KnownReport extends Report, KnownMoment {
  /** The versions of the rules that the journals behind its figures followed. */
  readonly ruleVersions: readonly string[];
  /** Where the level of an index had not come, so that avoidance is not known yet (P7). */
  readonly notIndexed: readonly NotIndexed[];
  /** The year that was asked for, and which months that is for whom. */
  readonly year?: YearAsked & Pick<YearCut, 'windows' | 'isMixed'>;
  /** For each row, how many of its expected invoices have come: without all, it is incomplete (P10). */
  readonly completeness: readonly Completeness[];
  readonly totalCompleteness: Completeness;
}

/**
 * The newest journal that a report may know; refuses one that is not there, in the words of the
 * field that named it.
 */
export async function knownJournal(
  tenant: Tenant,
  knowledge: Knowledge,
  field?: string,
): Promise<number> {
  return (await knownHead(tenant, knowledge, field)).number;
}

/** The same with how it was sealed, where that is not one question more. */
async function knownHead(
  tenant: Tenant,
  { asKnownAt, asKnownOn }: Knowledge,
  field = 'as_known_at',
): Promise<Pick<Head, 'number'> & Partial<Head>> {
  const newest = await headOf(tenant);
  if (asKnownOn !== undefined) {
    const number = await journalKnownOn(tenant, asKnownOn);
    return number === undefined ? newest : { number };
  }
  if (asKnownAt === undefined) return newest;
  if (asKnownAt >= 0 && asKnownAt <= newest.number) return { number: asKnownAt };
  throw new Problem({
    code: 'journal.unknown',
    column: field,
    found: String(asKnownAt),
    message: `There is no journal ${asKnownAt}.`,
    remedy: `The newest journal is ${newest.number}.`,
  });
}

/** The same with what facts beside the ledger are judged by. */
export async function pointOf(tenant: Tenant, knowledge: Knowledge): Promise<KnownPoint> {
  const journal = await knownJournal(tenant, knowledge);
  const sealed = isPast(knowledge) ? await sealingOf(tenant, journal) : undefined;
  return {
    ...knowledge,
    journal,
    heldTo: isPast(knowledge) ? journal : undefined,
    sealedAt: sealed?.recordedAt ?? null,
  };
}

/**
 * The savings of a trust by any cut and window, or in one year of the trust, of each school or of each
 * contract (N15), as known now, at a journal or on a day (P11).
 */
export function reportSavings(
  database: Database,
  trustId: string,
  request: ReportRequest,
): Promise<KnownReport> {
  return inTrust(withKeptPlans(database), trustId, (tenant) => reportIn(tenant, request));
}

/** The same inside a transaction that does more with it. */
export async function reportIn(
  tenant: Tenant,
  { by, ...request }: ReportRequest,
): Promise<KnownReport> {
  return (await readFigures(tenant, { ...request, cuts: [by] })).report(by);
}

/** The figures of one window as known at one point, to be cut in more than one way. */
export interface KnownFigures {
  readonly journal: number;
  /** When that journal was sealed; null before there is one. */
  readonly recordedAt: string | null;
  /** The cells of the first cut that tells apart at least this. */
  cells(by: readonly Dimension[]): readonly Cell[];
  /** A report by one of the cuts, or by less than it tells apart. */
  report(by: readonly Dimension[]): KnownReport;
}

/** What figures are read for: a window or a year, and every way in which their reports are cut. */
export interface FiguresRequest extends Omit<ReportRequest, 'by'> {
  readonly cuts: readonly (readonly Dimension[])[];
  /** Nothing for the whole trust. */
  readonly part?: Part | undefined;
  /** The months that came, of all that is asked for, where they are read already. */
  readonly came?: HasCome;
}

/**
 * Reads the figures of a window once for all reports of them. Each cut is added up by the database by
 * itself, which takes less than adding up here what several cuts tell apart together.
 */
export async function readFigures(
  tenant: Tenant,
  { cuts, window, year, part = {}, came, ...knowledge }: FiguresRequest,
): Promise<KnownFigures> {
  const { number: journal, sealing } = await knownHead(tenant, knowledge);
  const asKnownAt = isPast(knowledge) ? journal : undefined;
  const [of, isIn] = [{ ...window, asKnownAt }, isOfPart(part)];
  // Asked together, so that the database works on one while the answer of another is taken up.
  const named = namesInFigures(tenant);
  const sealed = sealing ? Promise.resolve(sealing) : sealingOf(tenant, journal);
  const [read, watched, waiting, moment, ruleVersions] = await Promise.all([
    year
      ? cellsOf(tenant, of).then((cells) => cuts.map(() => cells.filter(isIn)))
      : summedCutsOf(tenant, { ...of, part }, cuts.map(placesOf), named),
    expectedAsKnownAt(tenant, window, { journal, asKnownAt, sealed, named, came }),
    notIndexedIn(tenant, window, journal),
    momentOf(tenant, journal, sealed),
    ruleVersionsIn(tenant, window, journal),
    named,
  ]);
  const cut = year && (await cutOf(tenant, read[0] ?? [], year));
  const expected = watched.filter((month) => isIn(month) && (!cut || cut.isIn(month)));
  const facts = {
    ...moment,
    ruleVersions,
    notIndexed: cut ? waiting.filter(cut.isIn) : waiting,
    ...(year && cut && { year: { ...year, windows: cut.windows, isMixed: cut.isMixed } }),
  };
  const cells = (by: readonly Dimension[]) => cut?.cells ?? read[tellingApart(cuts, by)] ?? [];
  const report = (by: readonly Dimension[]) => {
    const made = reportBy(cells(by), by);
    const completeness = made.rows.map(completenessBy(expected, placesOf(by)));
    return { ...made, completeness, totalCompleteness: completenessOf(expected), ...facts };
  };
  return { journal, recordedAt: (await sealed)?.recordedAt ?? null, cells, report };
}

const isOfPart =
  ({ urn, contract }: Part) =>
  (place: { readonly urn: string; readonly contract: string }) =>
    (urn ?? place.urn) === place.urn && (contract ?? place.contract) === place.contract;

/** The first of some cuts that tells apart at least what another one does. */
function tellingApart(cuts: FiguresRequest['cuts'], by: readonly Dimension[]): number {
  const found = cuts.findIndex((cut) =>
    placesOf(by).every((place) => placesOf(cut).includes(place)),
  );
  if (found < 0) throw new RangeError('the figures were not read for this cut');
  return found;
}

async function cutOf(tenant: Tenant, cells: readonly Cell[], year: YearAsked): Promise<YearCut> {
  return cutByYear(cells, year, {
    trustYearStarts: await trustYearStarts(tenant),
    schools: await schoolsOf(tenant),
    contracts: await contractsOf(tenant),
  });
}

/**
 * The expected invoices that have not come, as known now; or at an earlier point by the register of then,
 * up to the last month that was over by its day (N23, P11).
 */
export async function missingInvoices(
  tenant: Tenant,
  { window, today, ...knowledge }: Knowledge & MissingRequest,
): Promise<ExpectedMonth[]> {
  if (!isPast(knowledge)) return missingToday(tenant, window, today);
  const point = await pointOf(tenant, knowledge);
  const to = window.to ?? monthsBefore(monthOf(dayOf(point, today)), 1);
  const known = { journal: point.journal, asKnownAt: point.heldTo };
  const expected = await expectedAsKnownAt(tenant, { ...window, to }, known);
  return expected.filter(({ hasCome }) => !hasCome);
}

interface MissingRequest {
  readonly window: Window;
  readonly today: LocalDate;
}

/** What is known at a journal, on a day or now; refuses a journal that is not there. */
export async function knowledgeAt(tenant: Tenant, knowledge: Knowledge): Promise<KnownMoment> {
  return momentOf(tenant, await knownJournal(tenant, knowledge));
}

async function momentOf(
  tenant: Tenant,
  journal: number,
  asked = sealingOf(tenant, journal),
): Promise<KnownMoment> {
  // Before the first journal nothing was posted yet by any rules: those of today would be the ones.
  const [sealed, trustName, names] = await Promise.all([
    asked,
    trustNameAsKnownAt(tenant, journal),
    schoolNamesAsKnownAt(tenant, journal),
  ]);
  return {
    trustName,
    names,
    journal,
    ruleVersion: sealed?.ruleVersion ?? ruleVersion,
  };
}
