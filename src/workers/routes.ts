import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { acceptedColumns, ImportResultDocument } from '../confirmations/routes.ts';
import { receiveFile } from '../imports/commands.ts';
import { ImportDocument, ImportId, readImport, StoppedRowDocument } from '../imports/routes.ts';
import { parseMoney } from '../money/money.ts';
import { askerOf, askForRun } from '../runs/commands.ts';
import { pathOf, RunDocument, readRun, workField } from '../runs/routes.ts';
import type { Wish } from '../runs/run.ts';
import { problems } from '../web/errors.ts';
import { type Answer, answerOnce, idempotencyHeader, type Write } from '../web/idempotency.ts';
import { named, Pounds, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { fileBody, takeFiles, withUpload } from '../web/upload.ts';

const startSchema = {
  operationId: 'startRun',
  summary: 'Check or post a received file in the background',
  description:
    'For large files: answers at once, and `Location` says where to ask how far it is. Runs of a trust are done one after the other. The same work asked for again while it is under way is that same run.',
  tags: ['runs'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, import: ImportId }),
  body: strict({
    work: workField,
    all_or_nothing: Type.Optional(
      Type.Boolean({ description: 'Refuse the file if any of its rows cannot be posted.' }),
    ),
    control_total: Type.Optional(Pounds('What the net of the rows has to add up to.')),
  }),
  response: { 202: named(RunDocument), ...problems(409, 422) },
};

const sendSchema = {
  operationId: 'sendFileToRun',
  summary: 'Send a supplier file, and check or post it in the background',
  description:
    'Keeps the file as `POST /imports` does, and answers as soon as it is kept. `import` of the run is its import.',
  tags: ['runs'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  querystring: strict({
    work: workField,
    file: Text("The file's name, by which its supplier is told.", 255),
    supplier: Type.Optional(Text('The supplier, where the name of the file does not tell.')),
    accept_column: acceptedColumns,
  }),
  body: fileBody,
  response: { 202: named(RunDocument), ...problems(409, 413, 415, 422) },
};

/** Queues the work, and answers with its run. */
async function start(
  { database, trustId, person }: Write,
  wish: Omit<Wish, 'askerId' | 'limitMark'>,
): Promise<Answer<Static<typeof RunDocument>>> {
  const { id } = await askForRun(database, trustId, { ...wish, ...askerOf(person) }, person);
  return { status: 202, body: await readRun(database, trustId, { id, now: person.at }) };
}

/** Says in the header where the run is asked after. */
function located(reply: FastifyReply, trustId: string, run: Static<typeof RunDocument>) {
  reply.header('location', pathOf(trustId, run.id));
  return run;
}

/** Requests for work that is done in the background, by whichever service has a worker free. */
export const workRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const documents = [ImportDocument, StoppedRowDocument, ImportResultDocument, RunDocument];
  for (const schema of documents) app.addSchema(schema);
  takeFiles(app);

  const ofStart = { schema: startSchema };
  app.post('/imports/:import/runs', ofStart, async (request, reply) => {
    const { work, all_or_nothing: allOrNothing = false, control_total } = request.body;
    const controlTotal = control_total === undefined ? undefined : parseMoney(control_total);
    const run = await answerOnce(service, { request, reply }, async (write) => {
      const { database, trustId, person } = write;
      const { id } = await readImport(database, trustId, request.params.import, person.limit);
      return start(write, { importId: id, work, allOrNothing, controlTotal });
    });
    return located(reply, request.params.trust, run);
  });

  app.post('/runs', { schema: sendSchema }, async (request, reply) => {
    const { file: name, supplier, work, accept_column: newColumns } = request.query;
    const run = await withUpload(request, service.uploadBytesMax, ({ sha256, open }) =>
      answerOnce(service, { request, reply, content: sha256 }, async (write) => {
        const file = { name, supplier, newColumns, open };
        const { database, trustId, person } = write;
        const { importId } = await receiveFile(database, trustId, file, person);
        return start(write, { importId, work, allOrNothing: false, controlTotal: undefined });
      }),
    );
    return located(reply, request.params.trust, run);
  });
};
