import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import { type ShownTable, type ShownTag, showAmount, tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { formatMoney } from '../money/money.ts';
import type { PeriodAct, PeriodState } from '../periods/period-act.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { MonthText, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { type Acting, actOnPeriod, listPeriods, viewPeriod } from './commands.ts';
import type { PeriodOverview } from './period-overview.ts';
import { writePeriodView } from './routes.ts';

const text = Type.Optional(Type.String({ maxLength: 1000 }));
const Form = strict({ act: text, reason: text });
const ofTrust = { hide: true, params: strict({ trust: TrustId }) };
const ofMonth = {
  hide: true,
  params: strict({ trust: TrustId, month: MonthText('The service month.') }),
};
const tags: Readonly<Record<PeriodState, ShownTag>> = {
  open: { text: 'Open', colour: 'blue' },
  closed: { text: 'Closed', colour: 'green' },
  reopened: { text: 'Reopened', colour: 'yellow' },
};

/** The months of service, and one of them with what it leaves out, to be closed or opened again. */
export const closingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const listSchema = { ...ofTrust, operationId: 'showPeriods' };
  app.get('/periods', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { periods } = await listPeriods(database, trustId);
    const mayOpenOne = mayOpen(callerOf(request), '/periods/:month');
    const path = mayOpenOne ? `/trusts/${trustId}/periods` : undefined;
    return showTrustPage(service, { request, reply }, 'closings/views/periods.njk', {
      title: 'Months',
      above: [],
      source: null,
      count: periods.length,
      table: tableView(periodsTable([...periods].reverse(), path), 'pounds'),
    });
  });

  const showSchema = { ...ofMonth, operationId: 'showPeriod' };
  app.get('/periods/:month', { schema: showSchema }, (request, reply) =>
    showMonth(service, { request, reply }, request.params.month as Month, ''),
  );

  const actSchema = { ...ofMonth, operationId: 'actOnPeriod', body: Form };
  app.post('/periods/:month', { schema: actSchema }, (request, reply) => {
    const month = request.params.month as Month;
    const { reason = '' } = request.body;
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: request.body.act === 'reopened' ? 'reason' : 'act',
      again: (problem) => showMonth(service, exchange, month, reason, problem),
      work: async ({ database, trustId, person }) => {
        const acting = readActing(request.body);
        const view = await actOnPeriod(database, trustId, month, acting, person);
        return { status: 200, body: writePeriodView(view, true) };
      },
      leadsTo: () => request.url,
    });
  });
};

function readActing({ act, reason = '' }: { act?: string; reason?: string }): Acting {
  if (act === 'closed') return { act };
  if (act === 'reopened' && reason.trim() !== '') return { act, reason: reason.trim() };
  throw new Problem({
    code: 'request.unreadable',
    column: act === 'reopened' ? 'reason' : 'act',
    message:
      act === 'reopened'
        ? 'A month is opened again with a reason.'
        : 'Say whether the month is closed or opened again.',
  });
}

async function showMonth(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  month: Month,
  reason: string,
  problem?: Problem,
) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const view = await viewPeriod(database, trustId, month);
  const schools = await inTrust(database, trustId, schoolsOf);
  const names = new Map(schools.map(({ urn, name }) => [urn, name]));
  const { state, ofMonth: waiting, undated, missing, bookedLater, acts } = view;
  const say = (amount: Parameters<typeof formatMoney>[0]) =>
    showAmount(formatMoney(amount), 'pence');
  const rows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);
  const period = `/trusts/${trustId}/periods`;
  return showTrustPage(service, exchange, 'closings/views/period.njk', {
    title: monthInWords(month),
    problem,
    above: [{ text: 'Months', href: period }],
    source: null,
    path: `${period}/${month}`,
    tag: tags[state],
    isClosed: state === 'closed',
    mayAct: mayOpen(callerOf(request), '/periods/:month', 'POST'),
    reason,
    figures: [
      ['Paid', say(view.measures.cost)],
      ['Of that not measured', say(view.measures.notMeasuredCost)],
      ['Net saving', say(view.netSaving)],
    ].map(([key, value]) => ({ key, value })),
    leftOut: [
      ...(waiting.rows > 0
        ? [`${rows(waiting.rows)} of this month wait to be settled: ${say(waiting.net)}.`]
        : []),
      ...(undated.rows > 0
        ? [`${rows(undated.rows)} wait whose month cannot be told: ${say(undated.net)}.`]
        : []),
    ],
    missing: missing.map(({ contract, urn }) => `${names.get(urn) ?? urn}, ${contract}`),
    later: bookedLater.map(
      ({ bookedMonth, netSaving }) =>
        `${say(netSaving)} of the net saving stands in the books of ${monthInWords(bookedMonth)}, since it came while this month was closed.`,
    ),
    acts: acts.map(actInWords),
  });
}

const actInWords = ({ act, reason, at, by }: PeriodAct) =>
  `${act === 'closed' ? 'Closed' : 'Reopened'} by ${by} on ${at.slice(0, 10)}${reason ? `: ${reason}` : ''}`;

function periodsTable(periods: readonly PeriodOverview[], path: string | undefined): ShownTable {
  return {
    id: 'periods',
    caption: 'Months of service, the newest first',
    columns: [
      { key: 'name', heading: 'Month', kind: 'text' },
      { key: 'cost', heading: 'Paid, £', kind: 'pounds' },
      { key: 'net_saving', heading: 'Net saving, £', kind: 'saving' },
      { key: 'act', heading: 'Last act', kind: 'text' },
    ],
    rows: periods.map(({ month, state, measures, netSaving, acts }) => {
      const last = acts.at(-1);
      return {
        values: {
          name: monthInWords(month),
          cost: formatMoney(measures.cost),
          net_saving: formatMoney(netSaving),
          act: last ? actInWords(last) : '–',
        },
        href: path && `${path}/${month}`,
        tags: [tags[state]],
      };
    }),
    total: null,
  };
}
