import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { changeView } from '../changes/change-view.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import type { Problem } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { answerForm } from '../web/form-answer.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { repostAndTell, whatRepostChanges } from './commands.ts';

const params = strict({ trust: TrustId, import: ImportId });
const askSchema = { hide: true, operationId: 'checkRepost', params };
const body = strict({ reason: Type.Optional(Type.String({ maxLength: 1000 })) });
const repostSchema = { hide: true, operationId: 'repostImport', params, body };
interface Exchange {
  readonly request: FastifyRequest & { params: Static<typeof params> };
  readonly reply: FastifyReply;
}

/** What judging a posted file again by today's register would change, and the button that does it. */
export const repostPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const asked = { schema: askSchema, config: { isTry: true } };
  app.get('/imports/:import/repost', asked, (request, reply) =>
    showRepost(service, { request, reply }),
  );

  app.post('/imports/:import/repost', { schema: repostSchema }, (request, reply) => {
    const exchange = { request, reply };
    const reason = request.body.reason?.trim() || undefined;
    return answerForm(service, exchange, {
      field: 'reason',
      again: (problem) => showRepost(service, exchange, { problem, reason }),
      work: async ({ database, trustId, person }) => {
        const { id } = await readImport(database, trustId, request.params.import);
        const { journal } = await repostAndTell(database, trustId, id, { ...person, reason });
        return { status: 303, body: { import: id, journal } };
      },
      leadsTo: (done) => `/trusts/${request.params.trust}/imports/${done.import}`,
    });
  });
};

async function showRepost(
  service: Service,
  exchange: Exchange,
  { problem, reason = '' }: { problem?: Problem; reason?: string | undefined } = {},
) {
  const { trustId, by } = callerOf(exchange.request);
  const { id, file } = await readImport(service.database, trustId, exchange.request.params.import);
  const person = { by, at: service.now() };
  const change = await whatRepostChanges(service.database, trustId, id, person);
  const base = `/trusts/${trustId}/imports`;
  return showTrustPage(service, exchange, 'reposts/views/repost.njk', {
    title: `Make ${file} again`,
    problem,
    above: [
      { text: 'Import', href: base },
      { text: file, href: `${base}/${id}` },
    ],
    source: null,
    path: `${base}/${id}/repost`,
    reason,
    change: changeView(change),
  });
}
