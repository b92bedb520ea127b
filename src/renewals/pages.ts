import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { calendarChart } from '../charts/calendar-chart.ts';
import type { Figure } from '../charts/figure.ts';
import type { ShownTag } from '../charts/table.ts';
import { Problem } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { NotThere } from '../web/errors.ts';
import { figureViews, sendFigureFile } from '../web/figure-view.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { decideContract, listRenewals, type Renewals } from './commands.ts';
import type { RenewalState } from './deadline.ts';
import { type RenewalAct, renewalActs } from './decision.ts';
import type { Renewal } from './renewal.ts';
import { adviceOf, dayInWords, stateInWords } from './words.ts';
import { writeDecided } from './written.ts';

const ofTrust = { hide: true, params: strict({ trust: TrustId }) };
const reference = Type.String({ maxLength: 300 });
const ofContract = { hide: true, params: strict({ trust: TrustId, contract: reference }) };
const ofFile = { hide: true, params: strict({ trust: TrustId, file: reference }) };
const text = Type.Optional(Type.String({ maxLength: 2000 }));
const Form = strict({ act: text, until: text, reason: text });
type Typed = Partial<Static<typeof Form>>;
const months = 18;

/** When contracts end and what has to be decided by when, and the form in which it is decided. */
export const renewalPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const read = async (request: FastifyRequest) => {
    const { database, trustId } = placeOf(request, service);
    return listRenewals(database, trustId, service.now().slice(0, 10) as LocalDate);
  };

  const listSchema = { ...ofTrust, operationId: 'showRenewals' };
  app.get('/renewals', { schema: listSchema }, async (request, reply) => {
    const renewals = await read(request);
    const base = `/trusts/${callerOf(request).trustId}`;
    const files = { files: `${base}/renewals/files`, query: '' };
    return showTrustPage(service, { request, reply }, 'renewals/views/renewals.njk', {
      title: 'Renewals',
      above: [],
      source: null,
      figures: figureViews([calendarFigure(renewals, `${base}/renewals`)], 'pounds', files),
      meetings: byMeeting(renewals).map(({ title, contracts }) => ({
        title,
        contracts: contracts.map(({ contract, state, ...renewal }) => ({
          text: `${contract.title} (${contract.reference})`,
          href: `${base}/renewals/${encodeURIComponent(contract.reference)}`,
          tag: { text: stateInWords[state], colour: colours[state] },
          advice: adviceOf({ contract, state, ...renewal }, renewals.today)[0] ?? '',
        })),
      })),
    });
  });

  const fileSchema = { ...ofFile, operationId: 'takeRenewals' };
  app.get('/renewals/files/:file', { schema: fileSchema }, async (request, reply) => {
    const renewals = await read(request);
    return sendFigureFile(reply, [calendarFigure(renewals, '')], request.params.file, {
      trust: callerOf(request).trustName,
      of: `As the register is on ${dayInWords(renewals.today)}`,
      journal: null,
    });
  });

  app.register(decisionPages, { ...service, prefix: '' });
};

const decisionPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const showSchema = { ...ofContract, operationId: 'showRenewal' };
  app.get('/renewals/:contract', { schema: showSchema }, (request, reply) =>
    showDecision(service, { request, reply }, request.params.contract, {}),
  );

  const decideSchema = { ...ofContract, operationId: 'decideContract', body: Form };
  app.post('/renewals/:contract', { schema: decideSchema }, (request, reply) => {
    const { contract } = request.params;
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: request.body.act === 'snooze' ? 'until' : 'act',
      again: (problem) => showDecision(service, exchange, contract, request.body, problem),
      work: async ({ database, trustId, person }) => {
        const wish = { contract, ...readWish(request.body) };
        const body = writeDecided(await decideContract(database, trustId, wish, person));
        return { status: 201, body, before: body.before };
      },
      leadsTo: () => request.url,
    });
  });
};

/** Reads what was typed; everything that is missing is told at once. */
function readWish({ act: said, until = '', reason = '' }: Typed) {
  const act = renewalActs.find((each) => each === said);
  const isSnooze = act === 'snooze';
  const day = until.trim() === '' ? null : parseIsoDate(until.trim());
  const faults = [
    ...(act ? [] : [['act', 'Choose what becomes of the contract.'] as const]),
    ...(isSnooze && !day ? [['until', 'Name the day until which it rests.'] as const] : []),
    ...(reason.trim() === '' ? [['reason', 'Write why: people ask later.'] as const] : []),
  ];
  if (act && faults.length === 0) {
    return { act, until: isSnooze ? (day ?? null) : null, reason: reason.trim() };
  }
  throw new Problem(
    faults.map(([column, message]) => ({ code: 'request.unreadable' as const, column, message })),
  );
}

const actsInWords: Readonly<Record<RenewalAct, string>> = {
  renew: 'Let it renew, or buy anew',
  extend: 'Extend it by one of its options',
  give_notice: 'Notice is given',
  let_end: 'Let it end',
  snooze: 'Decide later',
};

