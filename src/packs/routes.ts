import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { knownJournal } from '../reports/commands.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { problems } from '../web/errors.ts';
import { knowledgeQuery, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { sendBytes } from '../web/text-stream.ts';
import { writeEvidence } from './commands.ts';

const evidenceSchema = {
  operationId: 'downloadEvidence',
  summary: 'An evidence pack',
  description:
    'An archive with everything that the figures rest on: report, workings, lines, entries, baselines with their kept evidence, register, volume terms, charges, forecasts, answers, sign-offs, journals with their hashes, and how to check it with standard tools. Of one school it holds nothing of another. The same question gives the same bytes, as long as the register stays as it is.',
  tags: ['reports'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    urn: Type.Optional(Urn),
    contract: Type.Optional(Text('Only this contract.')),
    from: Type.Optional(Type.String({ description: 'First service month.' })),
    to: Type.Optional(Type.String({ description: 'Last service month.' })),
    ...knowledgeQuery,
  }),
  response: {
    200: {
      description: 'The archive.',
      content: { 'application/zip': { schema: Type.String({ description: 'A ZIP file.' }) } },
    },
    ...problems(422),
  },
};

export const packRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/evidence', { schema: evidenceSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { urn, contract, from, to, ...query } = request.query;
    const window = readWindow(from, to);
    const knowledge = knowledgeIn(query);
    const journal = await inTrust(database, trustId, (tenant) => knownJournal(tenant, knowledge));
    const asked = { urn, contract, window, ...knowledge };
    const name = `evidence-${urn ?? 'trust'}-journal-${journal}.zip`;
    reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-cache');
    return sendBytes(reply, (write) => writeEvidence(database, trustId, asked, write));
  });
};
