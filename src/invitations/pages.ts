import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { allRoles, roles } from '../access/role.ts';
import { tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { endGrant } from '../people/commands.ts';
import { writeGrant, writeGrants } from '../people/routes.ts';
import { grantsOfTrust } from '../people/store.ts';
import type { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { answerForm } from '../web/form-answer.ts';
import { typedForm } from '../web/page-forms.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { type Invited, invite } from './commands.ts';
import { peopleTable } from './people-table.ts';

const params = strict({ trust: TrustId });
const ofGrant = strict({ trust: TrustId, grant: Id('The role of the person.') });
const listSchema = { hide: true, operationId: 'showPeople', params };
const addSchema = { hide: true, operationId: 'letIn', params, body: typedForm };
const endSchema = { hide: true, operationId: 'endRole', params: ofGrant };
type Typed = Readonly<Record<string, string | undefined>>;
interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Who is let into the trust, the form that lets somebody in, and the buttons that end it. */
export const peoplePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/people', { schema: listSchema }, (request, reply) =>
    showPeople(service, { request, reply }, {}),
  );

  app.post('/people', { schema: addSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const entry = { publicUrl: service.publicUrl(), providers: service.providers };
    let invited: Invited | undefined;
    const answered = await answerForm(service, exchange, {
      field: 'email',
      again: (problem) => showPeople(service, exchange, request.body, problem),
      work: async ({ database, trustId, person }) => {
        const { email = '', name = '', role = '' } = request.body;
        const urns = Object.keys(request.body)
          .filter((field) => field.startsWith('school_'))
          .map((field) => field.replace('school_', ''));
        const asked = { email, name, role, urns };
        const fresh = await invite(database, { trustId, ...person }, asked, entry);
        invited = fresh;
        return { status: 303, body: await writeGrant(database, fresh.grant) };
      },
      leadsTo: () => `/trusts/${request.params.trust}/people`,
    });
    // Sent only once it is saved; whoever gets none has a link sent by "Forgotten your password?".
    if (invited) {
      service.post.send(invited.letter).catch((error) => {
        request.log.error({ err: error }, 'a mail was not sent');
      });
    }
    return answered;
  });

  app.post('/people/:grant/end', { schema: endSchema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'email',
      again: (problem) => showPeople(service, exchange, {}, problem),
      work: async ({ database, trustId, person: { by, at } }) => {
        const ended = await endGrant(database, { trustId, id: request.params.grant, at, by });
        return { status: 303, body: await writeGrant(database, ended) };
      },
      leadsTo: () => `/trusts/${request.params.trust}/people`,
    });
  });
};

async function showPeople(service: Service, exchange: Exchange, typed: Typed, problem?: Problem) {
  const { trustId, by } = callerOf(exchange.request);
  const { database } = service;
  const schools = await inTrust(database, trustId, schoolsOf);
  const names = new Map(schools.map(({ urn, name }) => [urn, name]));
  const people = await writeGrants(database, trustId, await grantsOfTrust(database, trustId));
  const base = `/trusts/${trustId}/people`;
  return showTrustPage(service, exchange, 'invitations/views/people.njk', {
    title: 'People',
    problem,
    above: [],
    source: null,
    path: base,
    table: tableView(peopleTable(people, names), 'pence'),
    people: people
      .filter(({ name }) => name !== by)
      .map(({ id, name }) => ({ name, path: `${base}/${id}/end` })),
    roles: allRoles.map((value) => ({ value, text: roles[value].title })),
    schools: schools.map(({ urn, name }) => {
      const id = `school_${urn}`;
      return { id, text: name, isChosen: typed[id] === 'yes' };
    }),
    typed: { email: typed.email ?? '', name: typed.name ?? '', role: typed.role ?? '' },
  });
}
