import type { Month } from '../calendar/period.ts';
import { netIn } from '../charges/commands.ts';
import { workingOfSchool } from '../charges/net-of-charge.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, type Tenant } from '../database/tenant.ts';
import { stillToCome } from '../forecasts/commands.ts';
import { journalsOf } from '../ledger/store.ts';
import type { Money } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { type KnownReport, readFigures } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { monthsWithFigures } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolsOf } from '../schools/store.ts';

/** Which figures are looked at. */
export interface OverviewRequest extends Knowledge {
  readonly window: Window;
}

/** The part of a trust that is looked at: a school, a contract, or without either the whole. */
export interface Part {
  readonly urn?: string | undefined;
  readonly contract?: string | undefined;
}

/** The savings of a trust, cut in every way that its page shows. */
export interface TrustOverview {
  readonly schools: KnownReport;
  readonly contracts: KnownReport;
  readonly months: KnownReport;
  /** School by contract: where a school is worse off, though on the whole it is not. */
  readonly places: KnownReport;
  /** What is still to come; null for who is let in for some schools only, or where a part is shown. */
  readonly forecast: { readonly amount: Money | null } | null;
  /** Of a school: what the trust takes from it, and what is saved net of that, in one sentence. */
  readonly charge: string | null;
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
  { urn, contract }: Part = {},
): Promise<TrustOverview> {
  return inTrust(database, trustId, async (tenant) => {
    const figures = await readFigures(tenant, {
      ...request,
      tellApart: ['school', 'contract', 'month'],
    });
    const contracts = await contractsOf(tenant);
    if (urn !== undefined) await refuseUnseen(tenant, urn);
    if (contract !== undefined && !contracts.some(({ reference }) => reference === contract)) {
      throw unknown('contract', contract);
    }
    const isPart = urn !== undefined || contract !== undefined;
    const isIn = (cell: { urn: string; contract: string }) =>
      (urn ?? cell.urn) === cell.urn && (contract ?? cell.contract) === cell.contract;
    return {
      schools: figures.report(['school'], isIn),
      contracts: figures.report(['contract'], isIn),
      months: figures.report(['month'], isIn),
      places: figures.report(['school', 'contract'], isIn),
      forecast:
        tenant.schoolIds || isPart
          ? null
          : { amount: await stillToCome(tenant, request.window, request) },
      charge: urn === undefined ? null : await chargeOf(tenant, request, urn),
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

async function chargeOf(
  tenant: Tenant,
  { window, ...knowledge }: OverviewRequest,
  urn: string,
): Promise<string | null> {
  const net = await netIn(tenant, window, knowledge);
  const school = net.schools.find((each) => each.urn === urn);
  return school ? workingOfSchool(school) : null;
}

async function refuseUnseen(tenant: Tenant, urn: string): Promise<void> {
  const school = (await schoolsOf(tenant)).find((each) => each.urn === urn);
  if (!school) throw unknown('school', urn);
  if (isSeen(tenant, school.id)) return;
  throw new Problem({
    code: 'school.not-yours',
    found: urn,
    message: `You are not let in for the school ${urn}, and see none of its figures.`,
    remedy: 'Open the page of a school of yours.',
  });
}

const unknown = (what: 'school' | 'contract', found: string) =>
  new Problem({
    code: `${what}.unknown`,
    found,
    message: `There is no ${what} "${found}".`,
    remedy: `Open the page of a ${what} of the trust.`,
  });