async function showDecision(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  named: string,
  typed: Typed,
  problem?: Problem,
) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const today = service.now().slice(0, 10) as LocalDate;
  const { renewals } = await listRenewals(database, trustId, today);
  const renewal = renewals.find(({ contract }) => contract.reference === named);
  if (!renewal) {
    const message = `There is no contract "${named}".`;
    throw new NotThere({ code: 'contract.unknown', found: named, message });
  }
  const { contract, state, deadline, current } = renewal;
  const base = `/trusts/${trustId}`;
  const caller = callerOf(request);
  return showTrustPage(service, exchange, 'renewals/views/renewal.njk', {
    title: `What becomes of ${contract.title}`,
    problem,
    above: [{ text: 'Renewals', href: `${base}/renewals` }],
    source: null,
    path: `${base}/renewals/${encodeURIComponent(named)}`,
    contract: { text: named, href: `${base}/contracts/${encodeURIComponent(named)}` },
    tag: { text: stateInWords[state], colour: colours[state] },
    advice: adviceOf(renewal, today),
    days: { endsOn: dayInWords(current.endsOn), noticeBy: dayInWords(deadline.noticeBy) },
    reason: caller.limit ? '' : (current.decision?.reason ?? ''),
    mayDecide: mayOpen(caller, '/renewals/:contract', 'POST'),
    acts: renewalActs.map((value) => ({ value, text: actsInWords[value] })),
    typed: { act: typed.act ?? '', until: typed.until ?? '', reason: typed.reason ?? '' },
  });
}

const colours: Readonly<Record<RenewalState, ShownTag['colour']>> = {
  far: 'grey',
  plan: 'yellow',
  decide: 'yellow',
  overdue: 'red',
  noticed: 'green',
  renewed: 'green',
};

const decisionInWords = ({ current, deadline, state }: Renewal) =>
  current.decision ? stateInWords[state] : `decide by ${dayInWords(deadline.decideBy)}`;

/** What is still to be decided by the meeting, or the day, at which it is. */
function byMeeting({ renewals }: Renewals) {
  const open = renewals.filter(({ current }) => current.decision === null);
  return [...groupedBy(open)].map(([title, contracts]) => ({ title, contracts }));
}

const whenOf = ({ deadline: { meeting, decideBy } }: Renewal) =>
  meeting ? `${dayInWords(decideBy)}, ${meeting.name}` : `By ${dayInWords(decideBy)}`;

function groupedBy(open: readonly Renewal[]) {
  const groups = new Map<string, Renewal[]>();
  for (const renewal of open) {
    groups.set(whenOf(renewal), [...(groups.get(whenOf(renewal)) ?? []), renewal]);
  }
  return groups;
}

/** The eighteen months to come as a picture and a table. */
function calendarFigure({ renewals, today }: Renewals, path: string): Figure {
  const pressing = renewals.filter(({ state }) => ['plan', 'decide', 'overdue'].includes(state));
  const finding =
    pressing.length === 0
      ? 'No contract has to be decided in the next three months'
      : `${pressing.length} ${pressing.length === 1 ? 'contract has' : 'contracts have'} to be decided now or in the next three months`;
  const rows = renewals.map((renewal) => ({
    label: renewal.contract.title,
    text: decisionInWords(renewal),
    until: renewal.current.endsOn,
    decideBy: renewal.deadline.decideBy,
    noticeBy: renewal.deadline.noticeBy,
    isDecided: renewal.current.decision !== null,
  }));
  const summary = `${months} months from today: ${rows.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`;
  const head = { id: 'calendar', title: finding, summary };
  return {
    id: 'calendar',
    finding,
    summary: `The bars last as long as the contracts, over ${months} months from today. The thick orange mark is the day to decide by, the thin one behind it the last day for notice.`,
    svg: rows.length === 0 ? null : calendarChart(head, rows, { from: today, months }),
    table: {
      id: 'calendar-table',
      caption: 'When contracts end, and what has to be done by when',
      columns: [
        { key: 'name', heading: 'Contract', kind: 'text' },
        { key: 'decideBy', heading: 'Decide by', kind: 'text' },
        { key: 'startBy', heading: 'Begin to buy anew by', kind: 'text' },
        { key: 'noticeBy', heading: 'Notice by', kind: 'text' },
        { key: 'endsOn', heading: 'Ends on', kind: 'text' },
      ],
      rows: renewals.map(({ contract, deadline, current, state }) => ({
        values: {
          name: `${contract.title} (${contract.reference})`,
          decideBy: dayInWords(deadline.decideBy),
          startBy: dayInWords(deadline.startBy),
          noticeBy: dayInWords(deadline.noticeBy),
          endsOn: dayInWords(current.endsOn),
        },
        href: `${path}/${encodeURIComponent(contract.reference)}`,
        tags: [{ text: stateInWords[state], colour: colours[state] }],
      })),
      total: null,
    },
    isFolded: false,
  };
}
