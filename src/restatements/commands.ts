import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { Journal } from '../ledger/chain.ts';
import { journalsOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { knownJournal } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { cellsOf, ruleVersionsIn, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { type Restatement, restate } from './restatement.ts';
import { bringingRows, stepsOf } from './steps.ts';
import { creditCells, journalCells } from './store.ts';

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
  return inTrust(database, trustId, async (tenant) => {
    const since = await knownJournal(tenant, asked.since, 'since');
    const until = await knownJournal(tenant, asked.until, 'until');
    if (until < since) throw backwards(since, until);
    const span = { window, after: since, upTo: until };
    const journals = await journalsOf(tenant, { after: since, limit: until - since });
    const steps = stepsOf(
      journals,
      await journalCells(tenant, span),
      await creditCells(tenant, { ...span, journals: bringingRows(journals) }),
    );
    const before = await cellsOf(tenant, { ...window, asKnownAt: since });
    const after = until === since ? before : await cellsOf(tenant, { ...window, asKnownAt: until });
    return {
      ...restate(before, after, steps),
      trustName: await trustNameAsKnownAt(tenant, until),
      names: await schoolNamesAsKnownAt(tenant, until),
      window,
      since,
      until,
      between: new Map(journals.map((journal) => [journal.number, journal])),
      ruleVersions: await ruleVersionsIn(tenant, window, until),
    };
  });
}

function backwards(since: number, until: number): Problem {
  return new Problem({
    code: 'request.unreadable',
    column: 'until',
    found: String(until),
    message: `What was known at journal ${until} came before what was known at journal ${since}.`,
    remedy: 'Name the earlier point as the first.',
  });
}
