import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { knownJournal } from '../reports/commands.ts';
import { monthsWithFigures } from '../reports/store.ts';
import { figureViews, sendFigureFile } from '../web/figure-view.ts';
import { filterFields, filterQuery, filterView, inWords, readFilter } from '../web/page-filter.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { bridgeFigure } from './bridge-figure.ts';
import { bridgeSavings } from './commands.ts';

const querystring = strict(filterFields);
const ofTrust = { hide: true, querystring, params: strict({ trust: TrustId }) };
const ofFile = {
  hide: true,
  querystring,
  params: strict({ trust: TrustId, file: Type.String({ maxLength: 100 }) }),
};

/** From what the same would have cost to what was paid, step by step, as a page with its files. */
export const bridgePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const read = async (request: FastifyRequest, query: Parameters<typeof readFilter>[0]) => {
    const filter = readFilter(query);
    const { database, trustId } = placeOf(request, service);
    const { window, asKnownAt, asKnownOn } = filter;
    const known = await inTrust(database, trustId, async (tenant) => ({
      months: await monthsWithFigures(tenant),
      journal: asKnownOn === undefined ? asKnownAt : await knownJournal(tenant, { asKnownOn }),
    }));
    const asked = { by: ['school'] as const, window, asKnownAt: known.journal };
    const { document } = await bridgeSavings(database, trustId, asked);
    const figure = bridgeFigure(document.total, filter.exactness);
    return { filter, document, figure, months: known.months };
  };

  const showSchema = { ...ofTrust, operationId: 'showBridge' };
  app.get('/bridge', { schema: showSchema }, async (request, reply) => {
    const { filter, document, figure, months } = await read(request, request.query);
    const base = `/trusts/${request.params.trust}`;
    const query = filterQuery(filter);
    return showTrustPage(service, { request, reply }, 'bridges/views/bridge.njk', {
      title: 'From the prices before to what was paid',
      problem: filter.problem,
      above: [],
      source: {
        journal: document.journal,
        recordedAt: null,
        ruleVersion: document.rule_version,
        notes: [inWords(filter)],
        api: `/v1${base}/bridges/savings${filterQuery(filter, { pence: undefined, as_known_on: undefined })}`,
      },
      filter: filterView(filter, request.url, months),
      figures: figureViews([figure], filter.exactness, { files: `${base}/bridge/files`, query }),
    });
  });

  const fileSchema = { ...ofFile, operationId: 'takeBridge' };
  app.get('/bridge/files/:file', { schema: fileSchema }, async (request, reply) => {
    const { figure, filter, document } = await read(request, request.query);
    return sendFigureFile(reply, [figure], request.params.file, {
      trust: document.trust,
      of: inWords(filter),
      journal: document.journal,
    });
  });
};
