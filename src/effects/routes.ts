import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { knowledgeQuery, MonthText, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { workingLinks } from '../web/working-links.ts';
import { reportEffects } from './commands.ts';

const effectsSchema = {
  operationId: 'reportEffects',
  summary: 'Payback, part-year and full-year effect',
  description:
    "For each school's part of each contract in a financial year: the saving net of one-off costs, after how many months these are paid back, and part-year and full-year effect, only of services that are paid by the month, with the same saving in at least three whole months; else the reason why there is none. As known at a journal, dates of participation and units are what the register said then.",
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    from: Type.String({ description: 'First month of the year.', examples: ['2025-09'] }),
    to: Type.String({ description: 'Last month of the year.', examples: ['2026-08'] }),
    ...knowledgeQuery,
  }),
  response: {
    200: strict({
      trust: Type.String(),
      basis: Type.String({ description: 'What every amount is made of.' }),
      effect_basis: Type.String({ description: 'How effects and payback are worked out.' }),
      journal: Type.Integer({ minimum: 0, description: 'The newest journal that it knows.' }),
      year: strict({ from: MonthText('First month.'), to: MonthText('Last month.') }),
      rows: Type.Array(
        Type.Unsafe<Record<string, string | null>>({
          type: 'object',
          description:
            'A contract and school with its effects, pounds and months as text; payback_months_sentence and payback_months_sum and the like say a figure in one sentence and one sum.',
          additionalProperties: { type: ['string', 'null'] },
        }),
      ),
    }),
    304: notModified,
    ...problems(),
  },
};

export const effectRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/effects', { schema: effectsSchema }, async (request, reply) => {
    const { from, to, ...knowledge } = request.query;
    const asked = { window: readWindow(from, to), ...knowledgeIn(knowledge) };
    const { database, trustId } = placeOf(request, service);
    const { document } = await reportEffects(database, trustId, asked);
    // Months of participation are facts of the register, so the answer tells whether it is known.
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    const figures = ['cash_saving', 'one_off', 'net_saving'].map((title) => {
      return { title, measure: title, window: document.year, journal: document.journal };
    });
    reply.header('link', workingLinks(trustId, figures));
    return document;
  });
};
