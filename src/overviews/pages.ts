import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answersView } from '../agreements/answers-view.ts';
import type { KnownReport } from '../reports/commands.ts';
import { indexWarnings } from '../reports/not-indexed.ts';
import type { Part } from '../reports/report.ts';
import { versionWarnings } from '../reports/rule-versions.ts';
import { callerOf } from '../web/access.ts';
import { figureViews, sendFigureFile } from '../web/figure-view.ts';
import { mayOpen } from '../web/navigation.ts';
import { filterFields, filterQuery, filterView, inWords, readFilter } from '../web/page-filter.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { pageOf } from '../workings/place.ts';
import { overviewOfTrust, type TrustOverview } from './commands.ts';
import { type Links, trustFigures } from './trust-figures.ts';

const querystring = strict(filterFields);
const name = Type.String({ maxLength: 300 });
const hidden = (operationId: string, params: Readonly<Record<string, typeof name>>) => {
  return { hide: true, operationId, querystring, params: strict({ trust: TrustId, ...params }) };
};

/** The parts of a trust that have a page of their savings, each with the field that names it. */
const parts = [
  { path: '/savings', params: {} },
  { path: '/savings/schools/:urn', params: { urn: name } },
  { path: '/savings/contracts/:contract', params: { contract: name } },
] as const;

interface Asked {
  readonly Params: Part & { readonly file?: string };
  readonly Querystring: Parameters<typeof readFilter>[0];
}

/** The savings of a trust, of a school and of a contract as pages, each with its files. */
export const overviewPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const { path, params } of parts) {
    const schema = hidden('showSavings', params);
    app.get<Asked>(path, { schema }, (request, reply) =>
      showSavings(service, { request, reply }, request.params, request.query),
    );
    const file = hidden('takeSavings', { ...params, file: name });
    app.get<Asked>(`${path}/files/:file`, { schema: file }, async (request, reply) => {
      const asked = await read(service, request, request.params, request.query);
      const { figures, filter, overview } = asked;
      return sendFigureFile(reply, figures.figures, request.params.file ?? '', {
        trust: callerOf(request).trustName,
        of: `${titleOf(request.params, overview)}. ${inWords(filter)}`,
        journal: overview.schools.journal,
      });
    });
  }
};

/** The figures of a part as known under the filter of the address, each leading to its working. */
async function read(
  service: Service,
  request: FastifyRequest,
  { urn, contract }: Part,
  query: Asked['Querystring'],
) {
  const filter = readFilter(query);
  const part = { ...(urn && { urn }), ...(contract && { contract }) };
  const { database, trustId } = placeOf(request, service);
  const overview = await overviewOfTrust(database, trustId, filter, part);
  const { journal } = overview.schools;
  const savings = `/trusts/${trustId}/savings`;
  const links: Links = {
    working: (place, measure) => {
      const whole = { ...filter.window, ...part, ...place };
      return pageOf(trustId, journal, { kind: 'place', measure, place: whole });
    },
    school: (each) => `${savings}/schools/${each}${filterQuery(filter)}`,
    contract: (each) => `${savings}/contracts/${encodeURIComponent(each)}${filterQuery(filter)}`,
  };
  const made = trustFigures(overview, links, filter.exactness);
  // A school is not cut by school again, nor a contract by contract.
  const isCutAgain = (id: string) => (id === 'schools' && urn) || (id === 'contracts' && contract);
  const figures = { ...made, figures: made.figures.filter(({ id }) => !isCutAgain(id)) };
  return { filter, overview, figures, savings, trustId };
}

async function showSavings(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  part: Part,
  query: Asked['Querystring'],
) {
  const { request } = exchange;
  const found = await read(service, request, part, query);
  const { filter, overview, figures, savings, trustId } = found;
  const { journal, ruleVersion } = overview.schools;
  const [path] = request.url.split('?', 1);
  const isPart = part.urn !== undefined || part.contract !== undefined;
  return showTrustPage(service, exchange, 'overviews/views/savings.njk', {
    title: titleOf(part, overview),
    problem: filter.problem,
    above: isPart ? [{ text: 'Savings', href: `${savings}${filterQuery(filter)}` }] : [],
    source: {
      journal,
      recordedAt: overview.recordedAt,
      ruleVersion,
      notes: [inWords(filter)],
      api: `/v1/trusts/${trustId}/savings${filterQuery(filter, { pence: undefined })}`,
    },
    filter: filterView(filter, request.url, overview.allMonths),
    warnings: warningsOf(overview.schools),
    answers: answersOf(request, part, found),
    charge: overview.charge,
    ...figures,
    figures: figureViews(figures.figures, filter.exactness, {
      files: `${path}/files`,
      query: filterQuery(filter),
    }),
  });
}

/** What schools say of these figures, and where whoever may answers for one. */
function answersOf(
  request: FastifyRequest,
  { urn }: Part,
  { filter, overview: { answers }, savings }: Awaited<ReturnType<typeof read>>,
) {
  if (!answers) return null;
  const { from, to } = answers.window;
  const mayAnswer = mayOpen(callerOf(request), '/savings/schools/:urn/answer', 'POST');
  return answersView(answers, {
    urn,
    exactness: filter.exactness,
    answerAt: (each) =>
      mayAnswer ? `${savings}/schools/${each}/answer?from=${from}&to=${to}` : undefined,
  });
}

function titleOf({ urn, contract }: Part, { schools, titles }: TrustOverview): string {
  if (urn !== undefined) return `Savings of ${schools.names.get(urn) ?? urn}`;
  if (contract !== undefined) return `Savings of ${titles.get(contract) ?? ''} (${contract})`;
  return 'Savings';
}

const warningsOf = ({ ruleVersions, notIndexed }: KnownReport) => [
  ...versionWarnings(ruleVersions),
  ...indexWarnings(notIndexed),
];
