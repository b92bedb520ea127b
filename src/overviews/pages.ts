import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { KnownReport } from '../reports/commands.ts';
import { indexWarnings } from '../reports/not-indexed.ts';
import { versionWarnings } from '../reports/rule-versions.ts';
import { figureViews, sendFigureFile } from '../web/figure-view.ts';
import { filterFields, filterQuery, filterView, inWords, readFilter } from '../web/page-filter.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { pageOf } from '../workings/place.ts';
import { overviewOfTrust } from './commands.ts';
import { type Links, trustFigures } from './trust-figures.ts';

const querystring = strict(filterFields);
const trust = { trust: TrustId };
const page = { hide: true, operationId: 'showSavings', params: strict(trust), querystring };
const file = {
  hide: true,
  operationId: 'takeSavings',
  params: strict({ ...trust, file: Type.String({ maxLength: 100 }) }),
  querystring,
};

/** The savings of a trust, of a school and of a contract as pages. */
export const overviewPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const read = async (request: FastifyRequest, query: Parameters<typeof readFilter>[0]) => {
    const filter = readFilter(query);
    const { database, trustId } = placeOf(request, service);
    const overview = await overviewOfTrust(database, trustId, filter);
    const { journal } = overview.schools;
    const base = `/trusts/${trustId}`;
    const links: Links = {
      working: (place, measure) =>
        pageOf(trustId, journal, { kind: 'place', measure, place: { ...filter.window, ...place } }),
      school: undefined,
      contract: undefined,
    };
    const figures = trustFigures(overview, links, filter.exactness);
    return { filter, overview, figures, base, trustId };
  };

  app.get('/savings', { schema: page }, async (request, reply) => {
    const { filter, overview, figures, base, trustId } = await read(request, request.query);
    const { journal, ruleVersion } = overview.schools;
    return showTrustPage(service, { request, reply }, 'overviews/views/trust.njk', {
      title: 'Savings',
      problem: filter.problem,
      above: [],
      source: {
        journal,
        recordedAt: overview.recordedAt,
        ruleVersion,
        notes: [inWords(filter)],
        api: `/v1/trusts/${trustId}/savings${filterQuery(filter, { pence: undefined })}`,
      },
      filter: filterView(filter, request.url, overview.allMonths),
      warnings: warningsOf(overview.schools),
      ...figures,
      figures: figureViews(figures.figures, filter.exactness, {
        files: `${base}/savings/files`,
        query: filterQuery(filter),
      }),
    });
  });

  app.get('/savings/files/:file', { schema: file }, async (request, reply) => {
    const { figures } = await read(request, request.query);
    return sendFigureFile(reply, figures.figures, request.params.file);
  });
};

const warningsOf = ({ ruleVersions, notIndexed }: KnownReport) => [
  ...versionWarnings(ruleVersions),
  ...indexWarnings(notIndexed),
];
