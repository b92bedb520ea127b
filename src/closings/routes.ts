import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Month } from '../calendar/period.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { acts, type PeriodAct, periodStates } from '../periods/period-act.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Instant,
  MonthText,
  named,
  nullable,
  oneOf,
  Pounds,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import {
  type Acting,
  actOnPeriod,
  checkPeriod,
  listPeriods,
  type PeriodView,
  viewPeriod,
} from './commands.ts';
import type { PeriodOverview } from './period-overview.ts';

const periodFields = {
  month: MonthText('The service month.'),
  state: oneOf(periodStates, 'A closed month takes no figures; a reopened one does again.'),
  cost: Pounds('What the recurring service cost.'),
  not_measured_cost: Pounds('How much of that has no approved baseline.'),
  cash_saving: nullable(Pounds('Null where nothing is measured.')),
  avoidance: nullable(Pounds('Beside the cash saving, never added to it.')),
  net_saving: Pounds('Cash saving less one-off costs plus rebates.'),
  booked_later: Type.Array(
    strict({
      booked_month: MonthText('The month whose books carry it.'),
      net_saving: Pounds('What of the net saving stands there.'),
    }),
    { description: 'What became known while the month was closed; the figures include it.' },
  ),
  acts: Type.Array(
    strict({
      act: oneOf(acts),
      reason: Type.String({ description: 'Empty where none was asked for.' }),
      at_journal: Type.Integer({ description: 'The newest journal then.' }),
      recorded_at: Instant('When.'),
      recorded_by: Type.String(),
    }),
    { description: 'Every closing and reopening, in order.' },
  ),
};

const PeriodDocument = strict(periodFields, { $id: 'Period', description: 'A service month.' });

const Waiting = (description: string) =>
  strict({ rows: Type.Integer(), net: Pounds('Their net pounds.') }, { description });

const PeriodViewDocument = strict(
  {
    ...periodFields,
    done: Type.Boolean({ description: 'False where it was only looked at or checked.' }),
    journal: Type.Integer({ description: 'The newest journal that the figures know.' }),
    waiting: Waiting('Rows that wait and are of this month, wholly or in part.'),
    waiting_undated: Waiting('Rows that wait and cannot be told to be of any month.'),
    missing: Type.Array(strict({ contract: Type.String(), urn: Urn }), {
      description: 'Who takes part in a contract in this month without any cost there.',
    }),
  },
  { $id: 'PeriodView', description: 'A month with what is not in its figures.' },
);

const writeAct = ({ act, reason, atJournal, at, by }: PeriodAct) => {
  return { act, reason, at_journal: atJournal, recorded_at: at, recorded_by: by };
};

/** A month as it travels. */
export function writePeriod(overview: PeriodOverview): Static<typeof PeriodDocument> {
  const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
  const { month, state, measures, netSaving, bookedLater } = overview;
  return {
    month,
    state,
    cost: formatMoney(measures.cost),
    not_measured_cost: formatMoney(measures.notMeasuredCost),
    cash_saving: write(measures.cashSaving),
    avoidance: write(measures.avoidance),
    net_saving: formatMoney(netSaving),
    booked_later: bookedLater.map((later) => {
      return { booked_month: later.bookedMonth, net_saving: formatMoney(later.netSaving) };
    }),
    acts: overview.acts.map(writeAct),
  };
}

/** A month with what is not in its figures, as it travels. */
export function writePeriodView(
  view: PeriodView,
  isDone: boolean,
): Static<typeof PeriodViewDocument> {
  const { journal, ofMonth, undated, missing } = view;
  return {
    ...writePeriod(view),
    done: isDone,
    journal,
    waiting: { rows: ofMonth.rows, net: formatMoney(ofMonth.net) },
    waiting_undated: { rows: undated.rows, net: formatMoney(undated.net) },
    missing: [...missing],
  };
}

const listSchema = {
  operationId: 'listPeriods',
  summary: 'The service months and whether they are closed',
  description: 'Every month that has figures or was closed, the earliest first, with its history.',
  tags: ['periods'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(PeriodDocument)), 304: notModified, ...problems() },
};

const said = {
  tags: ['periods'],
  params: strict({ trust: TrustId, month: MonthText('The service month.') }),
};
const done = { 200: named(PeriodViewDocument), ...problems(409, 422) };
const readSchema = {
  ...said,
  operationId: 'readPeriod',
  summary: 'One service month',
  description: 'With the rows that wait for it and the figures that have not come.',
  response: { 200: named(PeriodViewDocument), ...problems() },
};
const closeSchema = {
  ...said,
  operationId: 'closePeriod',
  summary: 'Close a month',
  description: 'Later figures for it are booked as adjustments in an open month.',
  headers: idempotencyHeader,
  response: done,
};
const checkClosingSchema = {
  ...said,
  operationId: 'checkClosing',
  summary: 'Check what closing a month means',
  description: 'Answers what is not in its figures; nothing is closed.',
  response: done,
};
const body = strict({ reason: Text('Why the month is opened again.', 500) });
const reopenSchema = {
  ...said,
  operationId: 'reopenPeriod',
  summary: 'Reopen a month',
  description:
    'By another person than the one who closed it. It takes figures again; what was booked in later months stays there.',
  headers: idempotencyHeader,
  body,
  response: done,
};
const checkReopeningSchema = {
  ...said,
  operationId: 'checkReopening',
  summary: 'Check what reopening a month means',
  description: 'Answers what stands in its books and in later ones; nothing is reopened.',
  body,
  response: done,
};

type Asked = FastifyRequest & { params: { month: string } };

export const closingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(PeriodDocument);
  app.addSchema(PeriodViewDocument);
  const { database } = service;

  app.get('/periods', { schema: listSchema }, async (request, reply) => {
    const page = readPage(request.query);
    const own = placeOf(request, service);
    const { journal, periods } = await listPeriods(own.database, own.trustId);
    const count = periods.reduce((sum, { acts: of }) => sum + of.length, 0);
    if (isKnown(request, reply, [journal, count])) return reply.code(304).send();
    const key = ({ month }: PeriodOverview) => month;
    return writePage(entriesAfter(periods, page, key), page, { key, write: writePeriod });
  });

  const monthOf = (request: Asked) => request.params.month as Month;
  app.get('/periods/:month', { schema: readSchema }, async (request) => {
    const view = await viewPeriod(database, callerOf(request).trustId, monthOf(request));
    return writePeriodView(view, false);
  });

  const check = async (request: Asked, acting: Acting) => {
    const { trustId, by } = callerOf(request);
    const person = { by, at: service.now() };
    const view = await checkPeriod(database, trustId, monthOf(request), acting, person);
    return writePeriodView(view, false);
  };
  const act = (request: Asked, reply: FastifyReply, acting: Acting) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { trustId, person } = write;
      const view = await actOnPeriod(write.database, trustId, monthOf(request), acting, person);
      return { status: 200, body: writePeriodView(view, true) };
    });

  const closed: Acting = { act: 'closed' };
  const reopened = (reason: string): Acting => ({ act: 'reopened', reason });
  app.post('/periods/:month/closing/check', { schema: checkClosingSchema }, (request) =>
    check(request, closed),
  );
  app.post('/periods/:month/closing', { schema: closeSchema }, (request, reply) =>
    act(request, reply, closed),
  );
  app.post('/periods/:month/reopening/check', { schema: checkReopeningSchema }, (request) =>
    check(request, reopened(request.body.reason)),
  );
  app.post('/periods/:month/reopening', { schema: reopenSchema }, (request, reply) =>
    act(request, reply, reopened(request.body.reason)),
  );
};
