import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseIsoDate } from '../calendar/local-date.ts';
import { tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { answerForm } from '../web/form-answer.ts';
import { onlyProblem, typedForm } from '../web/page-forms.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { endKey, openKeys } from './commands.ts';
import { keysTable, scopeWords } from './key-table.ts';
import { keyScopes } from './role.ts';
import { giveKey, writeKey } from './routes.ts';

const params = strict({ trust: TrustId });
const ofKey = strict({ trust: TrustId, key: Id('The key.') });
const listSchema = { hide: true, operationId: 'showKeys', params };
const addSchema = { hide: true, operationId: 'addKey', params, body: typedForm };
const endSchema = { hide: true, operationId: 'endKey', params: ofKey };
type Typed = Readonly<Record<string, string | undefined>>;
interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Keys for programs: given out, shown this once, and ended. */
export const keyPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/keys', { schema: listSchema }, (request, reply) =>
    showKeys(service, { request, reply }, {}),
  );

  // Answered at once: a key that an address could show again would be no secret.
  app.post('/keys', { schema: addSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const typed = request.body;
    const given = await give(service, request, typed).catch(onlyProblem);
    return given instanceof Problem
      ? showKeys(service, exchange, { typed, problem: given })
      : showKeys(service, exchange, { key: given.key, name: typed.name });
  });

  app.post('/keys/:key/end', { schema: endSchema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'name',
      again: (problem) => showKeys(service, exchange, { problem }),
      work: async ({ database, trustId, person }) => {
        const ended = await endKey(database, { trustId, id: request.params.key, at: person.at });
        return { status: 303, body: writeKey(ended, new Map()) };
      },
      leadsTo: () => `/trusts/${request.params.trust}/keys`,
    });
  });
};

/** Gives the key out that a form asks for; all that is missing is told at once. */
async function give(service: Service, request: FastifyRequest, typed: Typed) {
  const scopes = keyScopes.filter((scope) => typed[`scope_${scope}`] === 'yes');
  const day = parseIsoDate((typed.expires_on ?? '').trim());
  const chosen = Object.keys(typed).filter((field) => /^school_/.test(field));
  const faults = [
    ...((typed.name ?? '').trim() ? [] : [['name', 'Name the program or person that uses it.']]),
    ...(scopes.length > 0 ? [] : [['scopes', 'Choose what it opens.']]),
    ...(day ? [] : [['expires_on', 'Name the last day on which it works.']]),
  ].map(([column = '', message = '']) => ({
    code: 'request.unreadable' as const,
    column,
    message,
  }));
  if (faults.length > 0) throw new Problem(faults);
  return giveKey(service, request, {
    name: typed.name ?? '',
    scopes,
    urns: chosen.map((field) => field.replace('school_', '')),
    expiresAt: `${day}T23:59:59.000Z`,
  });
}

interface Shown {
  readonly typed?: Typed;
  readonly problem?: Problem;
  /** A key that was just given out, and its name. */
  readonly key?: string;
  readonly name?: string | undefined;
}

async function showKeys(
  { ...service }: Service,
  exchange: Exchange,
  { typed = {}, problem, key, name }: Shown,
) {
  const { trustId } = callerOf(exchange.request);
  const schools = await inTrust(service.database, trustId, schoolsOf);
  const names = new Map(schools.map((school) => [school.id, school.name]));
  const keys = (await openKeys(service.database, trustId, service.now())).map((each) =>
    writeKey(each, names),
  );
  const base = `/trusts/${trustId}/keys`;
  return showTrustPage(service, exchange, 'access/views/keys.njk', {
    title: 'Keys for programs',
    problem,
    above: [],
    source: null,
    path: base,
    given: key ? { key, name: name ?? '' } : null,
    table: keys.length === 0 ? null : tableView(keysTable(keys), 'pence'),
    keys: keys.map((each) => ({ name: each.name, path: `${base}/${each.id}/end` })),
    scopes: keyScopes.map((scope) => {
      return {
        id: `scope_${scope}`,
        text: scopeWords[scope] ?? scope,
        isChosen: typed[`scope_${scope}`] === 'yes',
      };
    }),
    schools: schools.map((school) => {
      const id = `school_${school.urn}`;
      return { id, text: school.name, isChosen: typed[id] === 'yes' };
    }),
    typed: { name: typed.name ?? '', expires_on: typed.expires_on ?? '' },
  });
}
