import { asc, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { trustName, trust as trustTable } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import type { Trust } from '../schools/school.ts';

// The directory belongs to no single trust: a connection and a trust's transaction both reach it.
type Directory = Pick<Database, 'query'>;

/** Every trust of the directory, by name. */
export async function trusts({ query }: Directory): Promise<Trust[]> {
  const rows = await query.select().from(trustTable).orderBy(asc(trustTable.name));
  return rows.map((row) => ({ ...row, kind: row.kind as Trust['kind'] }));
}

/** Adds a trust to the directory; false when the name is taken, and nothing is changed. */
export async function createTrust({ query }: Directory, trust: Trust): Promise<boolean> {
  const added = await query
    .insert(trustTable)
    .values(trust)
    .onConflictDoNothing()
    .returning({ id: trustTable.id });
  return added.length > 0;
}

/** Writes what is now true of a trust that is in the directory. */
export async function updateTrust({ query }: Directory, trust: Trust): Promise<void> {
  await query.update(trustTable).set(trust).where(eq(trustTable.id, trust.id));
}

/** Keeps the name of the trust: reports that know later journals print it, earlier ones do not. */
export async function saveTrustName(tenant: Tenant, name: string): Promise<void> {
  const { query, trustId } = tenant;
  const [known] = await query
    .select()
    .from(trustName)
    .where(eq(trustName.trustId, trustId))
    .orderBy(desc(trustName.knownFromJournal))
    .limit(1);
  if (known?.name === name) return;
  const knownFromJournal = known ? (await headOf(tenant)).number + 1 : 0;
  await query
    .insert(trustName)
    .values({ trustId, knownFromJournal, name })
    // Nothing was posted since the last change, so no report can have shown that name.
    .onConflictDoUpdate({ target: [trustName.trustId, trustName.knownFromJournal], set: { name } });
}
