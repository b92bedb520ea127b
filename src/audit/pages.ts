import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { sendRecord } from './routes.ts';
import { eventsOf } from './store.ts';

const action = Type.Optional(Type.String({ maxLength: 100 }));
const params = strict({ trust: TrustId });
const showSchema = {
  hide: true,
  operationId: 'showAudit',
  params,
  querystring: strict({ action, before: Type.Optional(Id('Those before this event.')) }),
};
const fileSchema = {
  hide: true,
  operationId: 'takeAudit',
  params,
  querystring: strict({ action }),
};
const onePage = 50;

/** Who did what, when and from where, the newest first; and the whole record as a file. */
export const auditPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/audit', { schema: showSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { action: typed = '', before } = request.query;
    const asked = { action: typed.trim() || undefined, newestBefore: { id: before } };
    const found = await inTrust(database, trustId, (tenant) =>
      eventsOf(tenant, { ...asked, limit: onePage + 1 }),
    );
    const events = found.slice(0, onePage);
    const path = `/trusts/${trustId}/audit`;
    const query = (more: Record<string, string>) =>
      `?${new URLSearchParams({ ...(asked.action && { action: asked.action }), ...more })}`;
    const last = events.at(-1);
    return showTrustPage(service, { request, reply }, 'audit/views/audit.njk', {
      title: 'Who did what',
      above: [],
      source: null,
      path,
      typed,
      events: events.map(({ at, who, action: act, outcome, subject, before: was, after }) => ({
        at: `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
        ...{ who, act, outcome, subject },
        before: was === null ? '' : inShort(was),
        after: after === null ? '' : inShort(after),
      })),
      file: `${path}/file${query({})}`,
      next: found.length > onePage && last ? `${path}${query({ before: last.id })}` : null,
    });
  });

  app.get('/audit/file', { schema: fileSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const asked = { action: request.query.action?.trim() || undefined };
    return sendRecord(reply, (after, limit) =>
      inTrust(database, trustId, (tenant) => eventsOf(tenant, { ...asked, after, limit })),
    );
  });
};

const longest = 400;

/** What is kept of a document, as far as a row of a page has room; the file has the whole. */
function inShort(document: unknown): string {
  const text = JSON.stringify(document);
  return text.length <= longest ? text : `${text.slice(0, longest)} …`;
}
