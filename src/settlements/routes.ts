import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ChangeDocument, changeSchemas, writeChange } from '../changes/routes.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { normaliseNumber } from '../invoices/invoice.ts';
import { creditKinds } from '../invoices/supplier-profile.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkSettlement, settleRow } from './commands.ts';
import { versionWays, type Way } from './fit.ts';

/** A row of a file in an address. */
export const RowNumber = Type.Integer({
  description: 'Row of the file, counted from 1.',
  minimum: 1,
});

const params = strict({ trust: TrustId, import: ImportId, row: RowNumber });
const answered = { 200: named(ChangeDocument), ...problems(409, 422) };

const creditBody = strict({
  kind: oneOf(creditKinds, 'What the credit is: the rules of that kind then judge it.'),
  original: Type.Optional(Text('The number of the document that it credits.', 100)),
});

const versionBody = strict({
  decision: oneOf(
    versionWays,
    'take-new: this file is right, and what is posted gives way; keep-old: what is posted stays; keep-both: a line that seems to have moved is another one.',
  ),
});

const said = { tags: ['queue'], params, response: answered };
const checkCredit = {
  ...said,
  operationId: 'checkCredit',
  summary: 'Check what typing a credit would do',
  description: 'Answers what would be posted if the row were a credit of this kind.',
  body: creditBody,
};
const typeCredit = {
  ...said,
  operationId: 'typeCredit',
  summary: 'Say what a held credit is',
  description:
    'Keeps the kind and the original of a credit note whose rows do not say them, for all its rows that say the same, and posts what then can be posted.',
  headers: idempotencyHeader,
  body: creditBody,
};
const checkVersion = {
  ...said,
  operationId: 'checkVersion',
  summary: 'Check what choosing a version would do',
  description: 'Answers what would be posted and what would give way.',
  body: versionBody,
};
const chooseVersion = {
  ...said,
  operationId: 'chooseVersion',
  summary: 'Say which version of a changed document counts',
  description:
    'For all held rows of the document and school: takes this version in place of the posted one, keeps that one, or lets both lines count.',
  headers: idempotencyHeader,
  body: versionBody,
};

const credit = ({
  kind,
  original = '',
}: {
  kind: (typeof creditKinds)[number];
  original?: string;
}) => ({ way: 'credit', kind, originalNumber: normaliseNumber(original) }) as const;

export const settlementRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of changeSchemas) app.addSchema(schema);

  const check = async (request: Asked, way: Way) => {
    const { trustId, by } = callerOf(request);
    const { id } = await readImport(service.database, trustId, request.params.import);
    const place = { importId: id, row: request.params.row };
    const person = { by, at: service.now() };
    return writeChange(await checkSettlement(service.database, trustId, place, way, person), false);
  };
  const settle = (request: Asked, reply: FastifyReply, way: Way) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, request.params.import);
      const place = { importId: id, row: request.params.row };
      const change = await settleRow(database, trustId, place, way, person);
      return { status: 200, body: writeChange(change, true) };
    });

  const row = '/imports/:import/rows/:row';
  app.post(`${row}/credit/check`, { schema: checkCredit }, (request) =>
    check(request, credit(request.body)),
  );
  app.post(`${row}/credit`, { schema: typeCredit }, (request, reply) =>
    settle(request, reply, credit(request.body)),
  );
  app.post(`${row}/version/check`, { schema: checkVersion }, (request) =>
    check(request, { way: request.body.decision }),
  );
  app.post(`${row}/version`, { schema: chooseVersion }, (request, reply) =>
    settle(request, reply, { way: request.body.decision }),
  );
};

type Asked = FastifyRequest & { params: { import: string; row: number } };
