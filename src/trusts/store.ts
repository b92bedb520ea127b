import { asc, eq } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { trust as trustTable } from '../database/tables.ts';
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
