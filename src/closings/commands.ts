import type { Month } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust, withKeptPlans } from '../database/tenant.ts';
import { decided, rulingOn } from '../decisions/decision.ts';
import { decisionsOf, rowsAsRead } from '../decisions/store.ts';
import type { Person } from '../imports/commands.ts';
import { importsOf } from '../imports/store.ts';
import { invoiceReader } from '../invoices/invoice-reader.ts';
import { keptRows, profileById, sourceFileById } from '../invoices/store.ts';
import { closing, type PeriodAct, reopening } from '../periods/period-act.ts';
import { addPeriodAct, newestJournal, periodActs } from '../periods/store.ts';
import { type PlacedRow, waitingPlaces } from '../queue/store.ts';
import { cellsOf, summedCellsOf } from '../reports/store.ts';
import { schoolsOf } from '../schools/store.ts';
import {
  type MissingFigure,
  missingFigures,
  overviewOf,
  type PeriodOverview,
  periodOverviews,
} from './period-overview.ts';
import { type WaitingCounter, type WaitingOfMonth, waitingCounter } from './waiting-month.ts';

/** A month with what is not in its figure: whoever closes it has to know that. */
export interface PeriodView extends PeriodOverview, WaitingOfMonth {
  /** The newest journal that the figure knows. */
  readonly journal: number;
  readonly missing: readonly MissingFigure[];
}

/** Closing a month, or opening it again. */
export type Acting = { readonly act: 'closed' } | { readonly act: 'reopened'; reason: string };

/** The months of a trust that have figures or were closed, the earliest first. */
export function listPeriods(
  database: Database,
  trustId: string,
): Promise<{ journal: number; periods: PeriodOverview[] }> {
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const journal = await newestJournal(tenant);
    const cells = await summedCellsOf(tenant, {}, ['month']);
    return { journal, periods: periodOverviews(cells, await periodActs(tenant)) };
  });
}

/** One month, with what waits for it and what has not come. */
export function viewPeriod(database: Database, trustId: string, month: Month): Promise<PeriodView> {
  return inTrust(database, trustId, (tenant) => viewOf(tenant, month));
}

/** What closing or reopening a month would do; nothing is changed. */
export function checkPeriod(
  database: Database,
  trustId: string,
  month: Month,
  acting: Acting,
  person: Person,
): Promise<PeriodView> {
  return tryInTrust(database, trustId, (tenant) => act(tenant, month, acting, person));
}

/**
 * Closes a service month: what is found out about it later stands in the books of an open month, as a
 * prior-period adjustment. Or reopens it, by another person than the one who closed it and with a
 * reason: it takes figures again from the next journal on, and what was booked elsewhere meanwhile
 * stays there. Both are only added to what was done before (P11).
 */
export function actOnPeriod(
  database: Database,
  trustId: string,
  month: Month,
  acting: Acting,
  person: Person,
): Promise<PeriodView> {
  return inTrust(database, trustId, (tenant) => act(tenant, month, acting, person));
}

async function act(
  tenant: Tenant,
  month: Month,
  acting: Acting,
  { by, at }: Person,
): Promise<PeriodView> {
  await lockTrust(tenant);
  const before = await periodActs(tenant, month);
  const reason = acting.act === 'reopened' ? acting.reason : '';
  const told = { month, reason, atJournal: await newestJournal(tenant), at, by };
  const next: PeriodAct = acting.act === 'closed' ? closing(before, told) : reopening(before, told);
  await addPeriodAct(tenant, next);
  return viewOf(tenant, month);
}

async function viewOf(tenant: Tenant, month: Month): Promise<PeriodView> {
  const cells = await cellsOf(tenant, { from: month, to: month });
  const schools = await schoolsOf(tenant);
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  return {
    ...overviewOf(month, cells, await periodActs(tenant, month)),
    ...(await waitingOf(tenant, month)),
    journal: await newestJournal(tenant),
    missing: missingFigures(month, await contractsOf(tenant), { cells, urns }),
  };
}

/** What waits of a month: the rows are read again from the kept files, which hold their dates. */
async function waitingOf(tenant: Tenant, month: Month): Promise<WaitingOfMonth> {
  const counter = waitingCounter(month);
  for (const [importId, places] of await waitingPlaces(tenant)) {
    await countWaiting(tenant, importId, places, counter);
  }
  return counter.end();
}

async function countWaiting(
  tenant: Tenant,
  importId: string,
  places: readonly PlacedRow[],
  counter: WaitingCounter,
): Promise<void> {
  const [record] = await importsOf(tenant, { id: importId });
  if (!record) return;
  const nets = new Map(places.map(({ row, net }) => [row, net]));
  const { header, forms } = await sourceFileById(tenant, record.fileId);
  const profile = await profileById(tenant, record.profileId);
  const read = invoiceReader(profile.document, header, forms);
  const decisions = await decisionsOf(tenant, rowsAsRead(record, profile));
  for await (const kept of keptRows(tenant, record.fileId)) {
    const net = nets.get(kept.row);
    if (net === undefined) continue;
    counter.count(decided(read(kept), rulingOn(decisions, kept.row)), net);
    nets.delete(kept.row);
    if (nets.size === 0) return;
  }
}
