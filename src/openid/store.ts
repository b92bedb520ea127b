import { and, eq, lt } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { identity, person, signInFlow } from '../database/tables.ts';
import type { Person } from '../people/store.ts';

// Flows and identities belong to the directory: nobody is in a trust before having signed in.
type Directory = Pick<Database, 'query'>;

/** A way to a provider that is under way. */
export interface StoredFlow {
  readonly hash: Buffer;
  readonly verifier: string;
  readonly nonce: string;
  readonly returnTo: string;
  readonly createdAt: string;
}

export async function addFlow({ query }: Directory, flow: StoredFlow): Promise<void> {
  await query.insert(signInFlow).values(flow);
}

/** Takes a flow out: whatever comes of it, it is used. */
export async function takeFlow(
  { query }: Directory,
  hash: Buffer,
): Promise<StoredFlow | undefined> {
  const [row] = await query.delete(signInFlow).where(eq(signInFlow.hash, hash)).returning();
  return row && { ...row, createdAt: new Date(row.createdAt).toISOString() };
}

/** Forgets the flows that nobody came back from. */
export async function forgetFlows({ query }: Directory, before: string): Promise<void> {
  await query.delete(signInFlow).where(lt(signInFlow.createdAt, before));
}

/** Whose account it is, if it has been linked. */
export async function personOfIdentity(
  { query }: Directory,
  issuer: string,
  subject: string,
): Promise<Person | undefined> {
  const [row] = await query
    .select({ id: person.id, email: person.email, name: person.name })
    .from(identity)
    .innerJoin(person, eq(person.id, identity.personId))
    .where(and(eq(identity.issuer, issuer), eq(identity.subject, subject)));
  return row;
}

/** Links an account to a person; an account that is linked already stays where it is. */
export async function addIdentity(
  { query }: Directory,
  row: { issuer: string; subject: string; personId: string; linkedAt: string },
): Promise<void> {
  await query.insert(identity).values(row).onConflictDoNothing();
}
