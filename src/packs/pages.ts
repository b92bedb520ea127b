import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { monthInWords } from '../calendar/month-words.ts';
import { monthsFrom } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust, isSeen } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import { monthsWithFigures } from '../reports/store.ts';
import { readWindow } from '../reports/window.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { sendBytes } from '../web/text-stream.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { writeEvidence } from './commands.ts';

const text = Type.Optional(Type.String({ maxLength: 300 }));
const Asked = strict({ urn: text, contract: text, from: text, to: text });
const params = strict({ trust: TrustId });
const showSchema = { hide: true, operationId: 'showEvidence', params };
const packSchema = { hide: true, operationId: 'downloadEvidence', params, querystring: Asked };

/** Where the archive with all that the figures rest on is chosen and taken away. */
export const packPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/evidence', { schema: showSchema }, (request, reply) =>
    showChoice(service, { request, reply }),
  );

  app.get('/evidence/pack', { schema: packSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { urn, contract, from = '', to = '' } = request.query as Static<typeof Asked>;
    const window = readWindow(from, to);
    const { number } = await inTrust(database, trustId, headOf);
    const scope = { urn: urn || undefined, contract: contract || undefined };
    const name = `evidence-${scope.urn ?? 'trust'}-journal-${number}.zip`;
    reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`);
    const asked = { ...scope, window, asKnownAt: undefined };
    return sendBytes(reply, (write) => writeEvidence(database, trustId, asked, write));
  });
};

async function showChoice(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const found = await inTrust(database, trustId, async (tenant) => {
    const months = await monthsWithFigures(tenant);
    const [first, last] = [months[0], months.at(-1)];
    return {
      schools: (await schoolsOf(tenant)).filter(({ id }) => isSeen(tenant, id)),
      contracts: await contractsOf(tenant),
      months: first && last ? monthsFrom(first, last) : [],
    };
  });
  return showTrustPage(service, exchange, 'packs/views/evidence.njk', {
    title: 'Evidence',
    above: [],
    source: null,
    path: `/trusts/${trustId}/evidence/pack`,
    isOfSchools: callerOf(request).limit !== undefined,
    schools: found.schools.map(({ urn, name }) => ({ value: urn, text: name })),
    contracts: found.contracts.map(({ reference, title }) => {
      return { value: reference, text: `${title} (${reference})` };
    }),
    months: found.months.map((month) => ({ value: month, text: monthInWords(month) })),
  });
}
