import { and, asc, eq, max } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { journal, periodAct } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { closedMonths, type PeriodAct } from './period-act.ts';

/** All closings and reopenings of the trust, or those of one month, in their order. */
export async function periodActs(
  { query, trustId }: Tenant,
  month?: Month,
): Promise<readonly PeriodAct[]> {
  const { trustId: ofTrust, month: ofMonth, ordinal } = periodAct;
  const rows = await query
    .select()
    .from(periodAct)
    .where(and(eq(ofTrust, trustId), month && eq(ofMonth, `${month}-01`)))
    .orderBy(asc(ofMonth), asc(ordinal));
  return rows.map((row) => ({
    month: row.month.slice(0, 7) as Month,
    ordinal: row.ordinal,
    act: row.act as PeriodAct['act'],
    reason: row.reason,
    atJournal: row.atJournal,
    at: new Date(row.recordedAt).toISOString(),
    by: row.recordedBy,
  }));
}

/** The service months whose books are closed. */
export async function closedMonthsOf(tenant: Tenant): Promise<Set<Month>> {
  return closedMonths(await periodActs(tenant));
}

/** Writes down that a month is closed or reopened, and what was known then. */
export async function addPeriodAct({ query, trustId }: Tenant, act: PeriodAct): Promise<void> {
  const { month, at, by, ...told } = act;
  await query
    .insert(periodAct)
    .values({ trustId, ...told, month: `${month}-01`, recordedAt: at, recordedBy: by });
}

/** The number of the newest journal, up to which a closing month is known; 0 before there is one. */
export async function newestJournal({ query, trustId }: Tenant): Promise<number> {
  const [newest] = await query
    .select({ number: max(journal.number) })
    .from(journal)
    .where(eq(journal.trustId, trustId));
  return newest?.number ?? 0;
}
