import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { parseIsoDate } from '../calendar/local-date.ts';
import { type ShownTable, tableView } from '../charts/table.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { type Driver, drivers } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import type { Change } from './change.ts';
import { whatIf } from './commands.ts';
import { writeScenario } from './written.ts';

const text = Type.Optional(Type.String({ maxLength: 300 }));
const Form = strict({ kind: text, contract: text, urn: text, on: text, driver: text });
const params = strict({ trust: TrustId });
const showSchema = { hide: true, operationId: 'showWhatIf', params };
const askSchema = { hide: true, operationId: 'whatIf', params, body: Form };
type Typed = Partial<Static<typeof Form>>;
const kinds = ['leave', 'join', 'key'] as const;
const allMonths = { from: undefined, to: undefined };

/** What would be if a school left or joined, or a contract were shared by another key; nothing is saved. */
export const scenarioPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/what-if', { schema: showSchema }, (request, reply) =>
    showQuestion(service, { request, reply }, {}),
  );

  // Answered at once: there is nothing done that a second sending could do again.
  app.post('/what-if', { schema: askSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const person = { by: callerOf(request).by, at: service.now() };
    try {
      const changes = [readChange(request.body)];
      const scenario = await whatIf(database, trustId, { changes, window: allMonths, person });
      return showQuestion(service, { request, reply }, request.body, { scenario });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return showQuestion(service, { request, reply }, request.body, { problem: atField(problem) });
    }
  });
};

/** A refusal names the place of a change among others; the form has one. */
const atField = ({ details }: Problem) =>
  new Problem(
    details.map((detail) => ({ ...detail, column: detail.column?.split('/').at(-1) ?? 'kind' })),
  );

function readChange({ kind: said, contract = '', urn = '', on = '', driver = '' }: Typed): Change {
  const kind = kinds.find((each) => each === said);
  const day = parseIsoDate(on.trim());
  const key = drivers.find((each) => each === driver);
  const faults = [
    ...(kind ? [] : [['kind', 'Choose what would be otherwise.']]),
    ...(contract ? [] : [['contract', 'Choose the contract.']]),
    ...(kind !== 'key' && !urn ? [['urn', 'Choose the school.']] : []),
    ...(kind !== 'key' && !day ? [['on', 'Name the first day, like 2026-09-01.']] : []),
    ...(kind === 'key' && !key ? [['driver', 'Choose the other key.']] : []),
  ];
  if (kind === 'key' && key && faults.length === 0) return { kind, contract, driver: key };
  if (kind && kind !== 'key' && day && faults.length === 0) return { kind, contract, urn, on: day };
  throw new Problem(
    faults.map(([column = '', message = '']) => {
      return { code: 'request.unreadable' as const, column, message };
    }),
  );
}

interface Result {
  readonly scenario?: Awaited<ReturnType<typeof whatIf>>;
  readonly problem?: Problem;
}

async function showQuestion(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { kind = 'leave', contract = '', urn = '', on = '', driver = '' }: Typed,
  { scenario, problem }: Result = {},
) {
  const { database, trustId } = placeOf(exchange.request, service);
  const { schools, contracts } = await inTrust(database, trustId, async (tenant) => ({
    schools: await schoolsOf(tenant),
    contracts: await contractsOf(tenant),
  }));
  const answer = scenario && writeScenario(scenario);
  return showTrustPage(service, exchange, 'scenarios/views/what-if.njk', {
    title: 'What if',
    problem,
    above: [],
    source: null,
    path: `/trusts/${trustId}/what-if`,
    typed: { kind, contract, urn, on, driver },
    schools: schools.map((school) => ({ value: school.urn, text: school.name })),
    contracts: contracts.map(({ reference, title }) => {
      return { value: reference, text: `${title} (${reference})` };
    }),
    drivers: drivers.map((value: Driver) => ({ value, text: value.replaceAll('_', ' ') })),
    answer: answer && {
      total: answer.total.in_words,
      notes: answer.notes,
      stopped: answer.stopped.map(({ message }) => message),
      lostTiers: answer.lost_tiers.map(({ in_words: words }) => words),
      table: tableView(effectTable(answer, scenario.names), 'pence'),
    },
  });
}

function effectTable(
  { schools, total }: ReturnType<typeof writeScenario>,
  names: ReadonlyMap<string, string>,
): ShownTable {
  const values = (name: string, { now, would_be: other, effect }: typeof total) => ({
    ...{ name, now: now.net_saving, other: other.net_saving },
    ...{ effect: effect.net_saving, cost: effect.cost },
  });
  return {
    id: 'effect',
    caption: 'The effect by school, of all months with figures',
    columns: [
      { key: 'name', heading: 'School', kind: 'text' },
      { key: 'cost', heading: 'Change of cost, £', kind: 'pounds' },
      { key: 'now', heading: 'Net saving now, £', kind: 'saving' },
      { key: 'other', heading: 'It would be, £', kind: 'saving' },
      { key: 'effect', heading: 'Effect, £', kind: 'saving' },
    ],
    rows: schools.map((school) => ({
      values: values(names.get(school.urn) ?? school.urn, school),
    })),
    total: { values: values('The trust', total) },
  };
}
