import { allRoles } from '../access/role.ts';
import { recordEvent } from '../audit/commands.ts';
import { addEvent } from '../audit/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust } from '../database/tenant.ts';
import type { Account } from '../openid/account.ts';
import { whoseAccount } from '../openid/commands.ts';
import { setPassword, type Try, whosePassword } from '../passwords/commands.ts';
import { emailIn } from '../people/person.ts';
import {
  type Grant,
  grantsOfPerson,
  grantsOfTrust,
  type Person,
  personByEmail,
} from '../people/store.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { closeSession, openSession, whoseSession } from '../sessions/commands.ts';
import type { Way } from '../sessions/store.ts';

/** When somebody signs in, and the secret that the browser shows so far, planted or old. */
export interface Entrance {
  readonly at: string;
  readonly presented: string | undefined;
  /** Where from, as the network tells it, and the number of the request: for the record of acts. */
  readonly from: string;
  readonly requestId: string;
}

/** Signs a person in by address and password; gives the secret of the new session. */
export async function signInByPassword(
  database: Database,
  attempt: Try & Entrance & { password: string },
): Promise<string> {
  const person = await whosePassword(database, attempt);
  if (!person) {
    recordRefusal(database, attempt);
    throw refused(
      'The e-mail address or the password is wrong.',
      'Try again, or have a new password sent to you.',
      'email',
    );
  }
  return enter(database, person, 'password', attempt);
}

/** Signs a person in by an account at a provider; gives the secret of the new session. */
export async function signInByAccount(
  database: Database,
  { account, ...entrance }: Entrance & { account: Account },
): Promise<string> {
  const person = await whoseAccount(database, account, entrance.at);
  if (!person) {
    throw refused(
      'Nobody is let in here by that account.',
      'Ask an administrator of your trust to let you in by its e-mail address, or use another account.',
    );
  }
  return enter(database, person, 'openid', entrance);
}

/** Sets a password by the link of a mail, and signs the person in; all earlier sessions end. */
export async function signInByLink(
  database: Database,
  { secret, password, ...entrance }: Entrance & { secret: string; password: string },
): Promise<string> {
  const person = await setPassword(database, { secret, password, at: entrance.at });
  return enter(database, person, 'password', entrance);
}

/** One of the people of a demonstration, with the names of the schools that the role is for. */
export interface PersonToBe extends Grant {
  readonly schools: readonly string[];
}

/** The people of a demonstration: its made-up ones, who have a role in its trust and in no other. */
export async function peopleOfDemonstration(
  database: Database,
  { trustId, emails }: { trustId: string; emails: ReadonlySet<string> },
): Promise<PersonToBe[]> {
  const schools = await inTrust(database, trustId, schoolsOf);
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  const people: PersonToBe[] = [];
  for (const grant of await grantsOfTrust(database, trustId)) {
    if (!emails.has(grant.person.email)) continue;
    const own = await grantsOfPerson(database, grant.person.id);
    if (!own.every((each) => each.trustId === trustId)) continue;
    people.push({ ...grant, schools: (grant.schoolIds ?? []).map((id) => names.get(id) ?? id) });
  }
  const rank = ({ role }: Grant) => allRoles.indexOf(role);
  return people.sort((a, b) => rank(a) - rank(b));
}

/** Signs anyone in as one of the people of a demonstration. */
export async function signInAsDemonstration(
  database: Database,
  demonstration: { trustId: string; emails: ReadonlySet<string> },
  { personId, ...entrance }: Entrance & { personId: string },
): Promise<string> {
  const grants = await peopleOfDemonstration(database, demonstration);
  const person = grants.find((grant) => grant.person.id === personId)?.person;
  if (!person) throw refused('There is no such person here.', 'Choose one of the list.');
  return enter(database, person, 'demonstration', entrance);
}

/** Signs a browser out. */
export async function signOut(database: Database, entrance: Entrance): Promise<void> {
  const { presented, at } = entrance;
  if (presented === undefined) return;
  const signedIn = await whoseSession(database, { presented, at });
  await closeSession(database, { presented, at });
  if (!signedIn) return;
  const { person, way } = signedIn;
  for (const trustId of await trustsOf(database, person)) {
    const event = { ...eventOf(person, way, entrance), action: 'signOut' };
    await recordEvent(database, trustId, { ...event, outcome: 'done' });
  }
}

async function trustsOf(database: Database, { id }: Person): Promise<string[]> {
  const grants = await grantsOfPerson(database, id);
  return [...new Set(grants.map(({ trustId }) => trustId))];
}

function eventOf({ id, name }: Person, way: Way, { at, from, requestId }: Entrance) {
  const actor = { who: name, whoKind: 'person' as const, whoId: id };
  const place = { address: from, requestId };
  return { ...actor, ...place, at, action: 'signIn', subject: way, before: null, after: null };
}

/**
 * Writes down, in each trust of a person whose address was typed, that somebody was refused. It is done
 * after the answer: one that took longer for a known address would tell that it is known.
 */
function recordRefusal(database: Database, attempt: Entrance & { email: string }): void {
  const record = async () => {
    const email = emailIn(attempt.email);
    const person = email === undefined ? undefined : await personByEmail(database, email);
    if (!person) return;
    for (const trustId of await trustsOf(database, person)) {
      const event = eventOf(person, 'password', attempt);
      await recordEvent(database, trustId, { ...event, outcome: 'refused' });
    }
  };
  // A service that ends meanwhile loses it, which the log of requests has as well.
  record().catch(() => {});
}

/** Every sign-in that succeeds comes through here. */
async function enter(
  database: Database,
  person: Person,
  way: Way,
  entrance: Entrance,
): Promise<string> {
  const { presented, at } = entrance;
  // Whoever was signed in before in this browser is no longer.
  if (presented !== undefined) await closeSession(database, { presented, at });
  const event = { ...eventOf(person, way, entrance), outcome: 'done' as const };
  const [first, ...others] = await trustsOf(database, person);
  for (const trustId of others) await recordEvent(database, trustId, event);
  const opening = { personId: person.id, way, at };
  if (first === undefined) return openSession(database, opening);
  return inTrust(database, first, async (tenant) => {
    await addEvent(tenant, event);
    return openSession(asDatabase(tenant), opening);
  });
}

/** Every sign-in that is refused comes through here; what is said tells nothing of who is known. */
function refused(message: string, remedy: string, column?: string): Problem {
  return new Problem({ code: 'signin.refused', message, remedy, ...(column && { column }) });
}
