import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { type Dimension, type Report, reportBy } from './report.ts';
import { cellsOf } from './store.ts';
import type { Window } from './window.ts';

export interface ReportRequest {
  readonly by: readonly Dimension[];
  readonly window: Window;
  readonly asKnownAt?: number | undefined;
}

/** A report with what it knows: the journal up to which, and the schools' names as they were then. */
export interface KnownReport extends Report {
  readonly journal: number;
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
        code: 'window.unreadable',
        column: 'as_known_at',
        found: String(asKnownAt),
        message: `There is no journal ${asKnownAt}.`,
        remedy: `The newest journal is ${number}.`,
      });
    }
    const journal = asKnownAt ?? number;
    const cells = await cellsOf(tenant, { ...window, asKnownAt });
    return { ...reportBy(cells, by), journal, names: await schoolNamesAsKnownAt(tenant, journal) };
  });
}
