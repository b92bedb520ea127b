import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { formatMoney, type Money } from '../money/money.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import {
  Instant,
  knowledgeQuery,
  MonthText,
  named,
  nullable,
  oneOf,
  Pounds,
  strict,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { workingLinks } from '../web/working-links.ts';
import { type KnownStages, listForecasts, listStages } from './commands.ts';
import { type Forecast, forecastStages } from './forecast.ts';
import { stagesInWords, toldStages, totalInWords } from './stage-words.ts';
import { comparison, type Stages, type StagesReport } from './stages.ts';

/** What each school is expected to save, as it travels. */
export const Schools = Type.Array(
  strict({ urn: Urn, amount: Pounds('Cash saving in the whole window; negative for a loss.') }),
  { minItems: 1, maxItems: 1000, description: 'Each school once.' },
);

/** A forecast in the document of the API. */
export const ForecastDocument = strict(
  {
    number: Type.Integer({ description: 'Counted in the trust; all its versions have it.' }),
    version: Type.Integer(),
    stage: oneOf(forecastStages),
    area: Type.String({ description: "The area of spend in the trust's own words." }),
    contract: nullable(Type.String({ description: 'Null while the saving is only identified.' })),
    from: MonthText('First month.'),
    to: MonthText('Last month.'),
    schools: Schools,
    basis: Type.String({ description: 'What the amounts rest on.' }),
    reason: nullable(Type.String({ description: 'Why it was dropped.' })),
    recorded_by: Type.String(),
    recorded_at: Instant('When.'),
  },
  { $id: 'Forecast', description: 'What schools are expected to save; an estimate.' },
);

const stageFields = {
  identified: nullable(Pounds('Forecast: an idea with a sum.')),
  contracted: nullable(Pounds('Forecast: of months without a measured figure only.')),
  realised: nullable(Pounds('Cash saving that was measured.')),
  validated: nullable(Pounds('The part of it that was signed and has not changed since.')),
  expected: nullable(Pounds('What contracted forecasts expected of realised months.')),
  came_out: nullable(Pounds('What these months brought.')),
  difference: nullable(Pounds('What came out less what was expected.')),
  comparison: nullable(Type.String({ description: 'The same in words.' })),
};

/** The totals of all stages in the document of the API. */
export const TotalDocument = strict(
  { ...stageFields, forecast: nullable(Pounds('Identified + contracted; never with realised.')) },
  { $id: 'StagesTotal', description: 'All savings by stage; forecast and realised stand apart.' },
);

const words = Object.fromEntries(
  [...toldStages, 'forecast'].flatMap((name) =>
    ['sentence', 'sum'].map((kind) => [
      `${name}_${kind}`,
      Type.Optional(
        nullable(Type.String({ description: `How ${name} came about, in one ${kind}.` })),
      ),
    ]),
  ),
);

const StagesDocument = strict(
  {
    journal: Type.Integer({ description: 'The newest journal that the figures know.' }),
    from: nullable(MonthText('First service month.')),
    to: nullable(MonthText('Last service month.')),
    rows: Type.Array(
      strict({
        area: nullable(Type.String({ description: 'Null once a contract is named.' })),
        contract: nullable(Type.String()),
        urn: Urn,
        name: Type.String(),
        ...stageFields,
        ...words,
      }),
    ),
    total: strict({ ...TotalDocument.properties, ...words }),
  },
  { $id: 'Stages', description: 'What is identified, contracted, realised and validated.' },
);

const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));

function writeStagesOf(stages: Stages) {
  return {
    identified: write(stages.identified),
    contracted: write(stages.contracted),
    realised: write(stages.realised),
    validated: write(stages.validated),
    expected: write(stages.expected),
    came_out: write(stages.cameOut),
    difference: write(stages.difference),
    comparison: comparison(stages),
  };
}

/** The totals of all stages as they travel. */
export function writeTotal(total: StagesReport['total']): Static<typeof TotalDocument> {
  return { ...writeStagesOf(total), forecast: write(total.forecast) };
}

/** A forecast as it travels. */
export function writeForecast(forecast: Forecast): Static<typeof ForecastDocument> {
  const { window, schools, by, at, atJournal: _, ...told } = forecast;
  return {
    ...told,
    ...window,
    schools: schools.map(({ urn, amount }) => ({ urn, amount: formatMoney(amount) })),
    recorded_by: by,
    recorded_at: at,
  };
}

/** The stages of savings as they travel. */
export function writeStages(known: KnownStages): Static<typeof StagesDocument> {
  const { journal, window, rows, total, names } = known;
  return {
    journal,
    from: window.from ?? null,
    to: window.to ?? null,
    rows: rows.map((row) => {
      const { area, contract, urn } = row;
      const place = { area, contract, urn, name: names.get(urn) ?? urn };
      return { ...place, ...writeStagesOf(row), ...stagesInWords(row) };
    }),
    total: { ...writeTotal(total), ...totalInWords(known) },
  };
}

const params = strict({ trust: TrustId });
const tags = ['forecasts'];
const months = { from: MonthText('First month.'), to: MonthText('Last month.') };

const stagesSchema = {
  operationId: 'listStages',
  summary: 'Savings by stage',
  description:
    'What is identified, contracted, realised and validated, by area of spend or contract and school. A month counts at one stage; forecast and realised are never added. Each figure is told in one sentence and one sum; the Link header leads to the workings of what was realised.',
  tags,
  headers: ifNoneMatch,
  params,
  querystring: strict({
    from: Type.Optional(months.from),
    to: Type.Optional(months.to),
    ...knowledgeQuery,
  }),
  response: { 200: named(StagesDocument), 304: notModified, ...problems() },
};

const listSchema = {
  operationId: 'listForecasts',
  summary: 'All forecasts as they stand',
  description: 'The latest version of each, those that were dropped included.',
  tags,
  headers: ifNoneMatch,
  params,
  response: {
    200: strict({ items: Type.Array(named(ForecastDocument)) }, { description: 'All of them.' }),
    304: notModified,
    ...problems(),
  },
};

export const forecastRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of [ForecastDocument, TotalDocument, StagesDocument]) {
    app.addSchema(document);
  }

  app.get('/stages', { schema: stagesSchema }, async (request, reply) => {
    const { from, to, ...knowledge } = request.query;
    const { trustId } = callerOf(request);
    const window = readWindow(from, to);
    const known = await listStages(service.database, trustId, {
      window,
      ...knowledgeIn(knowledge),
    });
    const document = writeStages(known);
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    const { journal } = known;
    const realised = { title: 'realised', measure: 'cash_saving', window, journal };
    reply.header('link', workingLinks(trustId, [realised]));
    return document;
  });

  app.get('/forecasts', { schema: listSchema }, async (request, reply) => {
    const list = await listForecasts(service.database, callerOf(request).trustId);
    const items = list.map(writeForecast);
    if (isKnown(request, reply, [JSON.stringify(items)])) return reply.code(304).send();
    return { items };
  });
};
