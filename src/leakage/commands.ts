import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { pointOf } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { basis } from '../reports/layout.ts';
import { cellsOf, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { leakageOf } from './leakage.ts';
import { type LeakageCut, leakageRows } from './leakage-rows.ts';
import { boughtOffContract } from './store.ts';

/** What buying outside of contracts cost, by any cut and window, and the schools' names (F13). */
export function reportLeakage(
  database: Database,
  trustId: string,
  asked: Knowledge & { readonly by: readonly LeakageCut[]; readonly window: Window },
) {
  const { by, window, ...knowledge } = asked;
  return inTrust(database, trustId, async (tenant) => {
    const { journal, heldTo: asKnownAt } = await pointOf(tenant, knowledge);
    const cells = await cellsOf(tenant, { ...window, asKnownAt });
    const lines = leakageOf(cells, await boughtOffContract(tenant, window, journal));
    const trust = await trustNameAsKnownAt(tenant, journal);
    return {
      document: { trust, basis, journal, ...leakageRows(lines, by) },
      names: await schoolNamesAsKnownAt(tenant, journal),
    };
  });
}
