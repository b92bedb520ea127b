import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { ruleVersion } from '../ledger/chain.ts';
import { headOf, journalsOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { type Dimension, type Report, reportBy } from './report.ts';
import { cellsOf, trustNameAsKnownAt } from './store.ts';
import type { Window } from './window.ts';

export interface ReportRequest {
  readonly by: readonly Dimension[];
  readonly window: Window;
  readonly asKnownAt?: number | undefined;
}

/** A report with what it knows: the journal up to which, and names and rules as they were then. */
export interface KnownReport extends Report {
  readonly journal: number;
  readonly ruleVersion: string;
  readonly trustName: string;
  /** The schools' names by URN. */
  readonly names: ReadonlyMap<string, string>;
}

/** The savings of a trust by any cut and window, as known now or at an earlier journal (P11). */
export function reportSavings(
  database: Database,
  trustId: string,
  { by, window, asKnownAt }: ReportRequest,
): Promise<KnownReport> {
  return inTrust(database, trustId, async (tenant) => {
    const { number } = await headOf(tenant);
    if (asKnownAt !== undefined && (asKnownAt < 0 || asKnownAt > number)) {
      throw new Problem({
        code: 'journal.unknown',
        column: 'as_known_at',
        found: String(asKnownAt),
        message: `There is no journal ${asKnownAt}.`,
        remedy: `The newest journal is ${number}.`,
      });
    }
    const journal = asKnownAt ?? number;
    const cells = await cellsOf(tenant, { ...window, asKnownAt });
    const [sealed] = await journalsOf(tenant, { after: journal - 1, limit: 1 });
    return {
      ...reportBy(cells, by),
      trustName: await trustNameAsKnownAt(tenant, journal),
      names: await schoolNamesAsKnownAt(tenant, journal),
      journal,
      ruleVersion: sealed?.ruleVersion ?? ruleVersion,
    };
  });
}
