import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { spreadsheetLines } from '../csv/csv-writer.ts';
import { inTrust } from '../database/tenant.ts';
import { asCsvFile, asNdjson, formatOf, writeNdjson } from '../web/accept.ts';
import { problems } from '../web/errors.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, Instant, nullable, oneOf, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { actorKinds, outcomes } from './event.ts';
import { eventsOf, type KeptEvent } from './store.ts';

const Words = (description: string) => Type.String({ description });

const EventDocument = strict(
  {
    id: Id('The event.'),
    at: Instant('When.'),
    who: Words('The name of the person or key, as it was then.'),
    who_kind: oneOf(actorKinds),
    who_id: nullable(Id('The person or key.')),
    action: Words('What was done: the operation of the API, or the command of the terminal.'),
    outcome: oneOf(outcomes, '`tried` left nothing; `taken` was an export.'),
    subject: Words('What it was about.'),
    before: Type.Unknown({ description: 'What was there before, where it was changed.' }),
    after: Type.Unknown({ description: 'What was asked, and what was there then.' }),
    address: nullable(Words('Where from, as the network tells it.')),
    request_id: nullable(Words('By it the event is found in the log.')),
  },
  { description: 'What somebody did, tried, was refused or took away.' },
);

const lines = { schema: Type.String({ description: 'One event a line, without a page.' }) };

const listSchema = {
  operationId: 'listAuditEvents',
  summary: 'Who did what, when and from where',
  description:
    'In the order in which it happened; an event is in the same transaction as what it tells. As CSV or NDJSON the whole record comes.',
  tags: ['access'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    ...pageQuery,
    action: Type.Optional(Type.String({ description: 'Only this act.', maxLength: 100 })),
  }),
  response: {
    200: {
      description: 'Events.',
      content: {
        'application/json': { schema: pageOf(EventDocument) },
        'application/x-ndjson': lines,
        'text/csv': lines,
      },
    },
    ...problems(406),
  },
};

/** An event as it travels. */
export function writeEvent(event: KeptEvent): Static<typeof EventDocument> {
  const { id, at, who, action, outcome, subject, before, after, address } = event;
  return {
    ...{ id, at, who, who_kind: event.whoKind, who_id: event.whoId, action, outcome, subject },
    ...{ before, after, address, request_id: event.requestId },
  };
}

const columns = Object.keys(EventDocument.properties) as (keyof Static<typeof EventDocument>)[];

/** The lines of some events as a spreadsheet takes them. */
export function eventRows(events: readonly KeptEvent[]): string {
  return spreadsheetLines(
    events.map(writeEvent).map((event) =>
      columns.map((name) => {
        const cell = event[name];
        if (cell === null || cell === undefined) return null;
        return typeof cell === 'string' ? cell : JSON.stringify(cell);
      }),
    ),
  );
}

/** The first line of such a table. */
export const eventHeader = () => `\uFEFF${columns.join()}\r\n`;

type Read = (after: string | undefined, limit: number) => Promise<KeptEvent[]>;

/** The whole record some thousands at a time: what was written down never changes. */
async function* allPieces(
  read: Read,
  write: (events: readonly KeptEvent[]) => string,
): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const events = await read(after, 2000);
    if (events.length === 0) return;
    yield write(events);
    after = events.at(-1)?.id;
  }
}

async function* withHeader(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  yield eventHeader();
  yield* pieces;
}

/** Sends the whole record as a file for a spreadsheet. */
export function sendRecord(reply: FastifyReply, read: Read): FastifyReply {
  return asCsvFile(reply, 'audit').send(Readable.from(withHeader(allPieces(read, eventRows))));
}

/** The record of who did what, for auditors and administrators. */
export const auditRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/audit', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const format = formatOf(request, ['json', 'csv', 'ndjson']);
    const page = readPage(request.query);
    const { action } = request.query;
    const read: Read = (after, limit) =>
      inTrust(database, trustId, (tenant) => eventsOf(tenant, { action, after, limit }));
    if (format === 'ndjson') {
      const pieces = allPieces(read, (events) => writeNdjson(events.map(writeEvent)));
      return asNdjson(reply).send(Readable.from(pieces));
    }
    if (format === 'csv') return sendRecord(reply, read);
    const events = await read(idAfter(page), page.limit + 1);
    return writePage(events, page, { key: ({ id }) => id, write: writeEvent });
  });
};
