import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { Limit } from '../limits/limit.ts';
import { type ProblemCode, problemCodes } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems, Refused } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { idAfter, numberAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Id,
  Instant,
  named,
  nullable,
  oneOf,
  Pounds,
  strict,
  TrustId,
  tallies,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { importWithin, stoppedWithin } from './commands.ts';
import { type ImportRecord, importStates, writeStopped, writeTallies } from './import.ts';
import { discardImport, importsOf } from './store.ts';

export const ImportId = Id('The id of the import.');

/** What is said of every import, whatever has become of it. */
export const importFields = {
  id: ImportId,
  state: oneOf(importStates, 'Only the good rows of a posted import count.'),
  file: Type.String({ description: "The file's name." }),
  sha256: Type.String({ description: 'The SHA-256 of the file as it came.' }),
  profile_version_id: Id('The version of the profile that it is read with.'),
  received_at: Instant('When it came.'),
  received_by: Type.String({ description: 'The name of the key that brought it.' }),
  posted_by_journal: nullable(Type.Integer({ description: 'The journal that posted it first.' })),
  ...tallies,
};

/** An import as the API shows it. */
export const ImportDocument = strict(importFields, {
  $id: 'Import',
  description: "One arrival of one supplier's file, and what became of its rows and pounds.",
});

/** A row that is not posted, and why. */
export const StoppedRowDocument = strict(
  {
    row: Type.Integer({ description: 'Row of the file, counted from 1.' }),
    state: oneOf(['held', 'refused'] as const),
    net: Pounds('What it would have counted; 0.00 where that cannot be read.'),
    code: oneOf(Object.keys(problemCodes) as ProblemCode[]),
    message: Type.String(),
    column: nullable(Type.String()),
    found: nullable(Type.String()),
    remedy: nullable(Type.String()),
    waits_for: nullable(Type.String({ description: 'The document that a credit waits for.' })),
  },
  { $id: 'StoppedRow', description: 'A row that is not posted, and why.' },
);

export function writeImport(record: ImportRecord): Static<typeof ImportDocument> {
  return {
    id: record.id,
    state: record.state,
    file: record.file,
    sha256: record.sha256,
    profile_version_id: record.profileId,
    received_at: record.receivedAt,
    received_by: record.receivedBy,
    posted_by_journal: record.journalNumber,
    ...writeTallies(record),
  };
}

/** An import by its id, as it is now; within a limit there are only those that its key brought. */
export async function readImport(
  database: Database,
  trustId: string,
  id: string,
  limit?: Limit,
): Promise<ImportRecord> {
  const asked = { id, limitedKeyId: limit?.holderId };
  const [record] = await inTrust(database, trustId, (tenant) => importsOf(tenant, asked));
  if (record) return record;
  throw new NotThere({ code: 'import.unknown', found: id, message: `There is no import ${id}.` });
}

const listSchema = {
  operationId: 'listImports',
  summary: 'The imports of the trust',
  description: 'Every file that came, in the order of arrival.',
  tags: ['imports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({ ...pageQuery, state: Type.Optional(oneOf(importStates)) }),
  response: { 200: pageOf(named(ImportDocument)), 304: notModified, ...problems() },
};

const readSchema = {
  operationId: 'readImport',
  summary: 'One import',
  description: 'What happened to the rows and pounds of a file.',
  tags: ['imports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId, import: ImportId }),
  response: { 200: named(ImportDocument), 304: notModified, ...problems() },
};

const rowsSchema = {
  operationId: 'listStoppedRows',
  summary: 'The rows that are not posted',
  description:
    'Held and refused rows of a posted import with their reasons. Those of a file that is only received are in its check.',
  tags: ['imports'],
  params: strict({ trust: TrustId, import: ImportId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(StoppedRowDocument)), ...problems() },
};

const discardSchema = {
  operationId: 'discardImport',
  summary: 'Forget a received file',
  description: 'Deletes a file that was checked and not confirmed. A posted one is undone instead.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, import: ImportId }),
  response: { 204: { description: 'It is gone.', type: 'null' }, ...problems(409, 422) },
};

export const importRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  app.addSchema(ImportDocument);
  app.addSchema(StoppedRowDocument);

  app.get('/imports', { schema: listSchema }, async (request, reply) => {
    const page = readPage(request.query);
    const { trustId, limit } = callerOf(request);
    const { state } = request.query;
    const limitedKeyId = limit?.holderId;
    const filter = { state, limitedKeyId, after: idAfter(page), limit: page.limit + 1 };
    const found = await inTrust(database, trustId, async (tenant) => {
      const seen: ImportRecord[] = [];
      for (const record of await importsOf(tenant, filter)) {
        seen.push(await importWithin(tenant, record, limit));
      }
      return seen;
    });
    if (isKnown(request, reply, found.map(stamp))) return reply.code(304).send();
    return writePage(found, page, { key: ({ id }) => id, write: writeImport });
  });

  const ofImport = { schema: readSchema };
  app.get('/imports/:import', ofImport, async (request, reply) => {
    const { trustId, limit } = callerOf(request);
    const whole = await readImport(database, trustId, request.params.import, limit);
    const record = await inTrust(database, trustId, (tenant) => importWithin(tenant, whole, limit));
    if (isKnown(request, reply, [stamp(record)])) return reply.code(304).send();
    return writeImport(record);
  });

  const ofRows = { schema: rowsSchema };
  app.get('/imports/:import/rows', ofRows, async (request) => {
    const { trustId, limit } = callerOf(request);
    const page = readPage(request.query);
    const { id } = await readImport(database, trustId, request.params.import, limit);
    const asked = { after: numberAfter(page), limit: page.limit + 1 };
    const rows = await inTrust(database, trustId, (tenant) =>
      stoppedWithin(tenant, id, limit, asked),
    );
    return writePage(rows, page, { key: ({ row }) => row, write: writeStopped });
  });

  const ofDiscarded = { schema: discardSchema };
  app.delete('/imports/:import', ofDiscarded, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person: { limit } }) => {
      const record = await readImport(database, trustId, request.params.import, limit);
      if (record.state !== 'received') throw notDiscarded(record);
      await inTrust(database, trustId, (tenant) => discardImport(tenant, record.id));
      return { status: 204, body: null };
    }),
  );
};

/** All of an import that can change. */
const stamp = ({ id, state, rows, net }: ImportRecord) => JSON.stringify([id, state, rows, net]);

function notDiscarded({ file, state }: ImportRecord): Refused {
  return new Refused(409, {
    code: 'import.unknown',
    message: `${file} is ${state}; only a file that waits to be confirmed can be forgotten.`,
    remedy:
      state === 'posted'
        ? 'Undo the import to take back what it posted.'
        : 'Nothing of it counts, so nothing is to do.',
  });
}
