import { and, eq, gt, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { password, passwordLink, signInFailure } from '../database/tables.ts';

// Passwords belong to people, and so to the directory.
type Directory = Pick<Database, 'query'>;

/** The hash of a person's password, or undefined for somebody who has none. */
export async function passwordHashOf(
  { query }: Directory,
  personId: string,
): Promise<string | undefined> {
  const [row] = await query.select().from(password).where(eq(password.personId, personId));
  return row?.hash;
}

/** A link that sets a password. */
export interface LinkRow {
  readonly hash: Buffer;
  readonly personId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export async function addLink({ query }: Directory, row: LinkRow): Promise<void> {
  await query.insert(passwordLink).values(row);
}

/** Whose password an unused link sets at this moment. */
export async function personOfLink(
  { query }: Directory,
  hash: Buffer,
  at: string,
): Promise<string | undefined> {
  const [row] = await query
    .select({ personId: passwordLink.personId })
    .from(passwordLink)
    .where(
      and(eq(passwordLink.hash, hash), isNull(passwordLink.usedAt), gt(passwordLink.expiresAt, at)),
    );
  return row?.personId;
}

/**
 * Uses a link up and sets the password by it, in one step: of two at once, one does. All sessions and
 * other links of the person end with it. False when the link no longer works.
 */
export async function setPasswordByLink(
  { query }: Directory,
  { hash, passwordHash, at }: { hash: Buffer; passwordHash: string; at: string },
): Promise<boolean> {
  const rows = await query.execute(sql`
    with used as (
      update password_link set used_at = ${at}
      where hash = ${hash} and used_at is null and expires_at > ${at} returning person_id
    ), others as (
      update password_link set used_at = ${at}
      where person_id in (select person_id from used) and hash <> ${hash} and used_at is null
    ), ended as (
      update session set ended_at = ${at}
      where person_id in (select person_id from used) and ended_at is null
    )
    insert into password (person_id, hash, set_at)
    select person_id, ${passwordHash}, ${at} from used
    on conflict (person_id) do update set hash = excluded.hash, set_at = excluded.set_at
    returning person_id`);
  return rows.length > 0;
}

/** Hashes a password anew, if it is still the one that was read. */
export async function exchangePasswordHash(
  { query }: Directory,
  { personId, from, to }: { personId: string; from: string; to: string },
): Promise<void> {
  await query
    .update(password)
    .set({ hash: to })
    .where(and(eq(password.personId, personId), eq(password.hash, from)));
}

/** Keeps tries, each of which counts as failed until it is taken back. */
export async function addTries(
  { query }: Directory,
  rows: readonly { id: string; of: Buffer; at: string }[],
): Promise<void> {
  await query.insert(signInFailure).values([...rows]);
}

export async function deleteTries({ query }: Directory, ids: readonly string[]): Promise<void> {
  await query.delete(signInFailure).where(inArray(signInFailure.id, [...ids]));
}

/** When others of the same address or place were made since, but for these. */
export async function triesOf(
  { query }: Directory,
  { of, since, except }: { of: Buffer; since: string; except: readonly string[] },
): Promise<string[]> {
  const rows = await query
    .select({ at: signInFailure.at })
    .from(signInFailure)
    .where(
      and(
        eq(signInFailure.of, of),
        gt(signInFailure.at, since),
        notInArray(signInFailure.id, [...except]),
      ),
    );
  return rows.map(({ at }) => new Date(at).toISOString());
}

/** Forgets the tries of an address that has since been entered, and all that no longer count. */
export async function forgetTries(
  { query }: Directory,
  { of, before }: { of: Buffer; before: string },
): Promise<void> {
  await query.delete(signInFailure).where(eq(signInFailure.of, of));
  await query.delete(signInFailure).where(lt(signInFailure.at, before));
}
