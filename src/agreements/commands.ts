import type { Database } from '../database/connect.ts';
import {
  inTrust,
  isSeen,
  lockTrust,
  type Tenant,
  tryInTrust,
  withKeptPlans,
} from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { headOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { pointOf } from '../reports/commands.ts';
import { type Knowledge, wasWritten } from '../reports/knowledge.ts';
import type { Cell } from '../reports/report.ts';
import { cellsOf, summedCellsOf } from '../reports/store.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';
import { urnsOf } from '../schools/school.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import {
  type Agreement,
  type ClosedWindow,
  type Figure,
  type SchoolStanding,
  splitByStanding,
  standingOf,
} from './agreement.ts';
import { addAgreement, agreementsOf } from './store.ts';

/** What the schools of a trust say of their figures in a window, and what of the whole that makes. */
export interface Agreements {
  readonly journal: number;
  readonly window: ClosedWindow;
  readonly schools: readonly (SchoolStanding & { readonly answers: readonly Agreement[] })[];
  readonly parts: ReturnType<typeof splitByStanding>;
  readonly total: Figure;
}

/** A school's answer to its figure of a window, as it was known at a journal. */
export interface Answering {
  readonly urn: string;
  readonly window: ClosedWindow;
  /** The journal of the report that the school was shown; the newest one without it. */
  readonly journal?: number | undefined;
  readonly answer: Agreement['answer'];
  readonly words: string;
}

/**
 * The figures of all schools in a window, split into agreed, awaiting and disputed (N19); as known at an
 * earlier point, the figures of then and what was answered by then (P11).
 */
export function listAgreements(
  database: Database,
  trustId: string,
  { window, ...knowledge }: Knowledge & { readonly window: ClosedWindow },
): Promise<Agreements> {
  return inTrust(withKeptPlans(database), trustId, (tenant) =>
    agreementsIn(tenant, window, { knowledge }),
  );
}

interface AgreementsRead {
  readonly knowledge?: Knowledge;
  /** The figures of these months where they are read already, at least by school. */
  readonly cells?: readonly Cell[];
  /** Of one school only. */
  readonly urn?: string | undefined;
}

/** The same inside a transaction that does more with it. */
export async function agreementsIn(
  tenant: Tenant,
  window: ClosedWindow,
  { knowledge = {}, cells: read, urn: only }: AgreementsRead = {},
): Promise<Agreements> {
  const point = await pointOf(tenant, knowledge);
  const { journal, heldTo } = point;
  const [cells, names, all] = await Promise.all([
    read ?? summedCellsOf(tenant, { ...window, asKnownAt: heldTo }, ['urn']),
    schoolNamesAsKnownAt(tenant, journal),
    agreementsOf(tenant, window),
  ]);
  // The journal of an answer is that of the report which the school was shown, not of its day.
  const answers = all.filter(
    ({ urn, at }) => (only === undefined || urn === only) && wasWritten(point, { at }),
  );
  const urns = [...new Set([...cells, ...answers].map(({ urn }) => urn))].sort();
  const schools = urns.map((urn) => {
    const mine = answers.filter((answer) => answer.urn === urn);
    const school = { urn, name: names.get(urn) ?? urn };
    const figure = figureOf(cells.filter((cell) => cell.urn === urn));
    return { ...standingOf(school, figure, mine[0]), answers: mine };
  });
  return { journal, window, schools, parts: splitByStanding(schools), total: figureOf(cells) };
}

function figureOf(cells: readonly Cell[]): Figure {
  const measures = measuresOf(cells);
  const { cashSaving, avoidance } = measures;
  return { cashSaving, avoidance, netSaving: netSaving(measures) };
}

/** What an answer would be about; nothing is kept. */
export function checkAnswer(
  database: Database,
  trustId: string,
  asked: Answering,
  person: Person,
): Promise<Agreement> {
  return tryInTrust(database, trustId, (tenant) => answer(tenant, asked, person));
}

/**
 * Keeps that a school agrees with its figure, or queries it with words: the figure as it was known at a
 * journal is kept with the answer, so that a later figure is not taken for agreed.
 */
export function answerFigure(
  database: Database,
  trustId: string,
  asked: Answering,
  person: Person,
): Promise<Agreement> {
  return inTrust(database, trustId, (tenant) => answer(tenant, asked, person));
}

async function answer(
  tenant: Tenant,
  { urn: named, window, journal: asked, answer: said, words }: Answering,
  { by, at }: Person,
): Promise<Agreement> {
  await lockTrust(tenant);
  const journal = await journalAsked(tenant, asked);
  const schools = await schoolsOf(tenant);
  const school = schools.find((it) => urnsOf(it).some(({ urn }) => urn === named));
  if (!school) throw unknownSchool(named);
  if (!isSeen(tenant, school.id)) throw notOwnSchool(named);
  if (said === 'queried' && words === '') throw withoutWords();
  const { id: schoolId, urn } = school;
  const cells = await cellsOf(tenant, { ...window, asKnownAt: journal, urns: [urn] });
  const told = { schoolId, window, journal, answer: said, words, by, at, ...figureOf(cells) };
  await addAgreement(tenant, told);
  const [kept] = await agreementsOf(tenant, window, schoolId);
  if (!kept) throw new Error('an answer was not kept');
  return kept;
}

async function journalAsked(tenant: Tenant, asked: number | undefined): Promise<number> {
  const { number } = await headOf(tenant);
  if (asked === undefined || (asked >= 0 && asked <= number)) return asked ?? number;
  throw new Problem({
    code: 'journal.unknown',
    column: 'journal',
    found: String(asked),
    message: `There is no journal ${asked}.`,
    remedy: `The newest journal is ${number}.`,
  });
}

function notOwnSchool(urn: string): Problem {
  return new Problem({
    code: 'school.not-yours',
    found: urn,
    message: `You are not let in for the school ${urn}, and do not answer for it.`,
    remedy: 'Answer for a school of yours, or ask its head.',
  });
}

function unknownSchool(urn: string): Problem {
  return new Problem({
    code: 'school.unknown',
    found: urn,
    message: `There is no school ${urn}.`,
    remedy: 'Name a school of the register by its URN.',
  });
}

function withoutWords(): Problem {
  return new Problem({
    code: 'request.unreadable',
    column: 'words',
    found: '',
    message: 'A query says what is wrong with the figure.',
    remedy: 'Add what the school says, in its own words.',
  });
}
