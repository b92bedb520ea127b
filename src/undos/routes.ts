import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ChangeDocument, changeSchemas, writeChange } from '../changes/routes.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { named, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkUndo } from './commands.ts';

const checkSchema = {
  operationId: 'checkUndo',
  summary: 'Check what taking an import back would do',
  description:
    'Answers which rows and pounds would go, which credits of other files would wait again, and what each school would lose.',
  tags: ['imports'],
  params: strict({ trust: TrustId, import: ImportId }),
  response: { 200: named(ChangeDocument), ...problems(409, 422) },
};

export const undoRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of changeSchemas) app.addSchema(schema);

  app.post('/imports/:import/undo/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { id } = await readImport(service.database, trustId, request.params.import);
    const person = { by, at: service.now() };
    return writeChange(await checkUndo(service.database, trustId, id, person), false);
  });
};
