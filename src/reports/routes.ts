import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { inTrust } from '../database/tenant.ts';
import { newestJournal } from '../ledger/commands.ts';
import type { ExpectedMonth } from '../watch/expected-months.ts';
import { asNdjson, type Format, formatOf, sendCsv, writeNdjson } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, notModified } from '../web/etag.ts';
import { isAnswered } from '../web/kept-answers.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  knowledgeQuery,
  MonthText,
  nullable,
  oneOf,
  strict,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { type LinkedFigure, workingLinks } from '../web/working-links.ts';
import { type KnownReport, missingInvoices, reportSavings } from './commands.ts';
import { yearAsked, yearOwners } from './financial-year.ts';
import { knowledgeIn } from './knowledge.ts';
import { csvRows, reportDocument, rowsAlone } from './layout.ts';
import { type Dimension, dimensions, placesOf } from './report.ts';
import { readWindow, type Window } from './window.ts';

const word = `(${dimensions.join('|')})`;
const lines = { schema: Type.String({ description: 'One JSON object to a line.' }) };

/** A row names its places first; its measures are amounts as text, and null where unknown. */
/** The year that was asked for. */
const YearDocument = strict(
  {
    year: Type.Integer({ description: 'The calendar year in which it begins.' }),
    of: oneOf(yearOwners, 'Whose year it is.'),
    windows: Type.Array(
      strict({
        urn: nullable(Urn),
        contract: nullable(Type.String()),
        from: MonthText('First service month.'),
        to: MonthText('Last service month.'),
        months: Type.Integer({ description: 'Other than twelve where the year changed.' }),
      }),
      { description: 'Which months that is, for each school or contract or for all.' },
    ),
    is_mixed: Type.Boolean({ description: 'Whether the total adds different windows.' }),
    note: nullable(Type.String({ description: 'The same in words.' })),
  },
  { description: 'Only there if a year was asked for.' },
);

const ReportRowDocument = Type.Unsafe<Record<string, string | null>>({
  type: 'object',
  description: 'A place with its measures; pounds, quantities and percentages as text.',
  additionalProperties: { type: ['string', 'null'] },
});

const SavingsDocument = strict({
  trust: Type.String(),
  basis: Type.String({ description: 'What every amount is made of.' }),
  journal: Type.Integer({ minimum: 0, description: 'The newest journal that the report knows.' }),
  rule_version: Type.String({ description: 'The posting rules that its figures follow.' }),
  year: Type.Optional(YearDocument),
  warnings: Type.Array(Type.String(), {
    description: 'What has to be said of the figures, such as that they follow different rules.',
  }),
  rows: Type.Array(ReportRowDocument),
  total: ReportRowDocument,
  adjustments: Type.Array(ReportRowDocument, {
    description: 'What the rows hold that became known after its month was closed.',
  }),
});

const windowEnd = (which: string) =>
  Type.Optional(Type.String({ description: `${which} service month.`, examples: ['2025-09'] }));

const savingsSchema = {
  operationId: 'reportSavings',
  summary: 'The savings of the trust',
  description:
    'Savings, avoidance, one-off costs, rebates and coverage by any cut of schools, contracts, items and months, as known now, at an earlier journal or on a day. Cash and avoidance stand side by side and are not to be added.',
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    by: Type.Optional(
      Type.String({
        description: 'What each row is about, with commas; school if left out.',
        pattern: `^${word}(,${word}){0,3}$`,
        examples: ['school,contract'],
      }),
    ),
    from: windowEnd('First'),
    to: windowEnd('Last'),
    year: Type.Optional(
      Type.Integer({
        minimum: 1900,
        maximum: 2199,
        description: 'In place of months: the calendar year in which the year begins.',
      }),
    ),
    year_of: Type.Optional(
      oneOf(
        yearOwners,
        "Whose year: the trust's (if left out), each school's or contract's own, September to August, or April to March.",
      ),
    ),
    ...knowledgeQuery,
  }),
  response: {
    200: {
      description: 'The report.',
      content: {
        'application/json': { schema: SavingsDocument },
        'text/csv': { schema: Type.String({ description: 'The rows, safe for a spreadsheet.' }) },
        'application/x-ndjson': lines,
      },
    },
    304: notModified,
    ...problems(406),
  },
};

const MissingDocument = strict({
  urn: Urn,
  contract: Type.String(),
  month: MonthText('The month of the service.'),
});

const missingSchema = {
  operationId: 'listMissingInvoices',
  summary: 'Expected invoices that have not come',
  description:
    'A month of a contract in which a school takes part and for which no recurring line has come, though the contract is paid by the month or lines came in most of the months before. Up to the last whole month, unless a later one is named.',
  tags: ['reports'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    ...pageQuery,
    from: windowEnd('First'),
    to: windowEnd('Last'),
    ...knowledgeQuery,
  }),
  response: { 200: pageOf(MissingDocument), ...problems() },
};

export const reportRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const newest = newestJournal(service.database);
  app.get('/savings', { schema: savingsSchema }, async (request, reply) => {
    const { trustName } = callerOf(request);
    const { database, trustId } = placeOf(request, service);
    const format = formatOf(request, ['json', 'csv', 'ndjson']);
    const { by: cut = 'school', from, to } = request.query;
    const by = cut.split(',') as Dimension[];
    const { year: begins, year_of: of } = request.query;
    const year = yearAsked({ year: begins, of, from, to });
    const asked = { by, window: readWindow(from, to), ...knowledgeIn(request.query), year };
    const { hash } = await newest(trustId);
    // Which months a year is hangs on the register as well, which changes without a journal.
    const inYear = year && (await reportSavings(database, trustId, asked));
    const madeFrom = [hash, trustName, format, ...(inYear ? [JSON.stringify(inYear.year)] : [])];
    if (isAnswered(request, reply, madeFrom)) return reply;
    const known = inYear ?? (await reportSavings(database, trustId, asked));
    // The workings of a year are those of its months, which can be others for each school.
    if (!year) reply.header('link', workingLinks(trustId, figuresOf(known, asked.window)));
    return sendReport(reply, format, known, by);
  });

  app.get('/missing-invoices', { schema: missingSchema }, async (request) => {
    const page = readPage(request.query);
    const asked = {
      window: readWindow(request.query.from, request.query.to),
      today: service.now().slice(0, 10) as LocalDate,
      ...knowledgeIn(request.query),
    };
    const missing = await inTrust(service.database, callerOf(request).trustId, (tenant) =>
      missingInvoices(tenant, asked),
    );
    const key = ({ urn, contract, month }: ExpectedMonth) => `${month} ${urn} ${contract}`;
    const sorted = [...missing].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const write = ({ hasCome: _, ...place }: ExpectedMonth) => place;
    return writePage(entriesAfter(sorted, page, key), page, { key, write });
  });
};

function figuresOf({ total, journal }: KnownReport, window: Window): LinkedFigure[] {
  return Object.keys(total).map((title) => ({ title, measure: title, window, journal }));
}

function sendReport(
  reply: FastifyReply,
  format: Format,
  known: KnownReport,
  by: readonly Dimension[],
): FastifyReply {
  if (format === 'csv') return sendCsv(reply, 'savings', csvRows(placesOf(by), known));
  if (format === 'ndjson') return asNdjson(reply).send(writeNdjson(rowsAlone(known)));
  // Written here, byte for byte as the terminal writes it.
  const document = JSON.stringify(reportDocument(known));
  return reply.type('application/json; charset=utf-8').send(document);
}
