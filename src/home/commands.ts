import type { Ability } from '../access/role.ts';
import { isSamePerson } from '../access/same-person.ts';
import { splitByStanding } from '../agreements/agreement.ts';
import { type Agreements, listAgreements } from '../agreements/commands.ts';
import { baselinesOf } from '../baselines/store.ts';
import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, isSeen, type Tenant } from '../database/tenant.ts';
import { stillToCome } from '../forecasts/commands.ts';
import { importsOf } from '../imports/store.ts';
import { headOf } from '../ledger/store.ts';
import type { Money } from '../money/money.ts';
import { waitingByImport } from '../queue/store.ts';
import { listRenewals } from '../renewals/commands.ts';
import { type KnownReport, readFigures } from '../reports/commands.ts';
import { yearFrom } from '../reports/financial-year.ts';
import { monthsWithFigures, trustYearStarts } from '../reports/store.ts';
import { type KnownChanges, whatChanged } from '../restatements/commands.ts';
import { schoolsOf } from '../schools/store.ts';
import { newestSeal, type Seal, sealsOf } from '../seals/store.ts';
import { missingToday } from '../watch/commands.ts';
import type { Progress, Waiting } from './to-do.ts';

/** Who looks at the first page of a trust, and when. */
export interface Looking {
  readonly today: LocalDate;
  readonly by: string;
  readonly abilities: ReadonlySet<Ability>;
  /** Whether for the whole trust, and not for some schools only. */
  readonly isWhole: boolean;
}

/** The year of a trust with the newest figures, in one line. */
export interface YearInBrief {
  readonly window: { readonly from: Month; readonly to: Month };
  readonly report: KnownReport;
  /** What is still to come; null for who is let in for some schools only. */
  readonly forecast: Money | null;
  /** The last sealed report, and what has changed of its figures since; null without one. */
  readonly paper: { readonly seal: Seal; readonly changes: KnownChanges } | null;
}

/** Where a trust stands, what waits for whoever looks, and how far it is on the way to a figure. */
export interface Home {
  readonly journal: number;
  /** Null before there is any figure. */
  readonly year: YearInBrief | null;
  readonly waiting: Waiting;
  /** The one school of whoever looks whose figure waits for an answer; null for several or none. */
  readonly ownSchool: string | null;
  readonly progress: Progress;
}

/** The first page of a trust as somebody sees it. */
export function homeOf(database: Database, trustId: string, looking: Looking): Promise<Home> {
  return inTrust(database, trustId, async (tenant) => {
    const window = await newestYear(tenant, looking.today);
    const answers = window && (await listAgreements(asDatabase(tenant), trustId, { window }));
    const own = (await schoolsOf(tenant)).filter(({ id }) => isSeen(tenant, id));
    return {
      journal: (await headOf(tenant)).number,
      year: window && (await yearInBrief(tenant, window, looking)),
      waiting: await waitingFor(tenant, looking, answers),
      ownSchool: own.length === 1 ? (own[0]?.urn ?? null) : null,
      progress: await progressOf(tenant),
    };
  });
}

/** The year of the trust into which the newest month with figures falls, but for months to come. */
async function newestYear(tenant: Tenant, today: LocalDate): Promise<YearInBrief['window'] | null> {
  const months = await monthsWithFigures(tenant);
  const newest = months.filter((month) => month <= monthOf(today)).at(-1) ?? months.at(-1);
  if (!newest) return null;
  const starts = await trustYearStarts(tenant);
  const from = `${yearFrom(starts, newest)}-${String(starts).padStart(2, '0')}-01` as LocalDate;
  return { from: monthOf(from), to: monthOf(addMonths(from, 11)) };
}

async function yearInBrief(
  tenant: Tenant,
  window: YearInBrief['window'],
  { isWhole }: Looking,
): Promise<YearInBrief> {
  const figures = await readFigures(tenant, { window, tellApart: ['school'] });
  return {
    window,
    report: figures.report(['school']),
    forecast: isWhole ? await stillToCome(tenant, window) : null,
    paper: isWhole ? await lastPaper(tenant) : null,
  };
}

async function lastPaper(tenant: Tenant): Promise<YearInBrief['paper']> {
  const number = await newestSeal(tenant);
  const [seal] = number === 0 ? [] : await sealsOf(tenant, { number });
  if (!seal) return null;
  const asked = { window: seal.window, since: { asKnownAt: seal.journal }, until: {} };
  return { seal, changes: await whatChanged(asDatabase(tenant), tenant.trustId, asked) };
}

async function waitingFor(
  tenant: Tenant,
  { today, by, abilities, isWhole }: Looking,
  answers: Agreements | null,
): Promise<Waiting> {
  const database = asDatabase(tenant);
  const loads = isWhole && abilities.has('import-files');
  const standings = splitByStanding(answers?.schools ?? []);
  const answered = isWhole || abilities.has('answer-for-school');
  return {
    receivedFiles: loads
      ? (await importsOf(tenant)).filter(({ state }) => state === 'received').length
      : null,
    rowsToFix: loads
      ? [...(await waitingByImport(tenant)).values()].reduce((sum, { rows }) => sum + rows, 0)
      : null,
    missingInvoices: isWhole ? (await missingToday(tenant, {}, today)).length : null,
    contractsToDecide: isWhole ? await toDecide(database, tenant.trustId, today) : null,
    baselinesToApprove: abilities.has('approve-baselines') ? await toApprove(tenant, by) : null,
    figuresToConfirm: answered ? standings.awaiting.schools : null,
    disputedFigures: answered ? standings.disputed.schools : null,
  };
}

async function toDecide(database: Database, trustId: string, today: LocalDate): Promise<number> {
  const { renewals } = await listRenewals(database, trustId, today);
  const pressing = ['plan', 'decide', 'overdue'];
  return renewals.filter(
    ({ state, snoozedUntil }) => pressing.includes(state) && snoozedUntil === null,
  ).length;
}

/** What waits for a second person is no work of its author. */
async function toApprove(tenant: Tenant, by: string): Promise<number> {
  const waiting = (await baselinesOf(tenant)).filter(
    ({ approvedAt, withdrawnAt }) => approvedAt === null && withdrawnAt === null,
  );
  return waiting.filter(({ preparedBy }) => !isSamePerson(preparedBy, by)).length;
}

async function progressOf(tenant: Tenant): Promise<Progress> {
  const baselines = await baselinesOf(tenant);
  return {
    schools: (await schoolsOf(tenant)).length,
    contracts: (await contractsOf(tenant)).length,
    approvedBaselines: baselines.filter(({ approvedAt }) => approvedAt !== null).length,
    postedFiles: (await importsOf(tenant)).filter(({ state }) => state === 'posted').length,
  };
}
