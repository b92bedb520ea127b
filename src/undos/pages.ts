import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { changeView } from '../changes/change-view.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { callerOf } from '../web/access.ts';
import { answerOnce } from '../web/idempotency.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { checkUndo, undoAndTell } from './commands.ts';

const params = strict({ trust: TrustId, import: ImportId });
const askSchema = { hide: true, operationId: 'checkUndo', params };
const body = strict({ reason: Type.Optional(Type.String({ maxLength: 1000 })) });
const undoSchema = { hide: true, operationId: 'undoImport', params, body };

/** What taking an import back would change, and the button that does it. */
export const undoPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const asked = { schema: askSchema, config: { isTry: true } };
  app.get('/imports/:import/undo', asked, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const { id, file } = await readImport(service.database, trustId, request.params.import);
    const person = { by, at: service.now() };
    const change = await checkUndo(service.database, trustId, id, person);
    const base = `/trusts/${trustId}/imports`;
    return showTrustPage(service, { request, reply }, 'undos/views/undo.njk', {
      title: `Take back ${file}`,
      above: [
        { text: 'Import', href: base },
        { text: file, href: `${base}/${id}` },
      ],
      source: null,
      path: `${base}/${id}/undo`,
      change: changeView(change),
    });
  });

  app.post('/imports/:import/undo', { schema: undoSchema }, async (request, reply) => {
    const { import: asked } = request.params;
    const reason = request.body.reason?.trim() || undefined;
    await answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, asked);
      const { journal } = await undoAndTell(database, trustId, id, { ...person, reason });
      return { status: 303, body: { import: id, journal } };
    });
    return reply.redirect(`/trusts/${request.params.trust}/imports/${asked}`, 303);
  });
};
