import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import type { PostOffice } from '../mail/commands.ts';
import { emailIn, readEmail } from '../people/person.ts';
import { grantsOfPerson, type Person, personByEmail, personById } from '../people/store.ts';
import { Problem } from '../problem.ts';
import { hashSecret, isSecret, secretBytes, writeSecret } from '../sessions/session.ts';
import { expiryOf, type LinkKind, linkTo, writeResetLetter } from './link.ts';
import { readPassword, typedPassword } from './password.ts';
import {
  addLink,
  addTries,
  deleteTries,
  exchangePasswordHash,
  forgetTries,
  passwordHashOf,
  personOfLink,
  setPasswordByLink,
  triesOf,
} from './store.ts';
import {
  type Counted,
  hashCounted,
  minutesToWait,
  type Purpose,
  placeOf,
  windowMilliseconds,
} from './throttle.ts';

/** OWASP's figures for argon2id: 19 MiB and two passes, some 40 ms; many at once fit into a small machine. */
const effort = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** How a hash of that effort begins: an older one is made anew at the next sign-in. */
const effortInHash = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Of a password that nobody has: comparing with it takes as long as with a real one. */
const nobodysHash = hash(randomBytes(secretBytes), effort);
// It is awaited where it is needed; until then its failure is nobody's.
nobodysHash.catch(() => {});

/** Where and when somebody tries. */
export interface Try {
  readonly email: string;
  /** The address of the network that it comes from. */
  readonly from: string;
  readonly at: string;
}

/**
 * Whom an address and a password belong to; undefined if they belong to nobody who is let in anywhere.
 * Known and unknown addresses take the same time. Refuses a try after too many that failed.
 */
export async function whosePassword(
  database: Database,
  { password, ...attempt }: Try & { password: string },
): Promise<Person | undefined> {
  const counted = await countTry(database, 'sign-in', attempt);
  const email = emailIn(attempt.email);
  const known = email === undefined ? undefined : await personByEmail(database, email);
  const kept = known && (await passwordHashOf(database, known.id));
  const typed = typedPassword(password);
  const isSame = await verify(kept ?? (await nobodysHash), typed ?? '');
  if (!known || !kept || !typed || !isSame) return undefined;
  if ((await grantsOfPerson(database, known.id)).length === 0) return undefined;
  if (!kept.startsWith(effortInHash)) {
    const to = await hash(typed, effort);
    await exchangePasswordHash(database, { personId: known.id, from: kept, to });
  }
  await deleteTries(database, counted);
  await forgetFailures(database, known, attempt.at);
  return known;
}

/**
 * Counts a try before it is judged, so that many at once are counted too, and refuses it when too many
 * have failed before. A refused one does not count: waiting ends, whatever is tried meanwhile.
 */
async function countTry(
  database: Database,
  purpose: Purpose,
  { email, from, at }: Try,
): Promise<string[]> {
  const counts: [Counted, Buffer][] = [
    ['address', hashCounted(purpose, 'address', emailIn(email) ?? email)],
    ['place', hashCounted(purpose, 'place', placeOf(from))],
  ];
  const rows = counts.map(([counted, of]) => ({ id: newId(), of, at, counted }));
  await addTries(
    database,
    rows.map(({ counted: _, ...row }) => row),
  );
  const own = rows.map(({ id }) => id);
  const since = new Date(Date.parse(at) - windowMilliseconds).toISOString();
  let minutes = 0;
  for (const { of, counted } of rows) {
    const earlier = await triesOf(database, { of, since, except: own });
    minutes = Math.max(minutes, minutesToWait(earlier, counted, at) ?? 0);
  }
  if (minutes === 0) return own;
  await deleteTries(database, own);
  throw new Problem({
    code: 'signin.too-many',
    message: 'There were too many tries.',
    remedy: `Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
  });
}

async function forgetFailures(database: Database, { email }: Person, at: string): Promise<void> {
  await forgetTries(database, {
    of: hashCounted('sign-in', 'address', email),
    before: new Date(Date.parse(at) - windowMilliseconds).toISOString(),
  });
}

/** Makes a link by which a person sets a password, and gives its secret, told this once. */
export async function makeLink(
  database: Pick<Database, 'query'>,
  { personId, kind, at }: { personId: string; kind: LinkKind; at: string },
): Promise<string> {
  const secret = writeSecret(randomBytes(secretBytes));
  const expiresAt = expiryOf(kind, at);
  await addLink(database, { hash: hashSecret(secret), personId, createdAt: at, expiresAt });
  return secret;
}

/**
 * Takes down that somebody asks for a new password, and gives what is left to do: a mail with a link,
 * if the address is known. Whoever asks is answered before that, alike for every address.
 */
export async function askForLink(
  database: Database,
  post: PostOffice,
  { publicUrl, ...attempt }: Try & { publicUrl: string },
): Promise<() => Promise<void>> {
  const email = readEmail(attempt.email);
  await countTry(database, 'reset', attempt);
  return async () => {
    const known = await personByEmail(database, email);
    if (!known || (await grantsOfPerson(database, known.id)).length === 0) return;
    const secret = await makeLink(database, { personId: known.id, kind: 'reset', at: attempt.at });
    await post.send(writeResetLetter(known, linkTo(publicUrl, secret)));
  };
}

/** Whose password a link sets; refuses one that was used, is too old, or is none. */
export async function whoseLink(database: Database, secret: string, at: string): Promise<Person> {
  const personId = isSecret(secret)
    ? await personOfLink(database, hashSecret(secret), at)
    : undefined;
  const person = personId === undefined ? undefined : await personById(database, personId);
  if (!person || (await grantsOfPerson(database, person.id)).length === 0) throw linkEnded();
  return person;
}

function linkEnded(): Problem {
  return new Problem({
    code: 'link.ended',
    message: 'This link does not work any more: it was used, or it is too old.',
    remedy: 'Ask for another one.',
  });
}

/** Sets a password by a link, which ends with it, as do all sessions of the person. */
export async function setPassword(
  database: Database,
  { secret, password, at }: { secret: string; password: string; at: string },
): Promise<Person> {
  const person = await whoseLink(database, secret, at);
  const passwordHash = await hash(readPassword(password), effort);
  const isSet = await setPasswordByLink(database, { hash: hashSecret(secret), passwordHash, at });
  if (!isSet) throw linkEnded();
  await forgetFailures(database, person, at);
  return person;
}
