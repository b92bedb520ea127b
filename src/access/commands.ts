import { randomBytes } from 'node:crypto';
import { asDatabaseProblem, type Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { oneByOne } from '../database/one-by-one.ts';
import { asDatabase, inTrust } from '../database/tenant.ts';
import type { Limit } from '../limits/limit.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { hashKey, isKey, keyBytes, writeKey } from './api-key.ts';
import { type Ability, allAbilities, keyScopes } from './role.ts';
import { isSamePerson } from './same-person.ts';
import {
  addKeyRow,
  keyByHash,
  keyInUse,
  keysInUse,
  namesOfPeople,
  type StoredKey,
  setLastUsed,
  setRevoked,
} from './store.ts';

/** For whom a key speaks. */
export interface KeyHolder {
  readonly id: string;
  readonly trustId: string;
  readonly trustName: string;
  readonly by: string;
  readonly abilities: ReadonlySet<Ability>;
  /** What it is held to; nothing, if it is a key of the whole trust. */
  readonly limit: Limit | undefined;
}

/** A key that is to be given out. */
export interface KeyWish {
  readonly trustId: string;
  readonly name: string;
  readonly at: string;
  /** The schools that it works for, by their URNs; none for the whole trust. */
  readonly urns?: readonly string[] | undefined;
  /** What it opens; all that the terminal can give, where nothing is named. */
  readonly scopes?: readonly string[] | undefined;
  /** From this moment on it opens nothing. */
  readonly expiresAt?: string | undefined;
}

const minute = 60_000;

/**
 * Gives out a key to a trust. It is shown this once; only its hash is kept. Two keys in use have
 * two names, because journals say by its name who did something. With schools named, by their URNs,
 * it works for them only.
 */
export function addKey(database: Database, wish: KeyWish): Promise<{ id: string; key: string }> {
  return oneByOne(database, wish.trustId, 'people', (tenant) =>
    addKeyNow(asDatabase(tenant), wish),
  );
}

async function addKeyNow(
  database: Database,
  { trustId, name, at, urns = [], scopes, expiresAt }: KeyWish,
): Promise<{ id: string; key: string }> {
  const cleanName = readName(name);
  refuseSecondName(cleanName, {
    keys: (await keysInUse(database, trustId)).map((key) => key.name),
    people: await namesOfPeople(database, trustId),
  });
  refuseUnfit({ scopes, expiresAt, at });
  const schoolIds = urns.length === 0 ? null : await schoolIdsOf(database, trustId, urns);
  const key = writeKey(randomBytes(keyBytes));
  const id = newId();
  await addKeyRow(database, {
    id,
    trustId,
    name: cleanName,
    hash: hashKey(key),
    createdAt: at,
    schoolIds,
    scopes: scopes ? [...new Set(scopes)] : null,
    expiresAt: expiresAt ?? null,
  });
  return { id, key };
}

function refuseSecondName(
  name: string,
  { keys, people }: { keys: readonly string[]; people: readonly string[] },
): void {
  const isKey = keys.includes(name);
  if (!isKey && !people.some((other) => isSamePerson(other, name))) return;
  throw new Problem({
    code: 'register.conflict',
    column: 'name',
    found: name,
    message: isKey
      ? `There is a key named "${name}" already.`
      : `Somebody who is let into the trust has the name "${name}".`,
    remedy: isKey
      ? 'Take another name, or revoke that key first.'
      : 'Name the program, so that journals tell the two apart.',
  });
}

function refuseUnfit({ scopes, expiresAt, at }: Pick<KeyWish, 'scopes' | 'expiresAt' | 'at'>) {
  const unknown = scopes?.find((scope) => !keyScopes.some((known) => known === scope));
  if (unknown !== undefined || scopes?.length === 0) {
    throw new Problem({
      code: 'request.unreadable',
      column: 'scopes',
      ...(unknown !== undefined && { found: unknown }),
      message: unknown === undefined ? 'The key would open nothing.' : `No key opens '${unknown}'.`,
      remedy: `Name some of ${keyScopes.join(', ')}.`,
    });
  }
  if (expiresAt === undefined || expiresAt > at) return;
  throw new Problem({
    code: 'request.unreadable',
    column: 'expires_at',
    found: expiresAt,
    message: 'The key would have ended before it is given out.',
    remedy: 'Name a later moment.',
  });
}

/** The schools of a trust by their URNs; refuses one that is not in its register. */
export async function schoolIdsOf(
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

const isOpen = ({ expiresAt }: StoredKey, at: string) => expiresAt === null || expiresAt > at;

/** The keys of a trust that open something at a moment. */
export async function openKeys(
  database: Pick<Database, 'query'>,
  trustId: string,
  at: string,
): Promise<StoredKey[]> {
  return (await keysInUse(database, trustId)).filter((key) => isOpen(key, at));
}

/** What a key opens; behind one of some schools may stand anybody whom they trust. */
function abilitiesOf({ scopes, schoolIds }: StoredKey): ReadonlySet<Ability> {
  const all = schoolIds === null ? allAbilities : keyScopes;
  return new Set(scopes ? keyScopes.filter((scope) => scopes.includes(scope)) : all);
}

/** What a key is held to; nothing, if it is a key of the whole trust. */
function limitOf({ id, schoolIds }: StoredKey): Limit | undefined {
  return schoolIds === null ? undefined : { holderId: id, schoolIds: new Set(schoolIds) };
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

/** Closes a key by its id; refuses one that is not in use. */
export async function endKey(
  database: Database,
  { trustId, id, at }: { trustId: string; id: string; at: string },
): Promise<StoredKey> {
  const key = (await keysInUse(database, trustId)).find((it) => it.id === id);
  if (!key) {
    throw new Problem({
      code: 'person.unknown',
      found: id,
      message: 'No key in use has this id.',
      remedy: 'List the keys of the trust.',
    });
  }
  await setRevoked(database, id, at);
  return key;
}

/** Who shows a key: its trust and name, or undefined for a text that opens nothing. */
export async function whoseKey(
  database: Database,
  { presented, at }: { presented: string; at: string },
): Promise<KeyHolder | undefined> {
  if (!isKey(presented)) return undefined;
  try {
    const key = await keyByHash(database, hashKey(presented));
    if (!key || !isOpen(key, at)) return undefined;
    // Once a minute is exact enough, and keeps reading from becoming writing.
    const isRecent = key.lastUsedAt && Date.parse(at) - Date.parse(key.lastUsedAt) < minute;
    if (!isRecent) await setLastUsed(database, key.id, at);
    return holderOf(key);
  } catch (error) {
    throw asDatabaseProblem(error);
  }
}

function holderOf(key: StoredKey): KeyHolder {
  const { id, trustId, trustName, name: by } = key;
  return { id, trustId, trustName, by, abilities: abilitiesOf(key), limit: limitOf(key) };
}

/** For whom a key speaks that was shown before, or undefined once it opens nothing. */
export async function holderInForce(
  database: Pick<Database, 'query'>,
  { id, at }: { id: string; at: string },
): Promise<KeyHolder | undefined> {
  const key = await keyInUse(database, id);
  return key && isOpen(key, at) ? holderOf(key) : undefined;
}
