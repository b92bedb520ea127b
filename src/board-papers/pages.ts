import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { bridgeFigure } from '../bridges/bridge-figure.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Figure } from '../charts/figure.ts';
import { tableView } from '../charts/table.ts';
import { findingOf } from '../overviews/saving-figures.ts';
import { type Links, trustFigures } from '../overviews/trust-figures.ts';
import { Problem } from '../problem.ts';
import { readKnowledge } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { sealReport } from '../seals/commands.ts';
import { sealInWords, whatMoved } from '../seals/seal-words.ts';
import { writeSeal } from '../seals/written.ts';
import { callerOf } from '../web/access.ts';
import { asAttachment, figureViews, sendFigureFile } from '../web/figure-view.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import {
  type Filter,
  filterFields,
  filterQuery,
  filterView,
  inWords,
  readFilter,
} from '../web/page-filter.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { sheetTypeface } from '../web/typeface.ts';
import { pageOf } from '../workings/place.ts';
import { type BoardPaper, boardPaper } from './commands.ts';
import { exceptionsOf } from './exceptions.ts';
import { type PaperText, paperPdf } from './paper-pdf.ts';

const querystring = strict(filterFields);
const params = strict({ trust: TrustId });
const text = Type.Optional(Type.String({ maxLength: 1000 }));
const Form = strict({ title: text, from: text, to: text, as_known_at: text, pence: text });
const showSchema = { hide: true, operationId: 'showBoardReport', params, querystring };
const sealSchema = { hide: true, operationId: 'sealReport', params, body: Form };
const fileSchema = {
  hide: true,
  operationId: 'takeBoardReport',
  querystring,
  params: strict({ trust: TrustId, file: Type.String({ maxLength: 100 }) }),
};
interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
type Query = Parameters<typeof readFilter>[0];

/** The paper for the board, to be printed on two sheets and sealed; and the reports that are sealed. */
export const boardPaperPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/reports/board', { schema: showSchema }, (request, reply) =>
    showPaper(service, { request, reply }, request.query, { title: '' }),
  );

  app.get('/reports/board/files/:file', { schema: fileSchema }, async (request, reply) => {
    const { file } = request.params;
    const found = await read(service, request, request.query);
    const { figures, text } = found;
    if (file === 'board-report.pdf') {
      return asAttachment(reply, file, 'application/pdf').send(paperPdf(text, sheetTypeface()));
    }
    const { trust, months: of } = text;
    const { journal } = found.paper.overview.schools;
    return sendFigureFile(reply, figures, file, { trust, of, journal });
  });

  app.post('/reports/board', { schema: sealSchema }, (request, reply) => {
    const { title = '', from = '', to = '', pence = '' } = request.body;
    const { as_known_at: known = '' } = request.body;
    const exchange = { request, reply };
    const { trustId, kind: whoKind } = callerOf(request);
    const asKnownAt = /^\d{1,9}$/.test(known) ? Number(known) : undefined;
    const asked = { from, to, pence, ...(asKnownAt !== undefined && { as_known_at: asKnownAt }) };
    return answerForm(service, exchange, {
      field: 'title',
      again: (problem) => showPaper(service, exchange, asked, { title, problem }),
      work: async ({ database, person: { by, at } }) => {
        const window = readWindow(from, to);
        const knowledge = readKnowledge(asKnownAt, undefined);
        const cut = ['school'] as const;
        const sealing = { title: readTitle(title), cut, window, ...knowledge, by, whoKind, at };
        return { status: 201, body: writeSeal(await sealReport(database, trustId, sealing)) };
      },
      leadsTo: ({ number }: Static<typeof SealNumber>) =>
        `/trusts/${trustId}/reports/seals/${number}`,
    });
  });
};

const SealNumber = strict({ number: Type.Integer() });

function readTitle(typed: string): string {
  const title = typed.trim();
  if (title !== '' && title.length <= 200) return title;
  throw new Problem({
    code: 'request.unreadable',
    column: 'title',
    found: title,
    message: 'A sealed report needs a title of at most 200 characters.',
    remedy: 'Name the meeting that it is for.',
  });
}

