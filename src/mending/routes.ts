import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
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

export const mendingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/imports/:import/copy', { schema: copySchema }, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const record = await readImport(service.database, trustId, request.params.import);
    const person = { by, at: service.now() };
    asCsvFile(reply, `${record.file.replace(/\.[^.]*$/, '')} to mend`);
    return sendText(reply, (write) =>
      writeCopyForMending(service.database, trustId, { record, person }, write),
    );
  });
};
