import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Problem } from '../problem.ts';
import { showPage } from '../web/page-view.ts';
import { strict } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { askForLink } from './commands.ts';

const forgotten = 'passwords/views/forgotten.njk';
const title = 'Have a new password sent to you';
const Form = strict({ email: Type.String({ maxLength: 300 }) });

/** Pages for who forgot a password, or never set one. */
export const passwordPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database, post, publicUrl, now } = service;

  app.get('/password/forgotten', { schema: { hide: true } }, (_, reply) =>
    showPage(reply, forgotten, { title, email: '' }),
  );

  const schema = { hide: true, body: Form };
  app.post('/password/forgotten', { schema }, async (request, reply) => {
    const { email } = request.body;
    const asked = { email, from: request.ip, at: now(), publicUrl: publicUrl() };
    try {
      const remaining = await askForLink(database, post, asked);
      // Answered before the mail is sent: how long that takes would tell whether the address is known.
      reply.raw.once('finish', () => {
        remaining().catch((error) => request.log.error({ err: error }, 'a mail was not sent'));
      });
    } catch (problem) {
      if (problem instanceof Problem) {
        return showPage(reply, forgotten, { title, email, problem });
      }
      throw problem;
    }
    return showPage(reply, 'passwords/views/sent.njk', { title: 'Look into your mailbox', email });
  });
};
