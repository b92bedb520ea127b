import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { apiKey, person, roleGrant, trust } from '../database/tables.ts';

// Keys belong to the directory: whoever shows one has not said yet which trust it is about.
type Directory = Pick<Database, 'query'>;

/** A key of a trust without what would open a door. */
export interface StoredKey {
  readonly id: string;
  readonly trustId: string;
  readonly trustName: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  /** The ids of the schools that it is limited to; null for a key of the whole trust. */
  readonly schoolIds: readonly string[] | null;
  /** What it opens, by the names of abilities; null for all that such a key can open. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: string | null;
}

/** Every key that was ever given out, by trust and then in the order of giving. */
export async function allKeys({ query }: Directory): Promise<StoredKey[]> {
  const rows = await keyRows(query).orderBy(asc(trust.name), asc(apiKey.id));
  return rows.map(keyOf);
}

/** The key of this hash, unless it is unknown or was taken back. Every question asks it: it is written by hand. */
export async function keyByHash(
  { client }: Pick<Database, 'client'>,
  hash: Buffer,
): Promise<StoredKey | undefined> {
  const [row] = await client`
    select k.id, k.trust_id as "trustId", t.name as "trustName", k.name, k.created_at as "createdAt",
      k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt", k.school_ids as "schoolIds",
      k.scopes, k.expires_at as "expiresAt"
    from api_key k join trust t on t.id = k.trust_id
    where k.hash = ${hash} and k.revoked_at is null`;
  return row && keyOf(row as unknown as StoredKey);
}

/** A key by its id, unless it was taken back. */
export async function keyInUse({ query }: Directory, id: string): Promise<StoredKey | undefined> {
  const [row] = await keyRows(query).where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)));
  return row && keyOf(row);
}

/** The keys of a trust that were not taken back; one that has expired opens nothing any more. */
export async function keysInUse({ query }: Directory, trustId: string): Promise<StoredKey[]> {
  const rows = await keyRows(query)
    .where(and(eq(apiKey.trustId, trustId), isNull(apiKey.revokedAt)))
    .orderBy(asc(apiKey.id));
  return rows.map(keyOf);
}

/** What the people are called who are let into a trust: a key has a name of its own beside theirs. */
export async function namesOfPeople({ query }: Directory, trustId: string): Promise<string[]> {
  const rows = await query
    .select({ name: person.name })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(and(eq(roleGrant.trustId, trustId), isNull(roleGrant.endedAt)));
  return rows.map(({ name }) => name);
}

function keyRows(query: Database['query']) {
  const { hash: _, ...columns } = getTableColumns(apiKey);
  return query
    .select({ ...columns, trustName: trust.name })
    .from(apiKey)
    .innerJoin(trust, eq(trust.id, apiKey.trustId))
    .$dynamic();
}

function keyOf(row: StoredKey): StoredKey {
  const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString());
  return {
    ...row,
    createdAt: instant(row.createdAt) ?? row.createdAt,
    lastUsedAt: instant(row.lastUsedAt),
    revokedAt: instant(row.revokedAt),
    expiresAt: instant(row.expiresAt),
  };
}

export async function addKeyRow(
  { query }: Directory,
  key: Pick<StoredKey, 'id' | 'trustId' | 'name' | 'createdAt' | 'expiresAt'> & {
    hash: Buffer;
    schoolIds: string[] | null;
    scopes: string[] | null;
  },
): Promise<void> {
  await query.insert(apiKey).values(key);
}

export async function setLastUsed({ query }: Directory, id: string, at: string): Promise<void> {
  await query.update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, id));
}

/** Closes what a key opened; the row stays, because journals name the key. */
export async function setRevoked({ query }: Directory, id: string, at: string): Promise<void> {
  await query
    .update(apiKey)
    .set({ revokedAt: at })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)));
}
