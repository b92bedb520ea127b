import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { GrantDocument, personFields, Schools, writeGrant } from '../people/routes.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type Invited, invite } from './commands.ts';

const addSchema = {
  operationId: 'letIn',
  summary: 'Let a person in',
  description:
    'A mail says so, with a link to set a password, which works for seven days. An address that is known from another trust is the same person.',
  tags: ['access'],
  params: strict({ trust: TrustId }),
  headers: idempotencyHeader,
  body: strict({ ...personFields, schools: Type.Optional(Schools) }),
  response: { 201: named(GrantDocument), ...problems(409, 422) },
};

/** People are let into a trust by its administrators. */
export const invitationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(GrantDocument);

  app.post('/people', { schema: addSchema }, async (request, reply) => {
    const entry = { publicUrl: service.publicUrl(), providers: service.providers };
    let invited: Invited | undefined;
    const body = await answerOnce(service, { request, reply }, async (write) => {
      const { database, trustId, person } = write;
      const { schools: urns, ...asked } = request.body;
      const fresh = await invite(database, { trustId, ...person }, { ...asked, urns }, entry);
      invited = fresh;
      return { status: 201, body: await writeGrant(database, fresh.grant) };
    });
    // Sent only once it is saved; whoever gets none has a link sent by "Forgotten your password?".
    if (invited) {
      service.post.send(invited.letter).catch((error) => {
        request.log.error({ err: error }, 'a mail was not sent');
      });
    }
    return body;
  });
};
