import type { Ability } from '../access/role.ts';
import { isSamePerson } from '../access/same-person.ts';
import { splitByStanding } from '../agreements/agreement.ts';
import { type Agreements, agreementsIn } from '../agreements/commands.ts';
import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf } from '../calendar/period.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, isSeen, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { stillToCome } from '../forecasts/commands.ts';
import { headOf } from '../ledger/store.ts';
import { type Money, noMoney } from '../money/money.ts';
import { waitingByImport } from '../queue/store.ts';
import { listRenewals } from '../renewals/commands.ts';
import { type KnownFigures, type KnownReport, readFigures } from '../reports/commands.ts';
import { yearFrom } from '../reports/financial-year.ts';
import { monthsWithFigures, trustYearStarts } from '../reports/store.ts';
import { whatChanged } from '../restatements/commands.ts';
import { urnsOfSchools } from '../schools/store.ts';
import { newestSeal, type SealFacts, sealsOf } from '../seals/store.ts';
import { missingToday } from '../watch/commands.ts';
import { type HasCome, monthsBefore } from '../watch/expected-months.ts';
import { monthsThatCame } from '../watch/store.ts';
import { type Counts, countsOf, preparersOfWaiting } from './store.ts';
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
  /** The last sealed report, and by how much its net saving has changed since; null without one. */
  readonly paper: { readonly seal: SealFacts; readonly change: Money } | null;
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
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const [window, counts, urns] = await Promise.all([
      newestYear(tenant, looking.today),
      countsOf(tenant),
      urnsOfSchools(tenant),
    ]);
    const lastWhole = monthsBefore(monthOf(looking.today), 1);
    const last = window && window.to > lastWhole ? window.to : lastWhole;
    const came = await monthsThatCame(tenant, { to: last });
    const figures = window && (await readFigures(tenant, { window, cuts: [['school']], came }));
    const cells = figures?.cells(['school']);
    const answers = window && cells ? await agreementsIn(tenant, window, { cells }) : null;
    const own = [...urns].filter(([id]) => isSeen(tenant, id));
    return {
      journal: figures?.journal ?? (await headOf(tenant)).number,
      year: window && figures && (await yearInBrief(tenant, window, figures, looking)),
      waiting: await waitingFor(tenant, looking, counts, { answers, came }),
      ownSchool: own.length === 1 ? (own[0]?.[1] ?? null) : null,
      progress: counts,
    };
  });
}

/** The year of the trust into which the newest month with figures falls, but for months to come. */
async function newestYear(tenant: Tenant, today: LocalDate): Promise<YearInBrief['window'] | null> {
  const [months, starts] = await Promise.all([monthsWithFigures(tenant), trustYearStarts(tenant)]);
  const newest = months.filter((month) => month <= monthOf(today)).at(-1) ?? months.at(-1);
  if (!newest) return null;
  const from = `${yearFrom(starts, newest)}-${String(starts).padStart(2, '0')}-01` as LocalDate;
  return { from: monthOf(from), to: monthOf(addMonths(from, 11)) };
}

async function yearInBrief(
  tenant: Tenant,
  window: YearInBrief['window'],
  figures: KnownFigures,
  { isWhole }: Looking,
): Promise<YearInBrief> {
  return {
    window,
    report: figures.report(['school']),
    forecast: isWhole ? await stillToCome(tenant, window) : null,
    paper: isWhole ? await lastPaper(tenant, figures.journal) : null,
  };
}

async function lastPaper(tenant: Tenant, newest: number): Promise<YearInBrief['paper']> {
  const number = await newestSeal(tenant);
  const [seal] = number === 0 ? [] : await sealsOf(tenant, { number });
  if (!seal) return null;
  // Nothing was posted since it was sealed.
  if (seal.journal === newest) return { seal, change: noMoney };
  const asked = { window: seal.window, since: { asKnownAt: seal.journal }, until: {} };
  const { total } = await whatChanged(asDatabase(tenant), tenant.trustId, asked);
  return { seal, change: total.change.net_saving };
}

/** What the year was read with, and need not be asked again for what waits. */
interface AskedAlready {
  readonly answers: Agreements | null;
  readonly came: HasCome;
}

async function waitingFor(
  tenant: Tenant,
  { today, by, abilities, isWhole }: Looking,
  { receivedFiles }: Counts,
  { answers, came }: AskedAlready,
): Promise<Waiting> {
  const database = asDatabase(tenant);
  const loads = isWhole && abilities.has('import-files');
  const standings = splitByStanding(answers?.schools ?? []);
  const answered = isWhole || abilities.has('answer-for-school');
  return {
    receivedFiles: loads ? receivedFiles : null,
    rowsToFix: loads
      ? [...(await waitingByImport(tenant)).values()].reduce((sum, { rows }) => sum + rows, 0)
      : null,
    missingInvoices: isWhole ? (await missingToday(tenant, {}, today, came)).length : null,
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
  const waiting = await preparersOfWaiting(tenant);
  return waiting
    .filter(({ preparedBy }) => !isSamePerson(preparedBy, by))
    .reduce((sum, { baselines }) => sum + baselines, 0);
}
