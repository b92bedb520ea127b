import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { asDatabaseProblem } from '../database/connect.ts';
import { NotThere, openProblems } from '../web/errors.ts';
import { strict } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { calendarBehind } from './commands.ts';

const feedSchema = {
  operationId: 'readCalendarFeed',
  summary: 'The dates of contracts, as a calendar',
  description:
    'iCalendar (RFC 5545) with whole days and titles of one trust and nothing else. Whoever knows the address may read it, until the feed is ended.',
  tags: ['renewals'],
  security: [],
  params: strict({
    secret: Type.String({ description: 'The private part of the address.', maxLength: 60 }),
  }),
  response: {
    200: {
      description: 'The calendar.',
      content: { 'text/calendar': { schema: Type.String() } },
    },
    ...openProblems(400, 404, 503),
  },
};

/** The address that calendars fetch: it has no key but itself, and so no request to it is logged. */
export const feedRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database, now }) => {
  app.get(
    '/calendars/:secret',
    { schema: feedSchema, logLevel: 'error' },
    async (request, reply) => {
      const secret = request.params.secret.replace(/\.ics$/, '');
      const today = now().slice(0, 10) as LocalDate;
      const text = await calendarBehind(database, secret, today).catch((error) => {
        throw asDatabaseProblem(error);
      });
      if (text === undefined) {
        throw new NotThere({
          code: 'access.denied',
          message: 'There is no such calendar, or it was ended.',
          remedy: 'Ask whoever gave you the address for a new one.',
        });
      }
      reply.header('cache-control', 'private, max-age=3600');
      return reply.type('text/calendar; charset=utf-8').send(text);
    },
  );
};
