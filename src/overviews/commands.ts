import type { Month } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import type { KnownStages } from '../forecasts/commands.ts';
import { stagesIn } from '../forecasts/commands.ts';
import { journalsOf } from '../ledger/store.ts';
import { type KnownReport, readFigures } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { monthsWithFigures } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';

/** Which figures are looked at. */
export interface OverviewRequest extends Knowledge {
  readonly window: Window;
}

/** The savings of a trust, cut in every way that its page shows. */
export interface TrustOverview {
  readonly schools: KnownReport;
  readonly contracts: KnownReport;
  readonly months: KnownReport;
  /** School by contract: where a school is worse off, though on the whole it is not. */
  readonly places: KnownReport;
  /** What is forecast; null for who is let in for some schools only. */
  readonly stages: KnownStages | null;
  readonly titles: ReadonlyMap<string, string>;
  readonly recordedAt: string | null;
  /** The first and the last month that has figures at all. */
  readonly allMonths: readonly Month[];
}

/** What a trust saved, by school, contract and month, all as known at one point. */
export function overviewOfTrust(
  database: Database,
  trustId: string,
  request: OverviewRequest,
): Promise<TrustOverview> {
  return inTrust(database, trustId, async (tenant) => {
    const figures = await readFigures(tenant, {
      ...request,
      tellApart: ['school', 'contract', 'month'],
    });
    const contracts = await contractsOf(tenant);
    return {
      schools: figures.report(['school']),
      contracts: figures.report(['contract']),
      months: figures.report(['month']),
      places: figures.report(['school', 'contract']),
      stages: tenant.schoolIds ? null : await stagesIn(tenant, request.window),
      titles: new Map(contracts.map(({ reference, title }) => [reference, title])),
      recordedAt: await recordedAt(tenant, figures.journal),
      allMonths: await monthsWithFigures(tenant),
    };
  });
}

async function recordedAt(tenant: Tenant, journal: number): Promise<string | null> {
  const [sealed] = await journalsOf(tenant, { after: journal - 1, limit: 1 });
  return journal === 0 ? null : (sealed?.recordedAt ?? null);
}
