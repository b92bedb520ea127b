import { holderInForce, type KeyHolder, schoolIdsOf } from '../access/commands.ts';
import { type Ability, allAbilities, mayDo } from '../access/role.ts';
import { isSamePerson } from '../access/same-person.ts';
import { keysInUse } from '../access/store.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { oneByOne } from '../database/one-by-one.ts';
import { asDatabase } from '../database/tenant.ts';
import type { Limit } from '../limits/limit.ts';
import { markOf } from '../limits/store.ts';
import { Problem } from '../problem.ts';
import { readEmail, readPersonName, readRole } from './person.ts';
import {
  addGrantRow,
  addPersonRow,
  endGrantRow,
  type Grant,
  grantsOfPerson,
  grantsOfTrust,
  personByEmail,
} from './store.ts';

/** Who is let in, as what, and for which schools. */
export interface Letting {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** The schools by their URNs; none for the whole trust. */
  readonly urns?: readonly string[] | undefined;
}

/** What a person may do in a trust: everything that any role allows, for the schools of that role. */
export interface Admission {
  readonly trustId: string;
  readonly trustName: string;
  readonly abilities: ReadonlySet<Ability>;
  /** Nothing, if any role is for the whole trust. */
  readonly schoolIds: ReadonlySet<string> | undefined;
}

/**
 * Lets a person into a trust. An address that is known already is the same person, who keeps the name
 * that it has. Two people of a trust, and its keys, have different names, because journals say by
 * them who did something, and whether a second person did.
 */
export function letIn(database: Database, act: ActOnPeople, letting: Letting): Promise<Grant> {
  return oneByOne(database, act.trustId, 'people', (tenant) =>
    letInNow(asDatabase(tenant), act, letting),
  );
}

/** In which trust somebody is let in or out, when and by whom. */
interface ActOnPeople {
  readonly trustId: string;
  readonly at: string;
  readonly by: string;
}

async function letInNow(
  database: Database,
  { trustId, at, by }: ActOnPeople,
  { email: address, name: asked, role: named, urns = [] }: Letting,
): Promise<Grant> {
  const email = readEmail(address);
  const role = readRole(named, urns);
  const name = readPersonName(asked);
  const schoolIds = urns.length === 0 ? null : await schoolIdsOf(database, trustId, urns);
  const known = await personByEmail(database, email);
  const grants = await grantsOfTrust(database, trustId);
  refuseSecondName(known?.name ?? name, [
    ...grants.filter(({ person }) => person.email !== email).map(({ person }) => person.name),
    ...(await keysInUse(database, trustId)).map((key) => key.name),
  ]);
  refuseSecondRole(grants.find((it) => it.person.email === email));
  await addPersonRow(database, { id: newId(), email, name, createdAt: at });
  const person = await personByEmail(database, email);
  if (!person) throw new Error('a person was not kept');
  const grant = { id: newId(), trustId, trustName: '', person, role, schoolIds };
  await addGrantRow(database, { ...grant, grantedAt: at, grantedBy: by });
  const kept = (await grantsOfTrust(database, trustId)).find(({ id }) => id === grant.id);
  if (!kept) throw new Error('a role was not kept');
  return kept;
}

function refuseSecondName(name: string, others: readonly string[]): void {
  if (!others.some((other) => isSamePerson(other, name))) return;
  throw new Problem({
    code: 'register.conflict',
    column: 'name',
    found: name,
    message: `Somebody else, or a key, has the name "${name}" in this trust already.`,
    remedy: 'Write the name so that journals tell the two apart, for example with a first name.',
  });
}

function refuseSecondRole(grant: Grant | undefined): void {
  if (!grant) return;
  throw new Problem({
    code: 'register.conflict',
    column: 'email',
    found: grant.person.email,
    message: `${grant.person.name} is let in as ${grant.role} already.`,
    remedy: 'End that role first, then give the new one.',
  });
}

/** Ends a role of a trust; refuses one that is not in force, and the last one that lets others in. */
export function endGrant(
  database: Database,
  act: ActOnPeople & { readonly id: string },
): Promise<Grant> {
  // Two who end each other's role at once would leave nobody who lets people in.
  return oneByOne(database, act.trustId, 'people', (tenant) =>
    endGrantNow(asDatabase(tenant), act),
  );
}

async function endGrantNow(
  database: Database,
  { trustId, id, at, by }: ActOnPeople & { readonly id: string },
): Promise<Grant> {
  const grants = await grantsOfTrust(database, trustId);
  const grant = grants.find((it) => it.id === id);
  if (!grant) {
    throw new Problem({
      code: 'person.unknown',
      found: id,
      message: 'No role in force has this id.',
      remedy: 'List the people of the trust, and take the id of the role.',
    });
  }
  const keepers = grants.filter(({ role }) => mayDo(role, 'manage-access'));
  if (keepers.length === 1 && keepers[0] === grant) {
    throw new Problem({
      code: 'register.conflict',
      message: `${grant.person.name} is the last one who can let people in.`,
      remedy: 'Let another administrator in first.',
    });
  }
  await endGrantRow(database, { id, at, by });
  return grant;
}

/**
 * The limit of work in the background; refuses it where whoever asked may not import any more, or not for the same
 * schools: the key was revoked or has expired, the role has ended or is another one.
 */
export async function limitInForce(
  database: Pick<Database, 'query'>,
  { trustId, askerId, limitMark, at }: Asked,
): Promise<Limit | undefined> {
  // Of what was asked for before it was kept by whom, that is all there is to know.
  if (askerId === null && limitMark === null) return undefined;
  const asker = askerId === null ? undefined : await askerInForce(database, trustId, askerId, at);
  const mark = asker?.limit ? markOf(asker.limit) : null;
  if (asker?.abilities.has('import-files') && mark === limitMark) return asker.limit;
  throw new Problem({
    code: 'access.denied',
    message:
      'Who asked for it was no longer let in for that when it was to be done, and nothing was saved.',
    remedy: 'Have it asked for again by somebody who may import for these schools.',
  });
}

/** Who asked for something that is done later, and within which limit. */
interface Asked {
  readonly trustId: string;
  readonly askerId: string | null;
  readonly limitMark: string | null;
  readonly at: string;
}

async function askerInForce(
  database: Pick<Database, 'query'>,
  trustId: string,
  id: string,
  at: string,
): Promise<Pick<KeyHolder, 'abilities' | 'limit'> | undefined> {
  const holder = await holderInForce(database, { id, at });
  if (holder) return holder;
  const admission = await admissionOf(database, id, trustId);
  if (!admission) return undefined;
  const { abilities, schoolIds } = admission;
  return { abilities, limit: schoolIds && { holderId: id, schoolIds } };
}

/** What a person may do in a trust, or undefined for somebody who has no role there. */
export async function admissionOf(
  database: Pick<Database, 'query'>,
  personId: string,
  trustId: string,
): Promise<Admission | undefined> {
  const grants = (await grantsOfPerson(database, personId)).filter(
    (grant) => grant.trustId === trustId,
  );
  const [first] = grants;
  if (!first) return undefined;
  const abilities = allAbilities.filter((each) => grants.some(({ role }) => mayDo(role, each)));
  const isWhole = grants.some(({ schoolIds }) => schoolIds === null);
  const schoolIds = new Set(grants.flatMap((grant) => grant.schoolIds ?? []));
  return {
    trustId,
    trustName: first.trustName,
    abilities: new Set(abilities),
    schoolIds: isWhole ? undefined : schoolIds,
  };
}
