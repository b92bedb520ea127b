import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { JournalNumber, readJournal } from '../ledger/routes.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { asNdjson, formatOf, writeNdjson } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, MonthText, nullable, Pounds, strict, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { entriesOfJournal, type TracedEntry } from './store.ts';

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
        'application/x-ndjson': {
          schema: Type.String({ description: 'One JSON object to a line.' }),
        },
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

export const tracingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
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
