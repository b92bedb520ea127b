import { listBaselines } from '../baselines/store.ts';
import { contractsOf } from '../contracts/store.ts';
import type { StoredShare } from '../corrections/stored-share.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { keptRow, profileById } from '../invoices/store.ts';
import { journalsOf } from '../ledger/store.ts';
import { decimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { type KnownMoment, knowledgeAt } from '../reports/commands.ts';
import { isPast, type Knowledge } from '../reports/knowledge.ts';
import { basis } from '../reports/layout.ts';
import type { Cell } from '../reports/report.ts';
import { cellsOf, summedCellsOf } from '../reports/store.ts';
import { schoolsOf } from '../schools/store.ts';
import type { KnownWorking } from './answer.ts';
import { workingOfCell } from './cell-entry.ts';
import { chargedInWords } from './charged.ts';
import { figureOfEntry, notesOn } from './entry.ts';
import type { EntryWorking, LineEntry, ShownBaseline } from './entry-answer.ts';
import { belowOf, workingOf } from './figure.ts';
import { historyOf } from './history.ts';
import { type StoredLine, shareIn, urnIn } from './line.ts';
import type { LineWorking } from './line-answer.ts';
import { madeOf } from './making.ts';
import type { Measure } from './measure.ts';
import { levelBelow, type Place } from './place.ts';
import { type SharePart, sharingOf, type WeightSource, weightSource } from './sharing.ts';
import { entriesOfCell, entriesOfLine, lineById, lineOfEntry, sharesOfLine } from './store.ts';
import type { Names } from './words.ts';

/** Which figure is asked for its working, and as known when. */
export interface FigureQuestion extends Knowledge {
  readonly place: Place;
  readonly measure: Measure;
  /** Of a cell with many entries: those after this one. */
  readonly after?: string | undefined;
}

/** How many entries of a cell are told at once. */
const entryLimit = 500;

const namesOf = ({ trustName, names }: KnownMoment): Names => ({ trustName, schools: names });

/** How a figure of a report came about, as known now or at an earlier journal (N5, N6). */
export function explainFigure(
  database: Database,
  trustId: string,
  { place, measure, after, ...knowledge }: FigureQuestion,
): Promise<KnownWorking> {
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const known = await knowledgeAt(tenant, knowledge);
    await checkPlace(tenant, place, known);
    const { journal, ruleVersion } = known;
    const cells = await cellsIn(tenant, place, isPast(knowledge) ? journal : undefined);
    const asked = { place, measure, names: namesOf(known), cells };
    const { urn, contract, item, month } = place;
    const facts = { ...asked, journal, ruleVersion, basis };
    // A line without an item, such as a rebate, stands in a cell whose item is empty.
    if (levelBelow(place) !== 'entry' || !urn || !contract || item === undefined || !month) {
      return { ...facts, ...workingOf(asked, belowOf(asked)) };
    }
    const cell = { urn, contract, item, month, journal, after };
    const found = await entriesOfCell(tenant, { ...cell, limit: entryLimit + 1 });
    const entries = found.slice(0, entryLimit);
    const next = found.length > entryLimit ? (entries.at(-1)?.id ?? null) : null;
    const isWhole = after === undefined && next === null;
    return { ...facts, ...workingOfCell(asked, { entries, next, isWhole }) };
  });
}

/** The cells of a place; where it is told by schools or contracts, added up to these. */
async function cellsIn(tenant: Tenant, place: Place, asKnownAt?: number): Promise<Cell[]> {
  const { urn, contract, item, month } = place;
  const window = month ? { from: month, to: month } : { from: place.from, to: place.to };
  const level = levelBelow(place);
  if (item === undefined && (level === 'school' || level === 'contract')) {
    const by = level === 'school' ? 'urn' : level;
    const part = { urn, contract };
    const cells = await summedCellsOf(tenant, { ...window, asKnownAt, part }, [by]);
    return cells.sort((a, b) => (a[by] < b[by] ? -1 : Number(a[by] > b[by])));
  }
  const urns = urn === undefined ? undefined : [urn];
  const cells = await cellsOf(tenant, { ...window, urns, asKnownAt });
  return cells.filter(
    (cell) => cell.contract === (contract ?? cell.contract) && cell.item === (item ?? cell.item),
  );
}

async function checkPlace(tenant: Tenant, place: Place, { names }: KnownMoment): Promise<void> {
  if (place.urn !== undefined && !names.has(place.urn)) throw unknown('school', place.urn);
  if (place.urn !== undefined) await refuseUnseen(tenant, place.urn);
  if (place.contract === undefined) return;
  const contracts = await contractsOf(tenant);
  if (contracts.some(({ reference }) => reference === place.contract)) return;
  throw unknown('contract', place.contract);
}

/** Of a school that is not seen there are no figures here, which is not the same as none at all. */
async function refuseUnseen(tenant: Tenant, urn: string): Promise<void> {
  if (!tenant.schoolIds) return;
  const school = (await schoolsOf(tenant)).find((it) => it.urn === urn);
  if (school && isSeen(tenant, school.id)) return;
  throw new Problem({
    code: 'school.not-yours',
    column: 'urn',
    found: urn,
    message: `You are not let in for the school ${urn}, and see none of its figures.`,
    remedy: 'Name a school of yours.',
  });
}

