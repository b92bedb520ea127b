import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { JournalNumber, readJournal } from '../ledger/routes.ts';
import { headOf } from '../ledger/store.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { asNdjson, type Format, formatOf, sendCsv, writeNdjson } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Day, Id, MonthText, nullable, Pounds, strict, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type KnownReport, reportSavings } from './commands.ts';
import { readKnowledge } from './knowledge.ts';
import { csvRows, reportDocument, rowsAlone } from './layout.ts';
import { type Dimension, dimensions, placesOf } from './report.ts';
import { entriesOfJournal, type TracedEntry } from './store.ts';
import { readWindow } from './window.ts';

const word = `(${dimensions.join('|')})`;
const lines = { schema: Type.String({ description: 'One JSON object to a line.' }) };

/** A row names its places first; its measures are amounts as text, and null where unknown. */
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
  rows: Type.Array(ReportRowDocument),
  total: ReportRowDocument,
  adjustments: Type.Array(ReportRowDocument, {
    description: 'What the rows hold that became known after its month was closed.',
  }),
});

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
    from: Type.Optional(
      Type.String({ description: 'First service month.', examples: ['2025-09'] }),
    ),
    to: Type.Optional(Type.String({ description: 'Last service month.', examples: ['2026-08'] })),
    as_known_at: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 999_999_999, description: 'Only what was known then.' }),
    ),
    as_known_on: Type.Optional(
      Day('Only what was known at the end of that day in London; not with `as_known_at`.'),
    ),
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

const EntryDocument = strict({
  id: Id('The entry.'),
  import: Id('The import that brought its line.'),
  row: Type.Integer({ description: 'The row of the file that it comes from.' }),
  urn: Urn,
  contract: Type.String(),
  item: Type.String(),
  class: Type.String(),
  service_month: MonthText('The month of the service.'),
  booked_month: MonthText('The month whose books carry it.'),
  baseline: nullable(Id('The baseline version that it is measured by.')),
  quantity: Type.String(),
  cost: Pounds('Net plus irrecoverable VAT.'),
  baseline_cost: nullable(Pounds('What the same would have cost before.')),
  indexed_cost: nullable(Pounds('The same at indexed prices.')),
  is_sustained: Type.Boolean(),
  reverses: nullable(Id('The entry that this one takes back.')),
});

const entriesSchema = {
  operationId: 'listEntries',
  summary: 'The entries of a journal',
  description: 'What a journal added, in the order of posting; in pages, or all of it as NDJSON.',
  tags: ['ledger'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId, journal: JournalNumber }),
  querystring: strict(pageQuery),
  response: {
    200: {
      description: 'The entries.',
      content: {
        'application/json': { schema: pageOf(EntryDocument) },
        'application/x-ndjson': lines,
      },
    },
    304: notModified,
    ...problems(406),
  },
};

function writeEntry(entry: TracedEntry): Static<typeof EntryDocument> {
  const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
  return {
    id: entry.id,
    import: entry.importId,
    row: entry.row,
    urn: entry.urn,
    contract: entry.contract,
    item: entry.item,
    class: entry.entryClass,
    service_month: entry.serviceMonth,
    booked_month: entry.bookedMonth,
    baseline: entry.baselineId,
    quantity: entry.quantity,
    cost: formatMoney(entry.cost),
    baseline_cost: write(entry.baselineCost),
    indexed_cost: write(entry.indexedCost),
    is_sustained: entry.isSustained,
    reverses: entry.reversesEntryId,
  };
}

export const reportRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database }) => {
  app.get('/savings', { schema: savingsSchema }, async (request, reply) => {
    const { trustId, trustName } = callerOf(request);
    const format = formatOf(request, ['json', 'csv', 'ndjson']);
    const { by: cut = 'school', from, to, as_known_at: at, as_known_on: on } = request.query;
    const by = cut.split(',') as Dimension[];
    const asked = { by, window: readWindow(from, to), ...readKnowledge(at, on) };
    const { hash } = await inTrust(database, trustId, headOf);
    if (isKnown(request, reply, [hash, trustName, format])) return reply.code(304).send();
    return sendReport(reply, format, await reportSavings(database, trustId, asked), by);
  });

  app.get('/journals/:journal/entries', { schema: entriesSchema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const format = formatOf(request, ['json', 'ndjson']);
    const { number, hash } = await readJournal(database, trustId, request.params.journal);
    if (isKnown(request, reply, [hash, format])) return reply.code(304).send();
    const page = readPage(request.query);
    const read = (after: string | undefined, limit: number) =>
      inTrust(database, trustId, (tenant) =>
        entriesOfJournal(tenant, { journal: number, after, limit }),
      );
    if (format === 'ndjson') return asNdjson(reply).send(Readable.from(allLines(read)));
    const entries = await read(idAfter(page), page.limit + 1);
    return writePage(entries, page, { key: ({ id }) => id, write: writeEntry });
  });
};

/**
 * The lines of all entries, some thousands at a time. A journal never changes, so no transaction
 * need be held open for a slow reader.
 */
async function* allLines(
  read: (after: string | undefined, limit: number) => Promise<TracedEntry[]>,
): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const entries = await read(after, 5000);
    if (entries.length === 0) return;
    yield writeNdjson(entries.map(writeEntry));
    after = entries.at(-1)?.id;
  }
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
