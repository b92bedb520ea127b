import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ImportId, readImport } from '../imports/routes.ts';
import { asCsvFile } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { sendText } from '../web/text-stream.ts';
import { writeCopyForMending } from './commands.ts';

const copySchema = {
  operationId: 'copyImport',
  summary: 'A copy of the file with the reasons',
  description:
    'All rows of the file as it came, without personal columns, each with its number and why it is not posted or would not be: to mend and send again.',
  tags: ['imports'],
  params: strict({ trust: TrustId, import: ImportId }),
  response: {
    200: {
      description: 'The copy.',
      content: {
        'text/csv': { schema: Type.String({ description: 'The rows, safe for a spreadsheet.' }) },
      },
    },
    ...problems(422),
  },
};

/** Answers with the copy of an import, piece by piece. */
export async function sendCopy(
  { database, now }: Service,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  importId: string,
): Promise<never> {
  const { trustId, by } = callerOf(request);
  const record = await readImport(database, trustId, importId);
  const person = { by, at: now() };
  asCsvFile(reply, `${record.file.replace(/\.[^.]*$/, '')} to mend`);
  const sent = await sendText(reply, (write) =>
    writeCopyForMending(database, trustId, { record, person }, write),
  );
  // The answer is the stream itself, which the document of the route describes as a text.
  return sent as never;
}

export const mendingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/imports/:import/copy', { schema: copySchema }, (request, reply) =>
    sendCopy(service, { request, reply }, request.params.import),
  );
};
