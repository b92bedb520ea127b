import type { Database } from './connect.ts';
import { inTrust, type Tenant } from './tenant.ts';

/**
 * Does what is to be done to a trust one after the other, whichever process does it, where it moves no figure:
 * who is let in, and the order of runs. An import at work is not waited for.
 */
export function oneByOne<T>(
  database: Database,
  trustId: string,
  matter: 'people' | 'runs',
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  return inTrust(database, trustId, async (tenant) => {
    const name = `savings-ledger:${trustId}:${matter}`;
    await tenant.sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    return work(tenant);
  });
}
