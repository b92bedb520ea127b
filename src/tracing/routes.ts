import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { JournalNumber, readJournal } from '../ledger/routes.ts';
import { asNdjson, formatOf } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, MonthText, nullable, Pounds, strict, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type EntriesAsked, entryLines, entryText, lastEntryId } from './store.ts';

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

/** How many entries are read at once of all that a journal has. */
const entriesAtOnce = 2000;

export const tracingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  app.get('/journals/:journal/entries', { schema: entriesSchema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const format = formatOf(request, ['json', 'ndjson']);
    const { number, hash } = await readJournal(database, trustId, request.params.journal);
    if (isKnown(request, reply, [hash, format])) return reply.code(304).send();
    const page = readPage(request.query);
    if (format === 'ndjson') {
      const within =
        <T>(ask: (tenant: Tenant, asked: EntriesAsked) => Promise<T>) =>
        (after: string | undefined) =>
          inTrust(database, trustId, (tenant) =>
            ask(tenant, { journal: number, after, limit: entriesAtOnce }),
          );
      const pieces = allLines(within(entryText), within(lastEntryId));
      return asNdjson(reply).send(Readable.from(pieces));
    }
    const found = await inTrust(database, trustId, (tenant) =>
      entryLines(tenant, { journal: number, after: idAfter(page), limit: page.limit + 1 }),
    );
    const { items, next } = writePage(found, page, {
      key: ({ id }) => id,
      write: ({ line }) => line,
    });
    // As the database has written them: to read and write them again took most of the time.
    const document = `{"items":[${items.join()}],"next":${JSON.stringify(next)}}`;
    return reply.type('application/json; charset=utf-8').send(document);
  });
};

/**
 * The lines of all entries, some thousands at a time: the database writes two pieces side by side while others are
 * taken, since writing is what takes the time, and where a piece ends is told at once. A journal never changes, so
 * no transaction need be held open for a slow reader.
 */
async function* allLines(
  textAfter: (after: string | undefined) => Promise<Buffer | undefined>,
  lastAfter: (after: string | undefined) => Promise<string | undefined>,
): AsyncGenerator<Buffer> {
  const coming: Promise<Buffer | undefined>[] = [];
  let [after, isEnd]: [string | undefined, boolean] = [undefined, false];
  for (;;) {
    while (!isEnd && coming.length < 2) {
      const text = textAfter(after);
      // It fails where it is waited for, and nowhere if the caller has gone by then.
      text.catch(() => {});
      coming.push(text);
      after = await lastAfter(after);
      isEnd = after === undefined;
    }
    const text = await coming.shift();
    if (!text) return;
    yield text;
  }
}
