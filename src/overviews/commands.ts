import type { ClosedWindow } from '../agreements/agreement.ts';
import { type Agreements, agreementsIn } from '../agreements/commands.ts';
import type { Month } from '../calendar/period.ts';
import { netOfSchool } from '../charges/commands.ts';
import { workingOfSchool } from '../charges/net-of-charge.ts';
import { titlesOfContracts } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { together } from '../database/together.ts';
import { stillToCome } from '../forecasts/commands.ts';
import type { Money } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { type KnownFigures, type KnownReport, readFigures } from '../reports/commands.ts';
import { isPast, type Knowledge } from '../reports/knowledge.ts';
import type { Cell, Part } from '../reports/report.ts';
import { monthsWithFigures } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { urnsOfSchools } from '../schools/store.ts';

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
  /** The cells of all of them, at least by school. */
  readonly cells: readonly Cell[];
  /** What is still to come; null for who is let in for some schools only, or where a part is shown. */
  readonly forecast: { readonly amount: Money | null } | null;
  /** What schools say of these figures; null of what was known once, or of a contract alone. */
  readonly answers: Agreements | null;
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
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const isPart = urn !== undefined || contract !== undefined;
    const [figures, titles, allMonths, forecast] = await together([
      readFigures(tenant, {
        ...request,
        part: { urn, contract },
        cuts: [['school', 'contract'], ['month']],
      }),
      titlesOfContracts(tenant),
      monthsWithFigures(tenant),
      tenant.schoolIds || isPart ? null : forecastIn(tenant, request),
    ]);
    if (urn !== undefined) await refuseUnseen(tenant, urn);
    if (contract !== undefined && !titles.has(contract)) throw unknown('contract', contract);
    return {
      schools: figures.report(['school']),
      contracts: figures.report(['contract']),
      months: figures.report(['month']),
      places: figures.report(['school', 'contract']),
      cells: figures.cells(['school']),
      forecast,
      charge: urn === undefined ? null : await chargeOf(tenant, request, urn),
      answers:
        contract === undefined && !isPast(request)
          ? await answersTo(tenant, figures, closedBy(request.window, allMonths), urn)
          : null,
      titles,
      recordedAt: figures.recordedAt,
      allMonths,
    };
  });
}

async function forecastIn(tenant: Tenant, { window, ...knowledge }: OverviewRequest) {
  return { amount: await stillToCome(tenant, window, knowledge) };
}

/** A window with the months of all figures at its open ends; nothing where there are none. */
export function closedBy({ from, to }: Window, all: readonly Month[]): ClosedWindow | null {
  const [first, last] = [from ?? all[0], to ?? all.at(-1)];
  return first && last ? { from: first, to: last } : null;
}

async function answersTo(
  tenant: Tenant,
  figures: KnownFigures,
  window: ClosedWindow | null,
  urn: string | undefined,
): Promise<Agreements | null> {
  return window && agreementsIn(tenant, window, { cells: figures.cells(['school']), urn });
}

async function chargeOf(
  tenant: Tenant,
  { window, ...knowledge }: OverviewRequest,
  urn: string,
): Promise<string | null> {
  const school = await netOfSchool(tenant, window, knowledge, urn);
  return school ? workingOfSchool(school) : null;
}

async function refuseUnseen(tenant: Tenant, urn: string): Promise<void> {
  const [id] = [...(await urnsOfSchools(tenant))].find(([, each]) => each === urn) ?? [];
  if (id === undefined) throw unknown('school', urn);
  if (isSeen(tenant, id)) return;
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