function unknown(what: 'school' | 'contract', found: string): Problem {
  return new Problem({
    code: `${what}.unknown`,
    column: what === 'school' ? 'urn' : what,
    found,
    message: `There is no ${what} "${found}".`,
    remedy: `Name a ${what} of the trust.`,
  });
}

/**
 * How an entry came about, from the stored inputs of its line (P4): its school's part of a joint
 * line with the odd pennies (N1), VAT, months, baseline version, and what took it back.
 */
export function explainEntry(
  database: Database,
  trustId: string,
  id: string,
  knowledge: Knowledge = {},
): Promise<EntryWorking | undefined> {
  return inTrust(database, trustId, async (tenant) => {
    const known = await knowledgeAt(tenant, knowledge);
    const lineId = await lineOfEntry(tenant, id, known.journal);
    const line = lineId && (await lineById(tenant, lineId, known.journal));
    if (!line) return undefined;
    const entries = await entriesOfLine(tenant, line.id, known.journal);
    const entry = entries.find((each) => each.id === id);
    if (!entry) return undefined;
    const history = historyOf(entries, id);
    const root = entries.find((each) => each.id === history[0]?.id) ?? entry;
    const parts = await partsOf(tenant, line, known);
    const baseline = await baselineOf(tenant, entry.baselineId);
    const urn = urnIn(line, parts, entry.schoolId);
    const place = { urn, contract: line.contract, item: line.item, month: entry.serviceMonth };
    const share = shareIn(line, parts, entry.schoolId);
    const made = madeOf({
      share,
      entry: siblingOf(root),
      siblings: entries
        .filter(({ journal, schoolId, depth }) => {
          return journal === root.journal && schoolId === root.schoolId && depth === 0;
        })
        .map(siblingOf),
      baseline,
    });
    const placed = { entry, place, names: namesOf(known) };
    return {
      ...known,
      line,
      entry,
      place,
      figure: figureOfEntry(placed),
      making: [...sharingOf({ ...line, parts }, entry.schoolId), ...made.steps],
      weight: await weightOf(tenant, line, parts, entry.schoolId),
      baseline,
      history,
      notes: notesOn(placed, made, chargedOf(line, share, entry, baseline)),
    };
  });
}

function chargedOf(
  { unit }: StoredLine,
  { recoveryRate }: StoredShare,
  { quantity, cost, baselineCost, depth }: LineEntry,
  baseline: ShownBaseline | null,
): string | undefined {
  if (!unit || !baseline || baselineCost === null || depth % 2 === 1) return undefined;
  const facts = { cost, baselineCost, recoversAll: recoveryRate.eq(1) };
  return chargedInWords({
    unit,
    quantity: decimal(quantity),
    unitPrice: baseline.unitPrice,
    ...facts,
  });
}

const siblingOf = ({ id, serviceMonth, daysInMonth, baselineId }: LineEntry) => {
  return { id, month: serviceMonth, days: daysInMonth, baselineId };
};

async function partsOf(
  tenant: Tenant,
  line: StoredLine,
  { names }: KnownMoment,
): Promise<SharePart[]> {
  if (line.schoolId !== null) return [];
  const parts = await sharesOfLine(tenant, line.id);
  return parts.map((part) => ({ ...part, name: names.get(part.urn) ?? part.urn }));
}

async function baselineOf(tenant: Tenant, id: string | null): Promise<ShownBaseline | null> {
  const [baseline] = id === null ? [] : await listBaselines(tenant, { id });
  return baseline ?? null;
}

async function weightOf(
  tenant: Tenant,
  { driver }: StoredLine,
  parts: readonly SharePart[],
  schoolId: string,
): Promise<WeightSource | null> {
  const part = parts.find((each) => each.schoolId === schoolId);
  if (!part) return null;
  const school = (await schoolsOf(tenant)).find(({ id }) => id === schoolId);
  return school ? weightSource(part, driver, school) : null;
}

/** A posted line down to the row of the file that it was read from (N5). */
export function explainLine(
  database: Database,
  trustId: string,
  id: string,
  knowledge: Knowledge = {},
): Promise<LineWorking | undefined> {
  return inTrust(database, trustId, async (tenant) => {
    const known = await knowledgeAt(tenant, knowledge);
    const line = await lineById(tenant, id, known.journal);
    if (!line) return undefined;
    const profile = await profileById(tenant, line.profileId);
    const [journal] = await journalsOf(tenant, { after: line.journal - 1, limit: 1 });
    if (!journal) throw new Error(`journal ${line.journal} is gone`);
    return {
      ...known,
      line,
      row: await keptRow(tenant, line.fileId, line.row),
      profile: {
        name: profile.name,
        version: profile.version,
        sheet: profile.document.sheet ?? null,
      },
      posted: { by: journal.recordedBy, at: journal.recordedAt, ruleVersion: journal.ruleVersion },
      parts: await partsOf(tenant, line, known),
      entries: await entriesOfLine(tenant, line.id, known.journal),
    };
  });
}
