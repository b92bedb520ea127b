import { allRoles } from '../access/role.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { Account } from '../openid/account.ts';
import { whoseAccount } from '../openid/commands.ts';
import { setPassword, type Try, whosePassword } from '../passwords/commands.ts';
import { type Grant, grantsOfPerson, grantsOfTrust, type Person } from '../people/store.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { closeSession, openSession } from '../sessions/commands.ts';
import type { Way } from '../sessions/store.ts';

/** When somebody signs in, and the secret that the browser shows so far, planted or old. */
export interface Entrance {
  readonly at: string;
  readonly presented: string | undefined;
}

/** Signs a person in by address and password; gives the secret of the new session. */
export async function signInByPassword(
  database: Database,
  attempt: Try & Entrance & { password: string },
): Promise<string> {
  const person = await whosePassword(database, attempt);
  if (!person) {
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
export async function signOut(database: Database, { presented, at }: Entrance): Promise<void> {
  if (presented !== undefined) await closeSession(database, { presented, at });
}

/** Every sign-in that succeeds comes through here. */
async function enter(
  database: Database,
  person: Person,
  way: Way,
  { presented, at }: Entrance,
): Promise<string> {
  // Whoever was signed in before in this browser is no longer.
  if (presented !== undefined) await closeSession(database, { presented, at });
  return openSession(database, { personId: person.id, way, at });
}

/** Every sign-in that is refused comes through here; what is said tells nothing of who is known. */
function refused(message: string, remedy: string, column?: string): Problem {
  return new Problem({ code: 'sign-in.refused', message, remedy, ...(column && { column }) });
}
