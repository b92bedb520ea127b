import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import { showAmount } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { show } from '../explanations/spelling.ts';
import { dayInWords } from '../renewals/words.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { NotThere } from '../web/errors.ts';
import { mayOpen } from '../web/navigation.ts';
import { Id, knowledgeQuery, oneOf, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage, type TrustPage } from '../web/trust-page.ts';
import { explainEntry, explainFigure, explainLine } from './commands.ts';
import { writeEntryWorking } from './entry-answer.ts';
import type { Explanation } from './explanation.ts';
import { writeLineWorking } from './line-answer.ts';
import { measures } from './measure.ts';
import { pageOf, readPlace, type Target } from './place.ts';

const text = Type.Optional(Type.String({ maxLength: 200 }));
const figureSchema = {
  hide: true,
  operationId: 'showFigureWorking',
  params: strict({ trust: TrustId }),
  querystring: strict({
    measure: Type.Optional(oneOf(measures)),
    urn: text,
    contract: text,
    item: text,
    month: text,
    from: text,
    to: text,
    ...knowledgeQuery,
    after: Type.Optional(Id('Of a cell with many entries: those after this one.')),
  }),
};
const entrySchema = {
  hide: true,
  operationId: 'showEntryWorking',
  params: strict({ trust: TrustId, entry: Id('The entry.') }),
  querystring: strict(knowledgeQuery),
};
const lineSchema = {
  hide: true,
  operationId: 'showLineWorking',
  params: strict({ trust: TrustId, line: Id('The line.') }),
  querystring: strict(knowledgeQuery),
};

/** How a figure came about, down to the row of the file: the pages of the workings. */
export const workingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.register(figurePage, { ...service, prefix: '' });
  app.register(rowPages, { ...service, prefix: '' });
};

const figurePage: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/workings', { schema: figureSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { measure = 'net_saving', as_known_at, as_known_on, after, ...query } = request.query;
    const place = readPlace(query);
    const asked = { place, measure, after, ...knowledgeIn({ as_known_at, as_known_on }) };
    const working = await explainFigure(database, trustId, asked);
    const link = linkFor(trustId, working.journal);
    const isOneSum = working.below.sentence === working.main.sentence;
    return showTrustPage(service, { request, reply }, 'workings/views/figure.njk', {
      ...frame(trustId, working, request.url),
      title: 'How it was worked out',
      about: measure.replaceAll('_', ' '),
      main: sumView(working.main, link),
      besides: working.besides.map((each) => sumView(each, link)),
      below: isOneSum ? null : sumView(working.below, link),
    });
  });
};

const rowPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/workings/entries/:entry', { schema: entrySchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { entry: id } = request.params;
    const working = await explainEntry(database, trustId, id, knowledgeIn(request.query));
    if (!working) throw notThere('entry', id);
    const link = linkFor(trustId, working.journal);
    const { entry, baseline, line, notes, history } = writeEntryWorking(working, link);
    return showTrustPage(service, { request, reply }, 'workings/views/entry.njk', {
      ...frame(trustId, working, request.url),
      title: 'How an entry was worked out',
      entry: { ...entry, month: monthInWords(working.entry.serviceMonth) },
      main: sumView(working.figure, link),
      making: working.making.map((each) => sumView(each, link)),
      baseline: baseline && { ...baseline, price: show(baseline.unit_price, 'price') },
      // The row holds what is of all schools; whoever is let in for some sees which one it is.
      line: {
        ...line,
        href: mayOpen(callerOf(request), '/workings/lines/:line') ? line.href : null,
      },
      notes,
      history,
    });
  });

  app.get('/workings/lines/:line', { schema: lineSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { line: id } = request.params;
    const working = await explainLine(database, trustId, id, knowledgeIn(request.query));
    if (!working) throw notThere('line', id);
    const link = linkFor(trustId, working.journal);
    const schools = await inTrust(database, trustId, schoolsOf);
    const names = new Map(schools.map((school) => [school.urn, school.name]));
    const { sentence, line, row, file, posted, shares, entries } = writeLineWorking(working, link);
    return showTrustPage(service, { request, reply }, 'workings/views/line.njk', {
      ...frame(trustId, working, request.url),
      title: 'The row of the file',
      ...{ sentence, row, file, posted, shares },
      line: {
        ...line,
        service: `${dayInWords(line.service_from as LocalDate)} to ${dayInWords(line.service_to as LocalDate)}`,
        amounts: `${showAmount(line.net, 'pence')} and ${showAmount(line.vat, 'pence')}`,
      },
      entries: entries.map(({ href, service_month: month, cost, urn }) => ({
        href,
        text: `${monthInWords(month as Month)}, ${names.get(urn) ?? urn}: cost ${showAmount(cost, 'pence')}`,
      })),
    });
  });
};

const linkFor = (trustId: string, journal: number) => (target: Target) =>
  pageOf(trustId, journal, target);

/** What every page of a working has besides its sums. */
function frame(
  trustId: string,
  { journal, ruleVersion }: { readonly journal: number; readonly ruleVersion: string },
  url: string,
): Pick<TrustPage, 'above' | 'source'> {
  const source = { journal, recordedAt: null, ruleVersion, notes: [], api: `/v1${url}` };
  return { above: [{ text: 'Savings', href: `/trusts/${trustId}/savings` }], source };
}

/** A sum as it is set on paper: its numbers under each other, its result below a line. */
function sumView(explanation: Explanation, link: (target: Target) => string) {
  const { sentence, terms, value, unit, oddPenny, rounding } = explanation;
  return {
    sentence,
    terms: terms.map(({ sign, label, value: number, unit: of, target }) => {
      // What is added and below zero is shown as taken away.
      const isTurned = sign === '+' && (number ?? '').startsWith('-');
      return {
        sign: sign === '-' || isTurned ? '−' : sign,
        label,
        value: number === null ? 'not measured' : show(isTurned ? number.slice(1) : number, of),
        href: target && link(target),
      };
    }),
    value: value === null ? 'not known' : show(value, unit),
    isRounded: rounding !== 'none',
    oddPenny: oddPenny === '0.00' ? null : show(oddPenny, 'pounds'),
  };
}

const notThere = (what: 'entry' | 'line', found: string) =>
  new NotThere({ code: `${what}.unknown`, found, message: `There is no ${what} ${found}.` });
