import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Typed } from '../baselines/baseline-form.ts';
import { workingTable } from '../baselines/baseline-words.ts';
import { boughtBy } from '../baselines/places.ts';
import { writeBaseline } from '../baselines/routes.ts';
import type { ListedBaseline } from '../baselines/store.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { tableView } from '../charts/table.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { show } from '../explanations/spelling.ts';
import { formatDecimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { monthsWithFigures } from '../reports/store.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { answerForm, problemAt } from '../web/form-answer.ts';
import { typedForm } from '../web/page-forms.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { checkDerivation, deriveBaseline } from './commands.ts';
import { readDerivation } from './derivation-form.ts';

const params = strict({ trust: TrustId });
const showSchema = { hide: true, operationId: 'askForDerivation', params };
const checkSchema = { hide: true, operationId: 'checkDerivedBaseline', params, body: typedForm };
const deriveSchema = { hide: true, operationId: 'deriveBaseline', params, body: typedForm };
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** The form by which the price before is worked out from invoices, shown before it is saved. */
export const derivationPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/baselines/derive', { schema: showSchema }, (request, reply) =>
    showForm(service, { request, reply }, {}),
  );

  // Answered at once: nothing is kept of what is only worked out.
  app.post('/baselines/derive/check', { schema: checkSchema }, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const exchange = { request, reply };
    const person = { by, at: service.now() };
    try {
      const contracts = await inTrust(service.database, trustId, contractsOf);
      const asked = readDerivation(request.body, boughtBy(contracts));
      const version = await checkDerivation(service.database, trustId, asked, person);
      return showForm(service, exchange, request.body, { version });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return showForm(service, exchange, request.body, { problem: problemAt(problem, 'from') });
    }
  });

  app.post('/baselines/derive', { schema: deriveSchema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'from',
      again: (problem) => showForm(service, exchange, request.body, { problem }),
      work: async ({ database, trustId, person }) => {
        const contracts = await inTrust(database, trustId, contractsOf);
        const asked = readDerivation(request.body, boughtBy(contracts));
        const version = await deriveBaseline(database, trustId, asked, person);
        return { status: 303, body: writeBaseline(version) };
      },
      leadsTo: ({ id }) => `/trusts/${request.params.trust}/baselines/${id}`,
    });
  });
};

interface Answered {
  readonly version?: ListedBaseline;
  readonly problem?: Problem;
}

const fields = [
  'bought',
  'urn',
  'from',
  'to',
  'valid_from',
  'valid_to',
  'of',
  'lines',
  'without',
  'vat_rate',
];

async function showForm(
  service: Service,
  exchange: Exchange,
  typed: Typed,
  { version, problem }: Answered = {},
) {
  const { trustId } = callerOf(exchange.request);
  const base = `/trusts/${trustId}/baselines`;
  const { contracts, schools, months } = await inTrust(
    service.database,
    trustId,
    async (tenant) => ({
      contracts: await contractsOf(tenant),
      schools: await schoolsOf(tenant),
      months: await monthsWithFigures(tenant),
    }),
  );
  return showTrustPage(service, exchange, 'derivations/views/derive.njk', {
    title: 'Work out what a school paid before',
    problem,
    above: [{ text: 'What schools paid before', href: base }],
    source: null,
    path: `${base}/derive`,
    typed: Object.fromEntries(fields.map((field) => [field, typed[field] ?? ''])),
    bought: boughtBy(contracts),
    schools: schools.map(({ urn, name }) => ({ value: urn, text: name })),
    months: months.map((value) => ({ value, text: monthInWords(value) })),
    found: version?.working
      ? {
          price: show(formatDecimal(version.unitPrice), 'price'),
          rate: `${formatDecimal(version.vatRate.times(100))}%`,
          formula: version.working.formula,
          table: tableView(workingTable(version.working), 'pence'),
        }
      : null,
  });
}
