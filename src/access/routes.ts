import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { addEvent } from '../audit/store.ts';
import { asDatabase, inTrust } from '../database/tenant.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { eventOf } from '../web/audit.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Id, Instant, named, nullable, oneOf, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { addKey, endKey, type KeyWish, openKeys } from './commands.ts';
import { keyScopes } from './role.ts';
import type { StoredKey } from './store.ts';

const Name = Text('What journals call whoever uses the key.', 100);
const Schools = Type.Array(Urn, {
  description: 'The schools that it is for.',
  minItems: 1,
  maxItems: 1000,
});
const Scopes = Type.Array(oneOf(keyScopes), { description: 'What it opens.', minItems: 1 });

const KeyDocument = strict(
  {
    id: Id('The key.'),
    name: Name,
    schools: nullable(Schools),
    scopes: nullable(
      Type.Array(Type.String(), { description: 'Null for all that a key can open.' }),
    ),
    created_at: Instant('When it was given out.'),
    expires_at: nullable(Instant('From then on it opens nothing.')),
    last_used_at: nullable(Instant('To the minute.')),
  },
  { $id: 'Key', description: 'A key of the trust, without what would open a door.' },
);

const GivenKey = strict(
  { key: Type.String({ description: 'The key itself; it is told only now.' }), id: Id('The key.') },
  { $id: 'GivenKey', description: 'A key that was given out.' },
);

const listSchema = {
  operationId: 'listKeys',
  summary: 'The keys of the trust',
  description: 'Those that open something today.',
  tags: ['access'],
  params: strict({ trust: TrustId }),
  response: { 200: Type.Array(named(KeyDocument)), ...problems() },
};

const addSchema = {
  operationId: 'addKey',
  summary: 'Give out a key',
  description:
    'A key opens what its scopes name, of the whole trust or of some schools. What takes a second person no key opens. It is told once: an answer that was lost is not told again; end the key, and give out another.',
  tags: ['access'],
  params: strict({ trust: TrustId }),
  headers: idempotencyHeader,
  body: strict({
    name: Name,
    scopes: Scopes,
    schools: Type.Optional(Schools),
    expires_at: Instant('From then on it opens nothing.'),
  }),
  response: { 201: named(GivenKey), ...problems(409, 422) },
};

const endSchema = {
  operationId: 'endKey',
  summary: 'End a key',
  description: 'It opens nothing from now on. Its name stays in the journals.',
  tags: ['access'],
  params: strict({ trust: TrustId, key: Id('The key.') }),
  headers: idempotencyHeader,
  response: { 200: named(KeyDocument), ...problems(409) },
};

/** A key as it travels. */
export function writeKey(
  { id, name, scopes, schoolIds, createdAt, expiresAt, lastUsedAt }: StoredKey,
  urns: ReadonlyMap<string, string>,
): Static<typeof KeyDocument> {
  return {
    id,
    name,
    schools: schoolIds?.map((id) => urns.get(id) ?? id) ?? null,
    scopes: scopes && [...scopes],
    created_at: createdAt,
    expires_at: expiresAt,
    last_used_at: lastUsedAt,
  };
}

/** Gives a key out and writes that down, without the key itself. */
export function giveKey(
  service: Service,
  request: FastifyRequest,
  wish: Pick<KeyWish, 'name' | 'scopes' | 'urns' | 'expiresAt'>,
) {
  const { trustId } = callerOf(request);
  const at = service.now();
  return inTrust(service.database, trustId, async (tenant) => {
    const added = await addKey(asDatabase(tenant), { ...wish, trustId, at });
    const after = { asked: request.body, told: { id: added.id } };
    await addEvent(tenant, { ...eventOf(request, at), outcome: 'done', before: null, after });
    return added;
  });
}

/** Keys of a trust: given out, listed and ended by its administrators. */
export const keyRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(KeyDocument);
  app.addSchema(GivenKey);

  app.get('/keys', { schema: listSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    const urns = await inTrust(database, trustId, async (tenant) => {
      const schools = await schoolsOf(tenant);
      return new Map(schools.map(({ id, urn }) => [id, urn]));
    });
    return (await openKeys(database, trustId, service.now())).map((key) => writeKey(key, urns));
  });

  // Not answered once more from what was kept: a key that is kept somewhere is no secret.
  app.post('/keys', { schema: addSchema }, async (request, reply) => {
    const { schools: urns, expires_at: expiresAt, name, scopes } = request.body;
    const given = await giveKey(service, request, { name, scopes, urns, expiresAt });
    reply.code(201).header('cache-control', 'no-store');
    return given;
  });

  app.delete('/keys/:key', { schema: endSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const ended = await endKey(database, { trustId, id: request.params.key, at: person.at });
      return { status: 200, body: writeKey(ended, new Map()) };
    }),
  );
};
