import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { BaselineDocument, writeBaseline } from '../baselines/routes.ts';
import { ForecastChangeDocument, writeForecasted } from '../forecasting/routes.ts';
import { ForecastDocument, TotalDocument } from '../forecasts/routes.ts';
import { ComparisonDocument, OptionDocument, sourcingDocuments } from '../sourcing/routes.ts';
import { writeCompared, writeOption } from '../sourcing/written.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type Awarded, checkChoice, chooseOption } from './commands.ts';

const AwardDocument = strict(
  {
    contract: Type.String({ description: 'The reference of the contract that is made.' }),
    option: named(OptionDocument),
    baselines: Type.Array(named(BaselineDocument), {
      description: 'What each school pays now; each waits for another person to approve it.',
    }),
    forecast: named(ForecastChangeDocument),
    comparison: named(ComparisonDocument),
  },
  { $id: 'Award', description: 'A chosen option, and what its contract is made of.' },
);

/** A choice as it travels: the schools that lose first. */
export function writeAwarded(awarded: Awarded): Static<typeof AwardDocument> {
  const { compared, option, baselines, forecast } = awarded;
  return {
    contract: compared.area.reference,
    option: writeOption(option, compared.names),
    baselines: baselines.map(writeBaseline),
    forecast: writeForecasted(forecast),
    comparison: writeCompared(compared, true),
  };
}

const asked = {
  tags: ['sourcing'],
  params: strict({ trust: TrustId, area: Text('The reference of the area.', 60) }),
  body: strict({ option: Text('The name of the option.', 60), reason: Text('Why.', 1000) }),
};
const made =
  'The contract with its days, schools and prices; drafts of baselines, which another person has to approve; and its forecast, contracted and no longer identified.';

const checkSchema = {
  operationId: 'checkSourcingChoice',
  summary: 'What choosing an option would make',
  description: `${made} Nothing is kept.`,
  ...asked,
  response: { 200: named(AwardDocument), ...problems(404, 409, 422) },
};

const chooseSchema = {
  operationId: 'chooseSourcingOption',
  summary: 'Choose an option and make its contract',
  description: `${made} All of it or nothing; kept for ever.`,
  ...asked,
  headers: idempotencyHeader,
  response: { 201: named(AwardDocument), ...problems(404, 409, 422) },
};

export const awardRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of [
    ...sourcingDocuments,
    BaselineDocument,
    ForecastDocument,
    TotalDocument,
    ForecastChangeDocument,
    AwardDocument,
  ]) {
    app.addSchema(document);
  }

  app.post('/sourcing/:area/choice/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const wish = { area: request.params.area, ...request.body };
    const person = { by, at: service.now() };
    return writeAwarded(await checkChoice(service.database, trustId, wish, person));
  });

  app.post('/sourcing/:area/choice', { schema: chooseSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const wish = { area: request.params.area, ...request.body };
      const awarded = await chooseOption(database, trustId, wish, person);
      return { status: 201, body: writeAwarded(awarded) };
    }),
  );
};
