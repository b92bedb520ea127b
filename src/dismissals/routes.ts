import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeDocument, changeSchemas, writeChange } from '../changes/routes.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { RowNumber } from '../settlements/routes.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkDismissal, type Dismissing, dismissRow } from './commands.ts';

const said = {
  tags: ['queue'],
  params: strict({ trust: TrustId, import: ImportId, row: RowNumber }),
  response: { 200: named(ChangeDocument), ...problems(409, 422) },
};
const body = strict({ reason: Text('Why the row does not count.', 500) });

const checkSchema = {
  ...said,
  operationId: 'checkDismissal',
  summary: 'Check what dismissing a row would do',
  description: 'Answers which rows and pounds would wait no more.',
  body,
};
const dismissSchema = {
  ...said,
  operationId: 'dismissRow',
  summary: 'Say that a row does not count',
  description:
    'For a row that waits and should not count at all, such as one of a pro forma: it is refused with the reason, waits no more, and is not posted when the file comes again.',
  headers: idempotencyHeader,
  body,
};
const restoreSchema = {
  ...said,
  operationId: 'restoreRow',
  summary: 'Let a dismissed row count after all',
  description: 'Judges the row anew: it is posted if nothing else stops it.',
  headers: idempotencyHeader,
};

type Asked = FastifyRequest & { params: { import: string; row: number } };

export const dismissalRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of changeSchemas) app.addSchema(schema);

  const dismiss = (request: Asked, reply: FastifyReply, asked: Dismissing) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, request.params.import);
      const place = { importId: id, row: request.params.row };
      const change = await dismissRow(database, trustId, place, asked, person);
      return { status: 200, body: writeChange(change, true) };
    });

  const row = '/imports/:import/rows/:row';
  app.post(`${row}/dismissal/check`, { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { id } = await readImport(service.database, trustId, request.params.import);
    const place = { importId: id, row: request.params.row };
    const person = { by, at: service.now() };
    const asked = { verdict: 'dismissed', reason: request.body.reason } as const;
    const change = await checkDismissal(service.database, trustId, place, asked, person);
    return writeChange(change, false);
  });
  app.post(`${row}/dismissal`, { schema: dismissSchema }, (request, reply) =>
    dismiss(request, reply, { verdict: 'dismissed', reason: request.body.reason }),
  );
  app.post(`${row}/dismissal/end`, { schema: restoreSchema }, (request, reply) =>
    dismiss(request, reply, { verdict: 'restored' }),
  );
};
