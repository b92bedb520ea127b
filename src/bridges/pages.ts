import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { monthInWords } from '../calendar/month-words.ts';
import { type Month, monthsFrom } from '../calendar/period.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import type { ReportRow } from '../reports/report.ts';
import { monthsWithFigures } from '../reports/store.ts';
import { readWindow } from '../reports/window.ts';
import { figureViews, sendFigureFile } from '../web/figure-view.ts';
import { filterFields, filterQuery, filterView, inWords, readFilter } from '../web/page-filter.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { bridgeFigure, changeFigure, changesFigure } from './bridge-figure.ts';
import { bridgeSavings, compareCosts } from './commands.ts';

const querystring = strict(filterFields);
const ofTrust = { hide: true, querystring, params: strict({ trust: TrustId }) };
const ofFile = {
  hide: true,
  querystring,
  params: strict({ trust: TrustId, file: Type.String({ maxLength: 100 }) }),
};

const month = Type.Optional(Type.String({ maxLength: 10 }));
const comparing = strict({
  base_from: month,
  base_to: month,
  ...filterFields,
});
type Comparing = Static<typeof comparing>;

/** From what the same would have cost to what was paid, step by step, as a page with its files. */
export const bridgePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const read = async (request: FastifyRequest, query: Parameters<typeof readFilter>[0]) => {
    const filter = readFilter(query);
    const { database, trustId } = placeOf(request, service);
    const { window, asKnownAt, asKnownOn } = filter;
    const months = await inTrust(database, trustId, (tenant) => monthsWithFigures(tenant));
    const asked = { by: ['school'] as const, window, asKnownAt, asKnownOn };
    const { document } = await bridgeSavings(database, trustId, asked);
    const figure = bridgeFigure(document.total, filter.exactness);
    return { filter, document, figure, months };
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
        api: `/v1${base}/bridges/savings${filterQuery(filter, { pence: undefined })}`,
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

  app.register(comparisonPages, service);
};

/** From the cost of one period to that of another, by price, volume and mix, as a page with its files. */
const comparisonPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const ofComparison = { hide: true, querystring: comparing };
  const params = strict({ trust: TrustId });

  const showSchema = { ...ofComparison, params, operationId: 'showComparison' };
  app.get('/costs', { schema: showSchema }, async (request, reply) => {
    const found = await compared(service, request, request.query);
    const { filter, typed, months, document, figures } = found;
    const path = `/trusts/${request.params.trust}/costs`;
    const query = filterQuery(filter, typed);
    const isExact = filter.exactness === 'pence';
    return showTrustPage(service, { request, reply }, 'bridges/views/costs.njk', {
      title: 'From one period’s cost to another’s',
      problem: found.problem,
      above: [],
      source: document && {
        journal: document.journal,
        recordedAt: null,
        ruleVersion: document.rule_version,
        notes: [],
        api: `/v1/trusts/${request.params.trust}/bridges/costs${query}`,
      },
      path,
      exactness: filter.exactness,
      other: {
        text: isExact ? 'Show whole pounds' : 'Show the pence',
        href: `${path}${filterQuery(filter, { ...typed, pence: isExact ? undefined : 'yes' })}`,
      },
      choices: Object.entries(typed).map(([name, value]) => ({
        name,
        label: labels[name as keyof typeof labels],
        choices: months.map((each) => {
          return { value: each, text: monthInWords(each), selected: each === value };
        }),
      })),
      sentences: document ? sentencesOf(document.total) : [],
      figures: figureViews(figures, filter.exactness, { files: `${path}/files`, query }),
    });
  });

  const file = Type.String({ maxLength: 100 });
  const fileSchema = {
    ...ofComparison,
    params: strict({ trust: TrustId, file }),
    operationId: 'takeComparison',
  };
  app.get('/costs/files/:file', { schema: fileSchema }, async (request, reply) => {
    const { document, figures, words, problem } = await compared(service, request, request.query);
    if (problem) throw problem;
    return sendFigureFile(reply, figures, request.params.file, {
      trust: document?.trust ?? '',
      of: `${words.base} and ${words.compared}`,
      journal: document?.journal ?? null,
    });
  });
};

const labels = {
  base_from: 'Base period: first month',
  base_to: 'Base period: last month',
  from: 'Compared period: first month',
  to: 'Compared period: last month',
} as const;

/** The two periods of the address, or the newest months beside as many before them, at most a year. */
async function compared(service: Service, request: FastifyRequest, query: Comparing) {
  const filter = readFilter(query);
  const { database, trustId } = placeOf(request, service);
  const known = await inTrust(database, trustId, (tenant) => monthsWithFigures(tenant));
  const [first, last] = [known[0], known.at(-1)];
  const months = first && last ? monthsFrom(first, last) : [];
  const typed = periodsOf(query, months);
  const words = {
    base: inShort(typed.base_from, typed.base_to),
    compared: inShort(typed.from, typed.to),
  };
  const found = { filter, typed, months, words };
  const none = { document: null, figures: [] };
  try {
    if (filter.problem) throw filter.problem;
    if (months.length < 2) return { ...found, ...none, problem: undefined };
    const { document, names } = await compareCosts(database, trustId, {
      by: ['school'],
      base: readWindow(typed.base_from, typed.base_to),
      compared: readWindow(typed.from, typed.to),
      asKnownAt: filter.asKnownAt,
      asKnownOn: filter.asKnownOn,
    });
    const { exactness } = filter;
    const figures = [
      changeFigure(document.total, words, exactness),
      changesFigure(document.rows, document.total, names),
    ];
    return { ...found, document, figures, problem: undefined };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { ...found, ...none, problem };
  }
}

function periodsOf(query: Comparing, months: readonly Month[]) {
  const { base_from = '', base_to = '', from = '', to = '' } = query;
  if (base_from || base_to || from || to) return { base_from, base_to, from, to };
  const half = Math.min(12, Math.floor(months.length / 2));
  const [base, now] = [months.slice(-2 * half, -half), months.slice(-half)];
  return {
    ...{ base_from: base[0] ?? '', base_to: base.at(-1) ?? '' },
    ...{ from: now[0] ?? '', to: now.at(-1) ?? '' },
  };
}

const inShort = (from: string, to: string) =>
  [from, to]
    .map((each) => (/^\d{4}-\d\d$/.test(each) ? monthInWords(each as Month) : each))
    .join(' to ');

/** What is said of price, volume and mix, each in one sentence. */
const sentencesOf = (total: ReportRow) =>
  ['cost', 'price_saving', 'volume', 'mix'].flatMap((name) => total[`${name}_sentence`] ?? []);
