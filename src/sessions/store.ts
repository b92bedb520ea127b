import { and, eq, isNull, or } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { session } from '../database/tables.ts';
import type { SessionTimes } from './session.ts';

// Sessions belong to the directory: a person who signs in has not said yet for which trust.
type Directory = Pick<Database, 'query'>;

/** How somebody signed in. */
export type Way = 'password' | 'openid' | 'demonstration';

/** A signed-in browser. */
export interface StoredSession extends SessionTimes {
  readonly id: string;
  readonly personId: string;
  readonly way: Way;
  /** Whether it was found by the secret that it has now, not by the former one. */
  readonly isNewest: boolean;
}

const instant = (text: string) => new Date(text).toISOString();

/** The session of this secret, or of the one before it, unless it was ended. */
export async function sessionByHash(
  { query }: Directory,
  hash: Buffer,
): Promise<StoredSession | undefined> {
  const [row] = await query
    .select()
    .from(session)
    .where(and(or(eq(session.hash, hash), eq(session.formerHash, hash)), isNull(session.endedAt)));
  return (
    row && {
      id: row.id,
      personId: row.personId,
      way: row.way as Way,
      createdAt: instant(row.createdAt),
      seenAt: instant(row.seenAt),
      rotatedAt: instant(row.rotatedAt),
      isNewest: row.hash.equals(hash),
    }
  );
}

export async function addSession(
  { query }: Directory,
  { hash, at, ...row }: { id: string; personId: string; way: Way; hash: Buffer; at: string },
): Promise<void> {
  await query.insert(session).values({ ...row, hash, createdAt: at, seenAt: at, rotatedAt: at });
}

export async function setSeen({ query }: Directory, id: string, at: string): Promise<void> {
  await query.update(session).set({ seenAt: at }).where(eq(session.id, id));
}

/** Exchanges the secret; false when another request did so first. */
export async function exchangeHash(
  { query }: Directory,
  { id, from, to, at }: { id: string; from: Buffer; to: Buffer; at: string },
): Promise<boolean> {
  const rows = await query
    .update(session)
    .set({ hash: to, formerHash: from, rotatedAt: at })
    .where(and(eq(session.id, id), eq(session.hash, from)))
    .returning({ id: session.id });
  return rows.length > 0;
}

export async function endSessionRow({ query }: Directory, id: string, at: string): Promise<void> {
  await query
    .update(session)
    .set({ endedAt: at })
    .where(and(eq(session.id, id), isNull(session.endedAt)));
}

/** Ends all sessions of a person: a new password, or a role that ended, holds from now on. */
export async function endSessionsOf(
  { query }: Directory,
  personId: string,
  at: string,
): Promise<void> {
  await query
    .update(session)
    .set({ endedAt: at })
    .where(and(eq(session.personId, personId), isNull(session.endedAt)));
}
