import type { Month } from '../calendar/period.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { closedMonthsOf, closeMonth, newestJournal } from './store.ts';

/**
 * Closes a service month: what is found out about it later stands in the books of an open month,
 * as a prior-period adjustment (P11). Refuses a month that is closed already or
 * not over.
 */
export function closePeriod(
  database: Database,
  trustId: string,
  month: Month,
  person: { by: string; at: string },
): Promise<number> {
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    if ((await closedMonthsOf(tenant)).has(month)) {
      throw new Problem({
        code: 'period.closed',
        message: `${month} is closed already.`,
        remedy: 'Nothing is to do.',
      });
    }
    if (month >= person.at.slice(0, 7)) {
      throw new Problem({
        code: 'period.closed',
        found: month,
        message: `${month} is not over yet, so it cannot be closed.`,
        remedy: 'Close a month when its invoices have come.',
      });
    }
    const number = await newestJournal(tenant);
    await closeMonth(tenant, {
      month,
      closedAt: person.at,
      closedBy: person.by,
      closedAtJournal: number,
    });
    return number;
  });
}
