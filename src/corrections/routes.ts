import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { BaselineDocument, readBaseline } from '../baselines/routes.ts';
import { ImportDocument, ImportId, readImport, writeImport } from '../imports/routes.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Id, named, nullable, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { approveAndPost, undoImport, withdrawAndPost } from './commands.ts';

const journal = nullable(
  Type.Integer({ description: 'The journal that made figures again; null where none changed.' }),
);
const baselineParams = strict({ trust: TrustId, baseline: Id('The id of the version.') });
const settled = strict(
  { baseline: named(BaselineDocument), journal },
  { description: 'The version as it now is.' },
);

const undoSchema = {
  operationId: 'undoImport',
  summary: 'Take an import back',
  description:
    'Negates in their own months all that the import brought; credits against its documents wait again. The file may then be sent once more.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, import: ImportId }),
  body: nullable(strict({ reason: Type.Optional(Text('Why, for the journal.', 1000)) })),
  response: {
    200: strict(
      { import: named(ImportDocument), journal: Type.Integer() },
      { description: 'The import as it now is.' },
    ),
    ...problems(409, 422),
  },
};

const approveSchema = {
  operationId: 'approveBaseline',
  summary: 'Approve a version',
  description:
    'Lets a prepared version count, and makes the figures again that rest on it. Its author cannot approve it.',
  tags: ['baselines'],
  headers: idempotencyHeader,
  params: baselineParams,
  response: { 200: settled, ...problems(403, 409, 422) },
};

const withdrawSchema = {
  operationId: 'withdrawBaseline',
  summary: 'Withdraw a version',
  description: 'Takes an approved version back, and makes the figures again without it.',
  tags: ['baselines'],
  headers: idempotencyHeader,
  params: baselineParams,
  body: strict({ reason: Text('Why it must not count any more.', 1000) }),
  response: { 200: settled, ...problems(409, 422) },
};

export const correctionRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ImportDocument);
  app.addSchema(BaselineDocument);

  app.post('/imports/:import/undo', { schema: undoSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, request.params.import);
      const { reason } = request.body ?? {};
      const { number } = await undoImport(database, trustId, id, { ...person, reason });
      const record = await readImport(database, trustId, id);
      return { status: 200, body: { import: writeImport(record), journal: number } };
    }),
  );

  app.post('/baselines/:baseline/approve', { schema: approveSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { baseline: id } = request.params;
      const posted = await approveAndPost(database, trustId, { ...person, id });
      const baseline = await readBaseline({ database, trustId }, id);
      return { status: 200, body: { baseline, journal: posted?.number ?? null } };
    }),
  );

  app.post('/baselines/:baseline/withdraw', { schema: withdrawSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { baseline: id } = request.params;
      const { reason } = request.body;
      const posted = await withdrawAndPost(database, trustId, { ...person, id, reason });
      const baseline = await readBaseline({ database, trustId }, id);
      return { status: 200, body: { baseline, journal: posted?.number ?? null } };
    }),
  );
};
