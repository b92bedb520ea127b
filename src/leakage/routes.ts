import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { newestJournal } from '../ledger/commands.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { knowledgeQuery, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { workingLinks } from '../web/working-links.ts';
import { reportLeakage } from './commands.ts';
import { type LeakageCut, leakageCuts } from './leakage-rows.ts';

const word = `(${leakageCuts.join('|')})`;
const LeakageRow = Type.Unsafe<Record<string, string | null>>({
  type: 'object',
  description:
    'A place with what leaked there, pounds and percentages as text; cash_potential_sentence and cash_potential_sum and the like say a figure in one sentence and one sum. By school and item each line is said; other rows add those up.',
  additionalProperties: { type: ['string', 'null'] },
});

const leakageSchema = {
  operationId: 'reportLeakage',
  summary: 'What buying outside of contracts cost',
  description:
    'cash_potential = cash_realised + cash_leakage + cash_own: what could have been saved, what was, what leaked and what the purchases outside saved by themselves; avoidance_… the same by baselines that are no former price, beside it and never added. Exact where quantity and price of the item are known; …_estimated_leakage is by spend and is not part of these; unknown_cost is spend of which nothing can be told. compliance_percent is of what was spent, bought_on_contract_percent of what was bought, counted at the contract’s prices.',
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    by: Type.Optional(
      Type.String({
        description: 'What each row is about, with commas; contract if left out.',
        pattern: `^${word}(,${word}){0,2}$`,
        examples: ['contract,school'],
      }),
    ),
    from: Type.Optional(
      Type.String({ description: 'First service month.', examples: ['2025-09'] }),
    ),
    to: Type.Optional(Type.String({ description: 'Last service month.', examples: ['2026-08'] })),
    ...knowledgeQuery,
  }),
  response: {
    200: strict({
      trust: Type.String(),
      basis: Type.String({ description: 'What every amount is made of.' }),
      journal: Type.Integer({ minimum: 0, description: 'The newest journal that it knows.' }),
      rows: Type.Array(LeakageRow),
      total: LeakageRow,
    }),
    304: notModified,
    ...problems(),
  },
};

export const leakageRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const newest = newestJournal(service.database);
  app.get('/leakage', { schema: leakageSchema }, async (request, reply) => {
    const { trustName } = callerOf(request);
    const { database, trustId } = placeOf(request, service);
    const { by = 'contract', from, to, ...knowledge } = request.query;
    const window = readWindow(from, to);
    const { hash } = await newest(trustId);
    if (isKnown(request, reply, [hash, trustName])) return reply.code(304).send();
    const asked = { by: by.split(',') as LeakageCut[], window, ...knowledgeIn(knowledge) };
    const { document } = await reportLeakage(database, trustId, asked);
    const of = { window, journal: document.journal };
    const figures = [
      { ...of, title: 'on_contract_cost', measure: 'cost' },
      { ...of, title: 'off_contract_cost', measure: 'off_contract_cost' },
    ];
    reply.header('link', workingLinks(trustId, figures));
    return document;
  });
};
