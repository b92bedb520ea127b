import { randomBytes } from 'node:crypto';
import { asDatabaseProblem, type Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust } from '../database/tenant.ts';
import type { Limit } from '../limits/limit.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { hashKey, isKey, keyBytes, writeKey } from './api-key.ts';
import {
  addKeyRow,
  keyByHash,
  keyInUse,
  keysInUse,
  type StoredKey,
  setLastUsed,
  setRevoked,
} from './store.ts';

/** For whom a key speaks. */
export interface KeyHolder {
  readonly trustId: string;
  readonly trustName: string;
  readonly keyName: string;
  /** What it is held to; nothing, if it is a key of the whole trust. */
  readonly limit: Limit | undefined;
}

const minute = 60_000;

/**
 * Gives out a key to a trust. It is shown this once; only its hash is kept. Two keys in use have
 * two names, because journals say by its name who did something. With schools named, by their URNs,
 * it works for them only.
 */
export async function addKey(
  database: Database,
  {
    trustId,
    name,
    at,
    urns = [],
  }: { trustId: string; name: string; at: string; urns?: readonly string[] },
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
  const schoolIds = urns.length === 0 ? null : await schoolIdsOf(database, trustId, urns);
  const key = writeKey(randomBytes(keyBytes));
  await addKeyRow(database, {
    id: newId(),
    trustId,
    name: cleanName,
    hash: hashKey(key),
    createdAt: at,
    schoolIds,
  });
  return { key };
}

/** The schools of a trust by their URNs; refuses one that is not in its register. */
async function schoolIdsOf(
  database: Database,
  trustId: string,
  urns: readonly string[],
): Promise<string[]> {
  const schools = await inTrust(database, trustId, schoolsOf);
  const ids = new Map(schools.map(({ urn, id }) => [urn, id]));
  const unknown = urns.filter((urn) => !ids.has(urn));
  if (unknown.length === 0) return [...new Set(urns.flatMap((urn) => ids.get(urn) ?? []))];
  throw new Problem(
    unknown.map((urn) => ({
      code: 'school.unknown' as const,
      column: 'school',
      found: urn,
      message: `No school of the trust has the URN ${urn}.`,
      remedy: 'Correct it, or add the school to the register first.',
    })),
  );
}

/** What a key is held to; nothing, if it is a key of the whole trust. */
function limitOf({ id, schoolIds }: StoredKey): Limit | undefined {
  return schoolIds === null ? undefined : { keyId: id, schoolIds: new Set(schoolIds) };
}

/** The limit of work that a key of some schools asked for; refuses it once the key is revoked. */
export async function limitInForce(
  directory: Pick<Database, 'query'>,
  limitedKeyId: string | null,
): Promise<Limit | undefined> {
  if (limitedKeyId === null) return undefined;
  const key = await keyInUse(directory, limitedKeyId);
  if (key) return limitOf({ ...key, schoolIds: key.schoolIds ?? [] });
  throw new Problem({
    code: 'access.denied',
    message: 'The key that asked for it was revoked before it was done, and nothing was saved.',
    remedy: 'Ask for it again with a key in use.',
  });
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
    return { trustId, trustName, keyName: key.name, limit: limitOf(key) };
  } catch (error) {
    throw asDatabaseProblem(error);
  }
}
