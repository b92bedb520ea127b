import { randomBytes } from 'node:crypto';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { type Person, personById } from '../people/store.ts';
import {
  hashSecret,
  isDue,
  isLasting,
  isOverlapping,
  isSecret,
  secretBytes,
  writeSecret,
} from './session.ts';
import {
  addSession,
  endSessionRow,
  exchangeHash,
  type StoredSession,
  sessionByHash,
  setSeen,
  type Way,
} from './store.ts';

const minute = 60_000;

/** A person who is signed in. */
export interface SignedIn {
  readonly sessionId: string;
  readonly person: Person;
  readonly way: Way;
  /** The secret that the browser is to keep from now on; nothing, if it keeps the one it has. */
  readonly newSecret: string | undefined;
}

/**
 * Opens a session for a person who has just proved who they are, and gives the secret for its cookie,
 * shown this once. It is always a new one: a secret that somebody planted in a browser before the
 * sign-in opens nothing after it.
 */
export async function openSession(
  database: Database,
  { personId, way, at }: { personId: string; way: Way; at: string },
): Promise<string> {
  const secret = writeSecret(randomBytes(secretBytes));
  await addSession(database, { id: newId(), personId, way, hash: hashSecret(secret), at });
  return secret;
}

/** Who shows a secret, or undefined for one that opens nothing (any more). */
export async function whoseSession(
  database: Database,
  { presented, at }: { presented: string; at: string },
): Promise<SignedIn | undefined> {
  if (!isSecret(presented)) return undefined;
  const hash = hashSecret(presented);
  const session = await sessionByHash(database, hash);
  if (!session || !isLasting(session, at)) return undefined;
  if (!session.isNewest && !isOverlapping(session, at)) return undefined;
  const person = await personById(database, session.personId);
  if (!person) return undefined;
  // Once a minute is exact enough, and keeps reading from becoming writing.
  if (Date.parse(at) - Date.parse(session.seenAt) >= minute)
    await setSeen(database, session.id, at);
  const newSecret = await exchanged(database, session, hash, at);
  return { sessionId: session.id, person, way: session.way, newSecret };
}

async function exchanged(
  database: Database,
  session: StoredSession,
  from: Buffer,
  at: string,
): Promise<string | undefined> {
  if (!session.isNewest || !isDue(session, at)) return undefined;
  const secret = writeSecret(randomBytes(secretBytes));
  const to = hashSecret(secret);
  return (await exchangeHash(database, { id: session.id, from, to, at })) ? secret : undefined;
}

/** Signs a browser out: its secret opens nothing from now on. */
export async function closeSession(
  database: Database,
  { presented, at }: { presented: string; at: string },
): Promise<void> {
  if (!isSecret(presented)) return;
  const session = await sessionByHash(database, hashSecret(presented));
  if (session) await endSessionRow(database, session.id, at);
}
