import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { allRoles } from '../access/role.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { schoolsOf } from '../schools/store.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Id, Instant, named, nullable, oneOf, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { endGrant } from './commands.ts';
import { type Grant, grantsOfTrust } from './store.ts';

/** The schools of a role. */
export const Schools = Type.Array(Urn, {
  description: 'The schools that it is for.',
  minItems: 1,
  maxItems: 1000,
});
/** A person with a role, as asked for and as told. */
export const personFields = {
  email: Type.String({ description: 'The address that the person signs in with.', maxLength: 254 }),
  name: Text('What journals call the person.', 100),
  role: oneOf(allRoles, 'What the person may do: see SECURITY.md.'),
};

/** Somebody who is let in, as the API tells it. */
export const GrantDocument = strict(
  {
    id: Id('The role of this person.'),
    ...personFields,
    schools: nullable(Schools),
    granted_at: Instant('Since when.'),
    granted_by: Text('Who let the person in.'),
  },
  { $id: 'PersonOfTrust', description: 'Somebody who is let into the trust.' },
);

const listSchema = {
  operationId: 'listPeople',
  summary: 'Who is let into the trust',
  description: 'By name, with the role of each.',
  tags: ['access'],
  params: strict({ trust: TrustId }),
  response: { 200: Type.Array(named(GrantDocument)), ...problems() },
};

const endSchema = {
  operationId: 'endRole',
  summary: "End a person's role",
  description: 'It holds from the next request on. The last one who can let people in stays.',
  tags: ['access'],
  params: strict({ trust: TrustId, grant: Id('The role of the person.') }),
  headers: idempotencyHeader,
  response: { 200: named(GrantDocument), ...problems(409) },
};

/** Roles as they travel, with the schools' URNs. */
export async function writeGrants(
  database: Database,
  trustId: string,
  grants: readonly Grant[],
): Promise<Static<typeof GrantDocument>[]> {
  const schools = await inTrust(database, trustId, schoolsOf);
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  return grants.map(({ id, person, role, schoolIds, grantedAt, grantedBy }) => ({
    id,
    email: person.email,
    name: person.name,
    role,
    schools: schoolIds?.map((id) => urns.get(id) ?? id) ?? null,
    granted_at: grantedAt,
    granted_by: grantedBy,
  }));
}

/** One role as it travels. */
export async function writeGrant(database: Database, grant: Grant) {
  const [written] = await writeGrants(database, grant.trustId, [grant]);
  if (!written) throw new Error('a role was not written');
  return written;
}

/** People of a trust: listed and let out by its administrators. */
export const peopleRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(GrantDocument);

  app.get('/people', { schema: listSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    return writeGrants(database, trustId, await grantsOfTrust(database, trustId));
  });

  app.delete('/people/:grant', { schema: endSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person: { by, at } }) => {
      const ended = await endGrant(database, { trustId, id: request.params.grant, at, by });
      return { status: 200, body: await writeGrant(database, ended) };
    }),
  );
};
