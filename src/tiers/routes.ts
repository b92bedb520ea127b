import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import {
  Day,
  knowledgeQuery,
  MonthText,
  nullable,
  oneOf,
  Pounds,
  strict,
  TrustId,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { reportTiers } from './commands.ts';

const tier = {
  from_quantity: Type.String({ description: 'From this quantity of a contract year on.' }),
  unit_price: Type.String({ description: 'What every unit of the year then costs, net.' }),
};
const year = {
  from: MonthText('First month of the contract year.'),
  to: MonthText('Its last month.'),
};
const InWords = Type.Array(Type.String(), { description: 'The same in whole sentences.' });

const ItemYear = strict({
  item: Type.String(),
  ...year,
  is_over: Type.Boolean(),
  quantity: Type.String({ description: 'What was bought of it, by all schools.' }),
  tier: strict(tier, { description: 'The tier that is reached.' }),
  worth: Pounds('What it takes off the quantity so far, against the first tier.'),
  next: nullable(
    strict({
      ...tier,
      missing: Type.String({ description: 'So many units to go.' }),
      worth: Pounds('What the year costs less once it is reached.'),
    }),
  ),
  forecast_by_run_rate: nullable(
    strict({
      ...tier,
      quantity: Type.String({ description: 'What the year comes to if it goes on like this.' }),
      whole_months: Type.Integer({ description: 'The months that it rests on.' }),
    }),
  ),
  expected_tier: strict(tier, { description: 'The tier that is charged, or was reached before.' }),
  warning: nullable(
    oneOf(['lost', 'near'], 'The expected tier is lost, or the next one will just be missed.'),
  ),
  loss: Pounds('What the year costs more without the expected tier.'),
  in_words: InWords,
});

const RebateYear = strict({
  ...year,
  spend: Pounds('Net recurring spend of all schools.'),
  clauses: Type.Array(
    strict({
      spend_above: Type.String({ description: 'Pounds that earn nothing.' }),
      rebate_rate: Type.String({ description: 'The part of what is beyond.' }),
      earned: Pounds('What it earned so far.'),
    }),
  ),
  earned: Pounds('Expected; no saving before it is received.'),
  received: Pounds('Rebate credits that were posted, net.'),
  gap: Pounds('Earned and not received; below zero where more came.'),
  expected_on: Day('The day by which it is due.'),
  is_due: Type.Boolean(),
  in_words: InWords,
});

const tiersSchema = {
  operationId: 'reportTiers',
  summary: 'Volume tiers and rebates by contract year',
  description:
    'For each contract with volume tiers or rebate clauses: the quantity so far, the tier reached, the next one, a forecast by run rate with a warning before a tier is lost or missed; and what rebates were earned, what came, and what is to be claimed. As known at an earlier point, terms, lines and the day are those of then.',
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict(knowledgeQuery),
  response: {
    200: strict({
      trust: Type.String(),
      basis: Type.String({ description: 'How the figures are to be read.' }),
      journal: Type.Integer({ minimum: 0, description: 'The newest journal that it knows.' }),
      today: Day('The day by which months are over and rebates due.'),
      contracts: Type.Array(
        strict({
          contract: Type.String(),
          items: Type.Array(ItemYear),
          rebates: Type.Array(RebateYear),
        }),
      ),
    }),
    304: notModified,
    ...problems(),
  },
};

export const tierRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database, now }) => {
  app.get('/tiers', { schema: tiersSchema }, async (request, reply) => {
    const today = now().slice(0, 10) as LocalDate;
    const asked = { today, ...knowledgeIn(request.query) };
    const document = await reportTiers(database, callerOf(request).trustId, asked);
    // Terms are facts of the register and months end by themselves: the answer tells if it is known.
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    return document;
  });
};
