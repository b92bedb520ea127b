import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { calendarOf } from '../renewals/store.ts';
import { boardMeetingFile, schoolHolidayFile } from '../trusts/renewal-file.ts';
import { save } from '../trusts/routes.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, change } from '../web/idempotency.ts';
import { Day, named, strict, Text, TrustId } from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';

const meetings = Type.Array(
  strict({ day: Day('The day.'), name: Text('What it is called, such as Board, spring.', 100) }),
  { maxItems: 500 },
);
const holidays = Type.Array(
  strict({ from: Day('First day.'), to: Day('Last day.'), name: Text('Its name.', 100) }),
  { maxItems: 500 },
);
const CalendarDocument = strict(
  { board_meetings: meetings, school_holidays: holidays },
  { $id: 'TrustCalendar', description: 'When the trust decides, and when schools are closed.' },
);

const ofTrust = strict({ trust: TrustId });

const readCalendarSchema = {
  operationId: 'readTrustCalendar',
  summary: 'Board meetings and school holidays',
  description: 'The days from which the last day to decide about a contract is worked out.',
  tags: ['renewals'],
  params: ofTrust,
  response: { 200: named(CalendarDocument), ...problems() },
};
const putMeetingsSchema = change(
  {
    operationId: 'putBoardMeetings',
    summary: 'Say when the board meets',
    description: 'The whole list, in place of the one before.',
    tags: ['renewals'],
    params: ofTrust,
    body: strict({ board_meetings: meetings }),
  },
  CalendarDocument,
);
const putHolidaysSchema = change(
  {
    operationId: 'putSchoolHolidays',
    summary: 'Say when the schools are closed',
    description: 'The whole list, in place of the one before.',
    tags: ['renewals'],
    params: ofTrust,
    body: strict({ school_holidays: holidays }),
  },
  CalendarDocument,
);

/** When the trust meets and its schools are closed. */
export const trustCalendarRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(CalendarDocument);

  app.get('/calendar', { schema: readCalendarSchema }, (request) =>
    readCalendar(placeOf(request, service)),
  );

  app.put('/calendar/board-meetings', { schema: putMeetingsSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const before = await readCalendar(write);
      const { board_meetings: rows } = request.body;
      await save(write, boardMeetingFile, rows, (column, at) => `board_meetings/${at}/${column}`);
      return { status: 200, body: await readCalendar(write), before };
    }),
  );

  app.put('/calendar/school-holidays', { schema: putHolidaysSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const before = await readCalendar(write);
      const { school_holidays: rows } = request.body;
      await save(write, schoolHolidayFile, rows, (column, at) => `school_holidays/${at}/${column}`);
      return { status: 200, body: await readCalendar(write), before };
    }),
  );
};

async function readCalendar({ database, trustId }: Place) {
  const { meetings: board_meetings, holidays } = await inTrust(database, trustId, calendarOf);
  return {
    board_meetings: board_meetings.map(({ day, name }) => ({ day, name })),
    school_holidays: holidays.map(({ from, to, name }) => ({ from, to, name })),
  };
}