/** The paper under the filter of the address, and its figures. */
async function read(service: Service, request: FastifyRequest, query: Query) {
  const filter = readFilter(query);
  const { database, trustId } = placeOf(request, service);
  const today = service.now().slice(0, 10) as LocalDate;
  const paper = await boardPaper(database, trustId, filter, today);
  const { overview, bridge } = paper;
  const base = `/trusts/${trustId}`;
  const links: Links = {
    working: (place, measure) => {
      const whole = { ...filter.window, ...place };
      return pageOf(trustId, overview.schools.journal, { kind: 'place', measure, place: whole });
    },
    school: (urn) => `${base}/savings/schools/${urn}${filterQuery(filter)}`,
    contract: (each) =>
      `${base}/savings/contracts/${encodeURIComponent(each)}${filterQuery(filter)}`,
  };
  const made = trustFigures(overview, links, filter.exactness);
  const [schools, contracts] = made.figures;
  const steps = bridgeFigure(bridge, filter.exactness);
  const figures: Figure[] = [
    schools,
    contracts && { ...contracts, svg: null, summary: withoutBars },
    steps,
  ].filter((each) => each !== undefined);
  const address = `${service.publicUrl()}${base}/reports/board${filterQuery(filter, { as_known_at: String(overview.schools.journal), as_known_on: undefined })}`;
  const trust = callerOf(request).trustName;
  const text = paperText(paper, { trust, filter, made, figures, address });
  return { filter, paper, figures, text, base };
}

const withoutBars = 'Net saving is cash saved, less one-off costs, plus rebates.';

interface Made {
  readonly trust: string;
  readonly filter: Filter;
  readonly made: ReturnType<typeof trustFigures>;
  readonly figures: readonly Figure[];
  readonly address: string;
}

/** What the paper says, on the page and on the sheets alike. */
function paperText(
  { overview, decisions, disputing, last, hash }: BoardPaper,
  { trust, filter, made, figures, address }: Made,
): PaperText {
  const { schools, contracts, places, titles } = overview;
  const found = findingOf(
    'school',
    schools.rows.map((values) => ({ values })),
  );
  const coverage = schools.total.coverage_percent ?? null;
  const measured = coverage === null ? 'Nothing' : `${coverage}%`;
  const total = { ...contracts.total, ...contracts.totalCompleteness };
  const facts = { places: places.rows, names: schools.names, titles, schools: schools.rows };
  const moved = last ? whatMoved(last.changes) : [];
  const unmoved = last
    ? 'No saving of its months has changed since.'
    : 'No paper was sealed before this one.';
  return {
    trust,
    title: 'Board report',
    months: inWords(filter),
    decisions,
    finding: `${found}. ${measured} of what was paid is measured.`,
    headline: [...made.realised, made.avoided, ...(made.forecast ? [made.forecast] : [])],
    tables: figures.map(({ finding, table }) => {
      return { finding, table: tableView(table, filter.exactness) };
    }),
    exceptions: exceptionsOf({ ...facts, total, decisions: [], disputing }, filter.exactness),
    changes: [...(last ? [sealInWords(last.seal)] : []), ...(moved.length > 0 ? moved : [unmoved])],
    method: `Worked out from suppliers' invoices against what each school paid before, net of VAT and with the VAT that a school cannot get back; rules of ${schools.ruleVersion}.`,
    foot: [`Journal ${schools.journal}, hash ${hash || 'of nothing yet'}`, address],
    recordedAt: overview.recordedAt,
  };
}

async function showPaper(
  service: Service,
  exchange: Exchange,
  query: Query,
  { title: typed, problem }: { readonly title: string; readonly problem?: Problem },
) {
  const { request } = exchange;
  const { filter, paper, figures, text, base } = await read(service, request, query);
  const { trust: _, ...words } = text;
  const { schools, allMonths } = paper.overview;
  const path = `${base}/reports/board`;
  return showTrustPage(service, exchange, 'board-papers/views/paper.njk', {
    ...words,
    problem: problem ?? filter.problem,
    above: [],
    source: null,
    filter: filterView(filter, path, allMonths),
    figures: figureViews(figures, filter.exactness, {
      files: `${path}/files`,
      query: filterQuery(filter),
    }),
    last: paper.last && `${base}/reports/seals/${paper.last.seal.number}`,
    methodPage: `${base}/method`,
    pdf: `${path}/files/board-report.pdf${filterQuery(filter)}`,
    seal: {
      may: mayOpen(callerOf(request), '/reports/board', 'POST') && schools.journal > 0,
      path,
      typed,
      ...{ from: filter.window.from ?? '', to: filter.window.to ?? '' },
      journal: schools.journal,
      pence: filter.exactness === 'pence' ? 'yes' : '',
    },
    seals: `${base}/reports/seals`,
  });
}
