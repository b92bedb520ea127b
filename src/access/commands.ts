import { randomBytes } from 'node:crypto';
import { asDatabaseProblem, type Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { Problem } from '../problem.ts';
import { hashKey, isKey, keyBytes, writeKey } from './api-key.ts';
import { addKeyRow, keyByHash, keysInUse, setLastUsed, setRevoked } from './store.ts';

/** For whom a key speaks. */
export interface KeyHolder {
  readonly trustId: string;
  readonly trustName: string;
  readonly keyName: string;
}

const minute = 60_000;

/**
 * Gives out a key to a trust. It is shown this once; only its hash is kept. Two keys in use have
 * two names, because journals say by its name who did something.
 */
export async function addKey(
  database: Database,
  { trustId, name, at }: { trustId: string; name: string; at: string },
): Promise<{ key: string }> {
  const cleanName = readName(name);
  const inUse = await keysInUse(database, trustId);
  if (inUse.some((key) => key.name === cleanName)) {
    throw new Problem({
      code: 'register.conflict',
      column: 'name',
      found: cleanName,
      message: `There is a key named "${cleanName}" already.`,
      remedy: 'Take another name, or revoke that key first.',
    });
  }
  const key = writeKey(randomBytes(keyBytes));
  await addKeyRow(database, {
    id: newId(),
    trustId,
    name: cleanName,
    hash: hashKey(key),
    createdAt: at,
  });
  return { key };
}

function readName(name: string): string {
  const clean = name.trim().replace(/\s+/g, ' ');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (clean !== '' && clean.length <= 100 && !/[\u0000-\u001f\u007f]/.test(clean)) return clean;
  throw new Problem({
    code: 'request.unreadable',
    column: 'name',
    found: name,
    message: 'A key needs a name of at most 100 characters.',
    remedy: 'Name the person or the program that will use it.',
  });
}

/** Closes the keys in use of this name; refuses a name that no key in use has. */
export async function revokeKey(
  database: Database,
  { trustId, name, at }: { trustId: string; name: string; at: string },
): Promise<void> {
  const named = (await keysInUse(database, trustId)).filter((key) => key.name === name);
  for (const { id } of named) await setRevoked(database, id, at);
  if (named.length > 0) return;
  throw new Problem({
    code: 'access.denied',
    column: 'name',
    found: name,
    message: `No key in use is named "${name}".`,
    remedy: 'List the keys with: key list.',
  });
}

/** Who shows a key: its trust and name, or undefined for a text that opens nothing. */
export async function whoseKey(
  database: Database,
  { presented, at }: { presented: string; at: string },
): Promise<KeyHolder | undefined> {
  if (!isKey(presented)) return undefined;
  try {
    const key = await keyByHash(database, hashKey(presented));
    if (!key) return undefined;
    const { trustId, trustName } = key;
    // Once a minute is exact enough, and keeps reading from becoming writing.
    const isRecent = key.lastUsedAt && Date.parse(at) - Date.parse(key.lastUsedAt) < minute;
    if (!isRecent) await setLastUsed(database, key.id, at);
    return { trustId, trustName, keyName: key.name };
  } catch (error) {
    throw asDatabaseProblem(error);
  }
}
