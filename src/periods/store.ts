import { eq, max } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { journal, period } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';

/** The service months whose books are closed. */
export async function closedMonthsOf({ query, trustId }: Tenant): Promise<Set<Month>> {
  const rows = await query
    .select({ month: period.month })
    .from(period)
    .where(eq(period.trustId, trustId));
  return new Set(rows.map((row) => row.month.slice(0, 7) as Month));
}

/** Writes down that a month is closed, and what was known then. */
export async function closeMonth(
  { query, trustId }: Tenant,
  closing: { month: Month; closedAt: string; closedBy: string; closedAtJournal: number },
): Promise<void> {
  await query.insert(period).values({ trustId, ...closing, month: `${closing.month}-01` });
}

/** The number of the newest journal, up to which a closing month is known; 0 before there is one. */
export async function newestJournal({ query, trustId }: Tenant): Promise<number> {
  const [newest] = await query
    .select({ number: max(journal.number) })
    .from(journal)
    .where(eq(journal.trustId, trustId));
  return newest?.number ?? 0;
}
