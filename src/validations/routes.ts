import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { closedWindow } from '../agreements/agreement.ts';
import { figureFields, writeFigure } from '../agreements/routes.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import {
  Id,
  Instant,
  knowledgeQuery,
  MonthText,
  named,
  strict,
  Text,
  TrustId,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type KnownValidation, listValidations, validateFigure } from './commands.ts';

const placeFields = {
  contract: Text('The reference of the contract.'),
  from: MonthText('First service month.'),
  to: MonthText('Last service month.'),
};

const ValidationDocument = strict(
  {
    id: Id('The validation.'),
    ...placeFields,
    journal: Type.Integer({ description: 'The newest journal that the figure knew.' }),
    ...figureFields,
    words: Type.String(),
    validated_by: Type.String(),
    validated_at: Instant('When.'),
    is_outdated: Type.Boolean({ description: 'Another figure is known now: it is not validated.' }),
    now: strict(figureFields, { description: 'The figure of the same months as known now.' }),
  },
  { $id: 'Validation', description: 'A figure that was signed by none of its authors.' },
);

/** A signed figure as it travels. */
export function writeValidation(signed: KnownValidation): Static<typeof ValidationDocument> {
  const { id, contract, window, journal, words, by, at, now, isOutdated } = signed;
  return {
    id,
    contract,
    ...window,
    journal,
    ...writeFigure(signed),
    words,
    validated_by: by,
    validated_at: at,
    is_outdated: isOutdated,
    now: writeFigure(now),
  };
}

const listSchema = {
  operationId: 'listValidations',
  summary: 'The figures that were validated',
  description: 'The latest first, each with what is known now, or was known at an earlier point.',
  tags: ['claims'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict(knowledgeQuery),
  response: {
    200: strict({ items: Type.Array(named(ValidationDocument)) }, { description: 'All of them.' }),
    304: notModified,
    ...problems(),
  },
};

const validateSchema = {
  operationId: 'validateFigure',
  summary: 'Validate the figure of a contract',
  description:
    'Signs the figure of closed months as known at the newest journal. Refused to whoever posted what it is made of, or prepared a baseline of it.',
  tags: ['claims'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  body: strict({ ...placeFields, words: Type.Optional(Text('What was looked at.', 2000)) }),
  response: { 201: named(ValidationDocument), ...problems(409, 422) },
};

export const validationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ValidationDocument);

  app.get('/validations', { schema: listSchema }, async (request, reply) => {
    const list = await listValidations(
      service.database,
      callerOf(request).trustId,
      knowledgeIn(request.query),
    );
    const items = list.map(writeValidation);
    if (isKnown(request, reply, [JSON.stringify(items)])) return reply.code(304).send();
    return { items };
  });

  app.post('/validations', { schema: validateSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { contract, from, to, words = '' } = request.body;
      const asked = { contract, window: closedWindow(readWindow(from, to)), words };
      const signed = await validateFigure(database, trustId, asked, person);
      return { status: 201, body: writeValidation(signed) };
    }),
  );
};
