import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { actGroups, actInWords, actionsToldAs, gistOf, outcomeInWords } from './act-words.ts';
import { outcomes } from './event.ts';
import { sendRecord } from './routes.ts';
import { eventsOf, type KeptEvent } from './store.ts';

const chosen = {
  action: Type.Optional(Type.String({ maxLength: 100 })),
  outcome: Type.Optional(Type.String({ maxLength: 20 })),
};
const params = strict({ trust: TrustId });
const showSchema = {
  hide: true,
  operationId: 'showAudit',
  params,
  querystring: strict({ ...chosen, before: Type.Optional(Id('Those before this event.')) }),
};
const fileSchema = {
  hide: true,
  operationId: 'takeAudit',
  params,
  querystring: strict(chosen),
};
const onePage = 50;

type Chosen = Readonly<Record<'action' | 'outcome', string>>;
type Query = { readonly [Field in keyof Chosen]?: string };

/** What is chosen: an act by its words, or by the name under which it is kept. */
const chosenBy = ({ action = '', outcome = '' }: Query): Chosen => {
  return { action: action.trim(), outcome };
};

const asked = ({ action, outcome }: Chosen) => ({
  action: action === '' ? undefined : actionsToldAs(action),
  outcome: outcomes.find((each) => each === outcome),
});

/** Who did what, when and from where, the newest first; and the whole record as a file. */
export const auditPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/audit', { schema: showSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { before, ...query } = request.query;
    const typed = chosenBy(query);
    const found = await inTrust(database, trustId, (tenant) =>
      eventsOf(tenant, { ...asked(typed), newestBefore: { id: before }, limit: onePage + 1 }),
    );
    const path = `/trusts/${trustId}/audit`;
    const filter = Object.entries(typed).filter(([, value]) => value !== '');
    const last = found.slice(0, onePage).at(-1);
    const isMore = found.length > onePage && last;
    const earlier = isMore && new URLSearchParams([...filter, ['before', last.id]]);
    return showTrustPage(service, { request, reply }, 'audit/views/audit.njk', {
      title: 'Who did what',
      above: [],
      source: null,
      path,
      typed,
      groups: actGroups,
      outcomes: outcomes.map((value) => ({ value, text: outcomeInWords[value] })),
      events: found.slice(0, onePage).map(eventView),
      file: `${path}/file?${new URLSearchParams(filter)}`,
      next: earlier ? `${path}?${earlier}` : null,
    });
  });

  app.get('/audit/file', { schema: fileSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const which = asked(chosenBy(request.query));
    return sendRecord(reply, (after, limit) =>
      inTrust(database, trustId, (tenant) => eventsOf(tenant, { ...which, after, limit })),
    );
  });
};

/** An act in words, with what was recorded of it below. */
function eventView({ at, who, address, action, outcome, subject, before, after }: KeptEvent) {
  return {
    at: `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
    who: address === null ? who : `${who}, from ${address}`,
    act: actInWords(action),
    outcome: outcomeInWords[outcome],
    about: outcome === 'read' ? subject : gistOf(after),
    recorded: [
      ...[`Act: ${action}`, `Asked: ${subject}`],
      ...(before === null ? [] : [`Before: ${inShort(before)}`]),
      ...(after === null ? [] : [`After: ${inShort(after)}`]),
    ],
  };
}

const longest = 400;

/** What is kept of a document, as far as a row of a page has room; the file has the whole. */
function inShort(document: unknown): string {
  const text = JSON.stringify(document);
  return text.length <= longest ? text : `${text.slice(0, longest)} …`;
}
