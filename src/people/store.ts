import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Role } from '../access/role.ts';
import type { Database } from '../database/connect.ts';
import { person, roleGrant, trust } from '../database/tables.ts';

// People belong to the directory: one may serve several trusts.
type Directory = Pick<Database, 'query'>;

/** Somebody who is let in by an e-mail address. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** What a person is in a trust. */
export interface Grant {
  readonly id: string;
  readonly trustId: string;
  readonly trustName: string;
  readonly person: Person;
  readonly role: Role;
  /** The ids of the schools that it is for; null for the whole trust. */
  readonly schoolIds: readonly string[] | null;
  readonly grantedAt: string;
  readonly grantedBy: string;
}

function grantRows(query: Database['query']) {
  return query
    .select({
      id: roleGrant.id,
      trustId: roleGrant.trustId,
      trustName: trust.name,
      person: { id: person.id, email: person.email, name: person.name },
      role: roleGrant.role,
      schoolIds: roleGrant.schoolIds,
      grantedAt: roleGrant.grantedAt,
      grantedBy: roleGrant.grantedBy,
    })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .innerJoin(trust, eq(trust.id, roleGrant.trustId))
    .$dynamic();
}

const grantOf = (row: Omit<Grant, 'role'> & { role: string }): Grant => {
  return { ...row, role: row.role as Role, grantedAt: new Date(row.grantedAt).toISOString() };
};

/** The roles in force of a trust, by the people's names. */
export async function grantsOfTrust({ query }: Directory, trustId: string): Promise<Grant[]> {
  const rows = await grantRows(query)
    .where(and(eq(roleGrant.trustId, trustId), isNull(roleGrant.endedAt)))
    .orderBy(asc(person.name), asc(roleGrant.id));
  return rows.map(grantOf);
}

/** The roles in force of a person, by the trusts' names. */
export async function grantsOfPerson({ query }: Directory, personId: string): Promise<Grant[]> {
  const rows = await grantRows(query)
    .where(and(eq(roleGrant.personId, personId), isNull(roleGrant.endedAt)))
    .orderBy(asc(trust.name), asc(roleGrant.id));
  return rows.map(grantOf);
}

export async function personByEmail(
  { query }: Directory,
  email: string,
): Promise<Person | undefined> {
  const [row] = await query.select().from(person).where(eq(person.email, email));
  return row;
}

export async function personById({ query }: Directory, id: string): Promise<Person | undefined> {
  const [row] = await query.select().from(person).where(eq(person.id, id));
  return row;
}

export async function addPersonRow(
  { query }: Directory,
  row: Person & { createdAt: string },
): Promise<void> {
  await query.insert(person).values(row).onConflictDoNothing();
}

export async function addGrantRow(
  { query }: Directory,
  { person: { id: personId }, trustName: _, schoolIds, ...row }: Grant,
): Promise<void> {
  await query
    .insert(roleGrant)
    .values({ ...row, personId, schoolIds: schoolIds && [...schoolIds] });
}

/** Ends a role; the row stays, because it says who could do what and when. */
export async function endGrantRow(
  { query }: Directory,
  { id, at, by }: { id: string; at: string; by: string },
): Promise<void> {
  await query
    .update(roleGrant)
    .set({ endedAt: at, endedBy: by })
    .where(and(eq(roleGrant.id, id), isNull(roleGrant.endedAt)));
}
