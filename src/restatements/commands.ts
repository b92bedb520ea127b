import { namesInFigures } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, withKeptPlans } from '../database/tenant.ts';
import type { Journal } from '../ledger/chain.ts';
import { journalsOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { knownJournal } from '../reports/commands.ts';
import { isPast, type Knowledge } from '../reports/knowledge.ts';
import { cellsOf, ruleVersionsIn, summedCellsOf, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { type Restatement, restate } from './restatement.ts';
import { bringingRows, stepsOf } from './steps.ts';
import { creditCells, journalCells, type Span } from './store.ts';

export interface ChangesRequest {
  /** The service months that are looked at. */
  readonly window: Window;
  readonly since: Knowledge;
  readonly until: Knowledge;
}

/** What changed between two points of knowledge, with names and rules as known at the later one. */
export interface KnownChanges extends Restatement {
  readonly trustName: string;
  /** The schools' names by URN. */
  readonly names: ReadonlyMap<string, string>;
  readonly window: Window;
  readonly since: number;
  readonly until: number;
  /** The journals between the two, by number. */
  readonly between: ReadonlyMap<number, Journal>;
  readonly ruleVersions: readonly string[];
}

/**
 * Why the figures of some months are others than they were known to be: the trust's and each
 * school's before and after, and the change by cause, adding up to the penny (N8). Refuses a later
 * point of knowledge that is before the earlier one.
 */
export function whatChanged(
  database: Database,
  trustId: string,
  { window, ...asked }: ChangesRequest,
): Promise<KnownChanges> {
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const since = await knownJournal(tenant, asked.since, 'since');
    const until = await knownJournal(tenant, asked.until, 'until');
    if (until < since) throw backwards(since, until);
    const [restated, trustName, names, ruleVersions] = await Promise.all([
      restatedIn(tenant, { window, after: since, upTo: until }, !isPast(asked.until)),
      trustNameAsKnownAt(tenant, until),
      schoolNamesAsKnownAt(tenant, until),
      ruleVersionsIn(tenant, window, until),
    ]);
    return { ...restated, trustName, names, window, since, until, ruleVersions };
  });
}

/**
 * What each school's cells add up to at both ends, and cell by cell what was touched in between. Of what is
 * known now, the sums of all journals are kept.
 */
async function restatedIn(tenant: Tenant, span: Span, isUpToNow: boolean) {
  const { window, after: since, upTo: until } = span;
  const named = namesInFigures(tenant);
  const knownAt = (journal: number) => {
    const asKnownAt = isUpToNow && journal === until ? undefined : journal;
    return summedCellsOf(tenant, { ...window, asKnownAt }, ['urn'], named);
  };
  const before = await knownAt(since);
  if (until === since) return { ...restate(before, before, []), between: noJournals };
  const journals = await journalsOf(tenant, { after: since, limit: until - since });
  const bringing = bringingRows(journals);
  const [after, touched, all, ofCredits] = await Promise.all([
    knownAt(until),
    cellsOf(tenant, { ...window, asKnownAt: since, touchedBy: span }),
    journalCells(tenant, span),
    creditCells(tenant, { ...span, journals: bringing }),
  ]);
  return {
    ...restate(before, after, stepsOf(journals, all, ofCredits), touched),
    between: new Map(journals.map((journal) => [journal.number, journal])),
  };
}

const noJournals: ReadonlyMap<number, Journal> = new Map();

function backwards(since: number, until: number): Problem {
  return new Problem({
    code: 'request.unreadable',
    column: 'until',
    found: String(until),
    message: `What was known at journal ${until} came before what was known at journal ${since}.`,
    remedy: 'Name the earlier point as the first.',
  });
}
