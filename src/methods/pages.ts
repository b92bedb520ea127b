import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ruleVersion } from '../ledger/chain.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { methodAt } from './method.ts';

const schema = { hide: true, operationId: 'showMethod', params: strict({ trust: TrustId }) };

/** What each figure means, with an example, on a page to be read in five minutes. */
export const methodPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/method', { schema }, (request, reply) =>
    showTrustPage(service, { request, reply }, 'methods/views/method.njk', {
      title: 'How the figures are made',
      above: [],
      source: null,
      ruleVersion,
      definitions: methodAt(ruleVersion),
    }),
  );
};
