import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Actor } from '../audit/event.ts';
import { inTrust } from '../database/tenant.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { dimensions } from '../reports/report.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { numberAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Instant,
  knowledgeQuery,
  MonthText,
  named,
  nullable,
  oneOf,
  strict,
  Text,
  TrustId,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkCopy, checkSeal, checkSealing, requireSeal, sealReport } from './commands.ts';
import { sealsOf } from './store.ts';
import { writeSeal, writeSealCheck } from './written.ts';

const cut = Type.Array(oneOf(dimensions), { minItems: 1, maxItems: 4, uniqueItems: true });

const SealDocument = strict(
  {
    number: Type.Integer({ minimum: 1, description: 'Counted per trust, without gaps.' }),
    title: Type.String(),
    journal: Type.Integer({ minimum: 1, description: 'The newest journal that it knows.' }),
    by: cut,
    from: nullable(MonthText('First service month; null for all.')),
    to: nullable(MonthText('Last service month; null for all.')),
    sealed_by: Type.String(),
    sealed_at: Instant('When it was sealed.'),
    sha256: Type.String({ description: 'The SHA-256 of its bytes.', pattern: '^[0-9a-f]{64}$' }),
  },
  { $id: 'Seal', description: 'A sealed board report, without its bytes.' },
);

const SealCheckDocument = strict(
  {
    sound: Type.Boolean({ description: 'Whether everything is as it was sealed.' }),
    seal: named(SealDocument),
    differences: Type.Array(
      strict({ place: Type.String(), expected: Type.String(), found: Type.String() }),
    ),
  },
  { $id: 'SealCheck', description: 'Whether a sealed report is what it was, value by value.' },
);

const Wish = strict({
  title: Text('What the report is called.', 200),
  by: Type.Optional(cut),
  from: Type.Optional(MonthText('First service month.')),
  to: Type.Optional(MonthText('Last service month.')),
  ...knowledgeQuery,
});

const sealName = Type.String({
  description: 'The number of the seal, or the SHA-256 of its bytes.',
  pattern: '^([1-9]\\d{0,8}|[0-9a-f]{64})$',
});
const tags = ['seals'];
const params = strict({ trust: TrustId });
const ofSeal = strict({ trust: TrustId, seal: sealName });

const checkSchema = {
  operationId: 'checkSealing',
  summary: 'Check what would be sealed',
  description: 'Answers number and hash that sealing the report now would give. Nothing is kept.',
  tags,
  params,
  body: Wish,
  response: { 200: named(SealDocument), ...problems(422) },
};

const sealSchema = {
  operationId: 'sealReport',
  summary: 'Seal a board report',
  description:
    'Keeps the bytes of the report as it is known, with their hash. Nothing changes them.',
  tags,
  headers: idempotencyHeader,
  params,
  body: Wish,
  response: { 201: named(SealDocument), ...problems(409, 422) },
};

const listSchema = {
  operationId: 'listSeals',
  summary: 'The sealed reports',
  description: 'All sealed reports of the trust in the order of their numbers.',
  tags,
  params,
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(SealDocument)), ...problems() },
};

const readSchema = {
  operationId: 'readSeal',
  summary: 'A sealed report, byte for byte',
  description: 'The report as it was sealed: canonical JSON whose SHA-256 is the hash of the seal.',
  tags,
  headers: ifNoneMatch,
  params: ofSeal,
  response: {
    200: {
      description: 'The bytes.',
      content: {
        'application/json': {
          schema: Type.Unsafe<string>({ type: 'object', additionalProperties: true }),
        },
      },
    },
    304: notModified,
    ...problems(),
  },
};

const verifySchema = {
  operationId: 'verifySeal',
  summary: 'Check a sealed report',
  description: 'Writes the report again from the ledger and names each value that is another.',
  tags,
  params: ofSeal,
  response: { 200: named(SealCheckDocument), ...problems() },
};

const copySchema = {
  operationId: 'verifyCopy',
  summary: 'Check a copy of a sealed report',
  description:
    'Holds the values of a copy against the sealed report and names each that is another.',
  tags,
  params,
  body: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'The copy.',
    additionalProperties: true,
  }),
  response: { 200: named(SealCheckDocument), ...problems(422) },
};

function readWish(
  wish: Static<typeof Wish>,
  person: { readonly by: string; readonly whoKind: Actor['whoKind']; readonly at: string },
) {
  const { title, by: cut = ['school'], from, to } = wish;
  return { title, cut, window: readWindow(from, to), ...knowledgeIn(wish), ...person };
}

export const sealRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  for (const schema of [SealDocument, SealCheckDocument]) app.addSchema(schema);

  app.get('/seals', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const asked = { after: numberAfter(page), limit: page.limit + 1 };
    const { trustId } = callerOf(request);
    const seals = await inTrust(database, trustId, (tenant) => sealsOf(tenant, asked));
    return writePage(seals, page, { key: ({ number }) => number, write: writeSeal });
  });

  app.post('/seals/check', { schema: checkSchema }, async (request) => {
    const { trustId, by, kind: whoKind } = callerOf(request);
    const wish = readWish(request.body, { by, whoKind, at: service.now() });
    return writeSeal(await checkSealing(database, trustId, wish));
  });

  app.post('/seals', { schema: sealSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database: own, trustId, person }) => {
      const { kind: whoKind } = callerOf(request);
      const seal = await sealReport(own, trustId, readWish(request.body, { ...person, whoKind }));
      return { status: 201, body: writeSeal(seal) };
    }),
  );

  app.get('/seals/:seal', { schema: readSchema }, async (request, reply) => {
    const { seal: name } = request.params;
    const { trustId } = callerOf(request);
    const seal = await inTrust(database, trustId, (tenant) => requireSeal(tenant, name));
    if (isKnown(request, reply, [seal.sha256])) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(seal.content);
  });

  app.get('/seals/:seal/verification', { schema: verifySchema }, (request) =>
    inTrust(database, callerOf(request).trustId, async (tenant) =>
      writeSealCheck(await checkSeal(tenant, request.params.seal)),
    ),
  );

  app.post('/seals/copies/check', { schema: copySchema }, (request) =>
    inTrust(database, callerOf(request).trustId, async (tenant) =>
      writeSealCheck(await checkCopy(tenant, canonicalJson(request.body))),
    ),
  );
};
