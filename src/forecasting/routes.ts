import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { closedWindow } from '../agreements/agreement.ts';
import type { SchoolForecast } from '../forecasts/forecast.ts';
import {
  ForecastDocument,
  Schools,
  TotalDocument,
  writeForecast,
  writeTotal,
} from '../forecasts/routes.ts';
import { noMoney, parseMoney } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { MonthText, named, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { changeForecast, type Forecasted, type Forecasting } from './commands.ts';

/** A forecast as it then is, in the document of the API. */
export const ForecastChangeDocument = strict(
  {
    forecast: named(ForecastDocument),
    before: named(TotalDocument),
    after: named(TotalDocument),
  },
  { $id: 'ForecastChange', description: 'A forecast as it then is, and the totals of all stages.' },
);

/** What was done with a forecast, as it travels. */
export function writeForecasted(done: Forecasted): Static<typeof ForecastChangeDocument> {
  const { forecast, before, after } = done;
  return {
    forecast: writeForecast(forecast),
    before: writeTotal(before),
    after: writeTotal(after),
  };
}

const params = strict({ trust: TrustId });
const tags = ['forecasts'];
const oneForecast = strict({
  trust: TrustId,
  forecast: Type.String({ pattern: '^[1-9]\\d{0,8}$', description: 'Its number.' }),
});
const done = { 200: named(ForecastChangeDocument), ...problems(409, 422) };
const months = { from: MonthText('First month.'), to: MonthText('Last month.') };

const addSchema = {
  operationId: 'addForecast',
  summary: 'Forecast a saving',
  description: 'Identified, or contracted at once where a contract is named.',
  tags,
  headers: idempotencyHeader,
  params,
  body: strict({
    area: Text('The area of spend, such as Energy.', 100),
    contract: Type.Optional(Text('The reference of a contract that should bring it.', 60)),
    ...months,
    schools: Schools,
    basis: Text('What the amounts rest on: quotes, an estimate.', 2000),
  }),
  response: { 201: named(ForecastChangeDocument), ...problems(409, 422) },
};

const contractSchema = {
  operationId: 'contractForecast',
  summary: 'Say which contract should bring a forecast saving',
  description:
    'From then on it counts as contracted and no longer as identified. What is left out stays as it was; the same again corrects it by a later version.',
  tags,
  headers: idempotencyHeader,
  params: oneForecast,
  body: strict({
    contract: Text('The reference of the contract.', 60),
    from: Type.Optional(months.from),
    to: Type.Optional(months.to),
    schools: Type.Optional(Schools),
    basis: Type.Optional(Text('What the amounts rest on.', 2000)),
  }),
  response: done,
};

const dropSchema = {
  operationId: 'dropForecast',
  summary: 'Drop a forecast',
  description: 'It stays on record and counts no more.',
  tags,
  headers: idempotencyHeader,
  params: oneForecast,
  body: strict({ reason: Text('Why it is given up.', 500) }),
  response: done,
};

const readSchools = (list: readonly { urn: string; amount: string }[]): SchoolForecast[] =>
  list.map(({ urn, amount }) => ({ urn, amount: parseMoney(amount) ?? noMoney }));

export const forecastingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of [ForecastDocument, TotalDocument, ForecastChangeDocument]) {
    app.addSchema(document);
  }

  app.post('/forecasts', { schema: addSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { area, contract = null, from, to, schools, basis } = request.body;
      const window = closedWindow(readWindow(from, to));
      const told = { area, contract, window, schools: readSchools(schools), basis };
      const asked: Forecasting = { act: 'add', ...told };
      const added = await changeForecast(database, trustId, asked, person);
      return { status: 201, body: writeForecasted(added) };
    }),
  );

  app.post('/forecasts/:forecast/contract', { schema: contractSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { contract, from, to, schools, basis } = request.body;
      const asked: Forecasting = {
        act: 'contract',
        number: Number(request.params.forecast),
        contract,
        ...((from ?? to) && { window: closedWindow(readWindow(from, to)) }),
        ...(schools && { schools: readSchools(schools) }),
        ...(basis !== undefined && { basis }),
      };
      const changed = await changeForecast(database, trustId, asked, person);
      return { status: 200, body: writeForecasted(changed) };
    }),
  );

  app.post('/forecasts/:forecast/drop', { schema: dropSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { reason } = request.body;
      const number = Number(request.params.forecast);
      const asked: Forecasting = { act: 'drop', number, reason };
      const changed = await changeForecast(database, trustId, asked, person);
      return { status: 200, body: writeForecasted(changed) };
    }),
  );
};
