import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ImportId } from '../imports/routes.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { sendCopy } from './routes.ts';

const schema = {
  hide: true,
  operationId: 'copyImport',
  params: strict({ trust: TrustId, import: ImportId }),
};

/** The copy of a file that a page offers, to be mended and sent again. */
export const mendingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/imports/:import/copy', { schema }, (request, reply) =>
    sendCopy(service, { request, reply }, request.params.import),
  );
};
