import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ImportResultDocument, writeResult } from '../confirmations/routes.ts';
import { ImportDocument, ImportId, readImport, StoppedRowDocument } from '../imports/routes.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, nullable, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkRepost, repostImport } from './commands.ts';

const params = strict({ trust: TrustId, import: ImportId });

const checkSchema = {
  operationId: 'checkRepost',
  summary: 'Check what reposting an import would do',
  description: "Answers what the import would be by today's register, to the row and the penny.",
  tags: ['imports'],
  params,
  response: { 200: named(ImportResultDocument), ...problems(409, 422) },
};

const repostSchema = {
  operationId: 'repostImport',
  summary: "Make an import again by today's register",
  description:
    'Reverses the entries of its lines and makes them again in one journal; credits against its documents go with it.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params,
  body: nullable(strict({ reason: Type.Optional(Text('Why, for the journal.', 1000)) })),
  response: { 200: named(ImportResultDocument), ...problems(409, 422) },
};

export const repostRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of [ImportDocument, StoppedRowDocument, ImportResultDocument]) {
    app.addSchema(schema);
  }

  app.post('/imports/:import/repost/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { id } = await readImport(service.database, trustId, request.params.import);
    const person = { by, at: service.now() };
    const result = await checkRepost(service.database, trustId, id, person);
    return { ...writeResult(result), journal: null };
  });

  app.post('/imports/:import/repost', { schema: repostSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, request.params.import);
      const { reason } = request.body ?? {};
      const result = await repostImport(database, trustId, id, { ...person, reason });
      return { status: 200, body: writeResult(result) };
    }),
  );
};
