import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { newestJournal } from '../ledger/commands.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { type Dimension, dimensions } from '../reports/report.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { knowledgeQuery, MonthText, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { workingLinks } from '../web/working-links.ts';
import { lineDimensions } from './bridge-rows.ts';
import { bridgeSavings, compareCosts } from './commands.ts';

const cut = (words: readonly string[]) =>
  Type.Optional(
    Type.String({
      description: 'What each row is about, with commas; school and contract if left out.',
      pattern: `^(${words.join('|')})(,(${words.join('|')})){0,3}$`,
      examples: ['school,contract'],
    }),
  );
const month = (description: string, example: string) =>
  Type.String({ description, examples: [example] });
/** A row names its place first; its amounts are pounds as text. */
const BridgeRow = Type.Unsafe<Record<string, string | null>>({
  type: 'object',
  description:
    'A place with the parts of its bridge, pounds and quantities as text; cost_sentence and cost_sum and the like say a part in one sentence and one sum. Price, volume and mix are said line by line, by school, contract and item; other rows add those up.',
  additionalProperties: { type: ['string', 'null'] },
});
const head = {
  trust: Type.String(),
  basis: Type.String({ description: 'What every amount is made of.' }),
  journal: Type.Integer({ minimum: 0, description: 'The newest journal that the bridge knows.' }),
  rule_version: Type.String({ description: 'The posting rules that its figures follow.' }),
};
const body = { rows: Type.Array(BridgeRow), total: BridgeRow };
const Period = strict({ from: MonthText('First month.'), to: MonthText('Last month.') });

const comparisonSchema = {
  operationId: 'compareCosts',
  summary: 'Price, volume and mix between two periods',
  description:
    'Recurring cost of a period against a base period. Price is the change of price at actual volume, volume as if everything had grown alike in its unit, mix the remainder; lines of one period only and lines without a common unit stand apart. The parts add exactly to the change. Buying less is no price saving. Units are those of the prices as they are today.',
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    by: cut(lineDimensions),
    base_from: month('First month of the base period.', '2024-09'),
    base_to: month('Last month of the base period.', '2025-08'),
    from: month('First month that is compared with it.', '2025-09'),
    to: month('Last month that is compared with it.', '2026-08'),
    ...knowledgeQuery,
  }),
  response: {
    200: strict({
      ...head,
      base: Period,
      compared: Period,
      signs: Type.Record(Type.String(), Type.String(), {
        description: 'What a figure above zero means.',
      }),
      ...body,
    }),
    304: notModified,
    ...problems(),
  },
};

const savingsSchema = {
  operationId: 'bridgeSavings',
  summary: 'From baseline cost to what was paid',
  description:
    'Begins with what the same would have cost and ends with what was paid, in steps that are figures of the savings report and add exactly: start − index_avoidance − cash_saving − other_avoidance = measured_cost; + not_measured_cost + off_contract_cost + one_off − rebate = paid.',
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    by: cut(dimensions),
    from: Type.Optional(month('First service month.', '2025-09')),
    to: Type.Optional(month('Last service month.', '2026-08')),
    ...knowledgeQuery,
  }),
  response: { 200: strict({ ...head, ...body }), 304: notModified, ...problems() },
};

/** The steps that are figures of the savings report; each of the others is made of them. */
const steps = [
  'index_avoidance',
  'cash_saving',
  'measured_cost',
  'not_measured_cost',
  'off_contract_cost',
  'one_off',
  'rebate',
] as const;

const readCut = (text = 'school,contract') => text.split(',') as Dimension[];

export const bridgeRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const newest = newestJournal(service.database);
  app.get('/bridges', { schema: comparisonSchema }, async (request, reply) => {
    const { query } = request;
    const { database, trustId } = placeOf(request, service);
    const { document } = await compareCosts(database, trustId, {
      by: readCut(query.by),
      base: readWindow(query.base_from, query.base_to),
      compared: readWindow(query.from, query.to),
      ...knowledgeIn(query),
    });
    // Units are facts of the register, so the answer itself tells whether it is known.
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    const { base, compared, journal } = document;
    const cost = { measure: 'cost', journal };
    const [before, now] = [
      { ...cost, title: 'base_cost', window: base },
      { ...cost, title: 'cost', window: compared },
    ];
    reply.header('link', workingLinks(callerOf(request).trustId, [before, now]));
    return document;
  });

  app.get('/bridges/savings', { schema: savingsSchema }, async (request, reply) => {
    const { trustName } = callerOf(request);
    const { database, trustId } = placeOf(request, service);
    const { by, from, to, ...knowledge } = request.query;
    const window = readWindow(from, to);
    const asked = { by: readCut(by), window, ...knowledgeIn(knowledge) };
    const { hash } = await newest(trustId);
    if (isKnown(request, reply, [hash, trustName])) return reply.code(304).send();
    const { document } = await bridgeSavings(database, trustId, asked);
    const { journal } = document;
    const figures = steps.map((title) => {
      return { title, measure: title, window: asked.window, journal };
    });
    reply.header('link', workingLinks(trustId, figures));
    return document;
  });
};
