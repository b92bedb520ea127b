import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import {
  ChangeDocument,
  changeSchemas,
  MonthEffectDocument,
  writeChange,
  writeMonth,
} from '../changes/routes.ts';
import { inTrust } from '../database/tenant.ts';
import { levelsOf } from '../indices/store.ts';
import { formatDecimal } from '../money/decimal.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Day, MonthText, named, nullable, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkPublication, loadPublication, type PublicationEffect } from './commands.ts';
import { type SeriesState, seriesOf } from './store.ts';

const params = strict({ trust: TrustId });
const body = {
  content: {
    'text/csv': { schema: { type: 'string', description: 'series,month,level,published_on' } },
  },
};

/** What loading levels changes, or would change. */
export const PublicationDocument = strict(
  {
    rows: Type.Integer({ description: 'How many levels the file has.' }),
    added: Type.Integer({ description: 'How many of them were not known.' }),
    change: named(ChangeDocument),
    months: Type.Array(named(MonthEffectDocument), {
      description: 'Every school, item and service month whose figures move.',
    }),
  },
  { $id: 'Publication', description: 'What published index levels do to the figures.' },
);

export function writePublication(
  { rows, added, change, months }: PublicationEffect,
  isDone: boolean,
): Static<typeof PublicationDocument> {
  return { rows, added, change: writeChange(change, isDone), months: months.map(writeMonth) };
}

const Series = strict(
  {
    series: Type.String(),
    first_month: nullable(MonthText('The first month with a level.')),
    last_month: nullable(MonthText('The last month with a level.')),
    levels: Type.Integer({ description: 'How many months have a level.' }),
    revisions: Type.Integer({ description: 'How many levels were published again.' }),
    waiting_for: Type.Array(MonthText('A month.'), {
      description: 'Months with a cost that the series moves and without a level: not indexed yet.',
    }),
  },
  { $id: 'IndexSeries', description: 'A published index as far as it is loaded.' },
);

export function writeSeries(state: SeriesState): Static<typeof Series> {
  const { firstMonth, lastMonth, waitingFor, ...counts } = state;
  return {
    ...counts,
    first_month: firstMonth,
    last_month: lastMonth,
    waiting_for: [...waitingFor],
  };
}

const listSchema = {
  operationId: 'listIndexSeries',
  summary: 'The index series of the trust',
  description:
    'Every series that has levels or moves a price, and the months that figures wait for.',
  tags: ['indices'],
  params,
  response: { 200: Type.Array(named(Series)), ...problems() },
};

const readSchema = {
  operationId: 'readIndexLevels',
  summary: 'The levels of a series',
  description: 'Every level with the day of its publication; figures use the first of each month.',
  tags: ['indices'],
  params: strict({ trust: TrustId, series: Text('The id of the series.', 60) }),
  response: {
    200: Type.Array(
      strict({
        month: MonthText('The month of the level.'),
        published_on: Day('When it was published.'),
        level: Type.String(),
      }),
    ),
    ...problems(),
  },
};

const checkSchema = {
  operationId: 'checkIndexLevels',
  summary: 'Check what loading index levels would do',
  description: "Answers which months and each school's figures would change, and saves nothing.",
  tags: ['indices'],
  params,
  body,
  response: { 200: named(PublicationDocument), ...problems(409, 422) },
};

const loadSchema = {
  operationId: 'loadIndexLevels',
  summary: 'Load index levels',
  description:
    'Adds published levels for good. A first level fills in posted figures; a revised one changes none.',
  tags: ['indices'],
  headers: idempotencyHeader,
  params,
  body,
  response: { 200: named(PublicationDocument), ...problems(409, 422) },
};

export const publicationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  for (const schema of [...changeSchemas, MonthEffectDocument, PublicationDocument, Series]) {
    app.addSchema(schema);
  }
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, text, done) =>
    done(null, text),
  );
  const textOf = async function* (text: unknown) {
    yield String(text);
  };

  app.get('/indices', { schema: listSchema }, async (request) => {
    const { trustId } = callerOf(request);
    return (await inTrust(database, trustId, seriesOf)).map(writeSeries);
  });

  app.get('/indices/:series', { schema: readSchema }, async (request) => {
    const { trustId } = callerOf(request);
    const { series } = request.params;
    const levels = await inTrust(database, trustId, (tenant) => levelsOf(tenant, [series]));
    return levels.map(({ month, publishedOn, level }) => {
      return { month, published_on: publishedOn, level: formatDecimal(level) };
    });
  });

  app.post('/indices/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const person = { by, at: service.now() };
    const effect = await checkPublication(database, trustId, textOf(request.body), person);
    return writePublication(effect, false);
  });

  app.post('/indices', { schema: loadSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const effect = await loadPublication(database, trustId, textOf(request.body), person);
      return { status: 200, body: writePublication(effect, true) };
    }),
  );
};
