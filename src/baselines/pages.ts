import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { lastDay } from '../calendar/local-date.ts';
import { type ShownRow, tableView } from '../charts/table.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust, isSeen } from '../database/tenant.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { typedForm } from '../web/page-forms.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { baselineKinds, isCashReleasing } from './baseline.ts';
import { readBaseline, type Typed } from './baseline-form.ts';
import { daysOf, kindInWords, priceInWords, stateOf, stateTag } from './baseline-words.ts';
import { prepareBaseline } from './commands.ts';
import { boughtBy, type Gap, gapsIn } from './places.ts';
import { readBaseline as baselineDocument } from './routes.ts';
import { type ListedBaseline, listBaselines } from './store.ts';

const text = Type.Optional(Type.String({ maxLength: 300 }));
const params = strict({ trust: TrustId });
const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }));
const listQuery = strict({ school: text, contract: text, state: text, page });
const perPage = 50;
/** Gaps are told of all versions, however many there are. */
const all = 1_000_000;
const listSchema = {
  hide: true,
  operationId: 'showBaselines',
  params,
  querystring: listQuery,
};
const newQuery = strict({ bought: text, urn: text, instead_of: text });
const newSchema = { hide: true, operationId: 'askForBaseline', params, querystring: newQuery };
const prepareSchema = { hide: true, operationId: 'prepareBaseline', params, body: typedForm };

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** What the schools paid before: the list, and the form in which it is said. */
export const baselinePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/baselines', { schema: listSchema }, (request, reply) =>
    showList(service, { request, reply }, request.query),
  );

  app.get('/baselines/new', { schema: newSchema }, async (request, reply) => {
    const { instead_of: id, bought = '', urn = '' } = request.query;
    const typed = id ? await asTyped(service, request, id) : { bought, urn, vat_rate: '20' };
    return showForm(service, { request, reply }, typed);
  });

  app.post('/baselines/new', { schema: prepareSchema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'bought',
      again: (problem) => showForm(service, exchange, request.body, problem),
      work: async ({ database, trustId, person }) => {
        const contracts = await inTrust(database, trustId, contractsOf);
        const facts = readBaseline(request.body, boughtBy(contracts));
        const prepared = { ...facts, preparedBy: person.by };
        const { id } = await prepareBaseline(database, trustId, prepared);
        return { status: 303, body: await baselineDocument({ database, trustId }, id) };
      },
      leadsTo: ({ id }) => `/trusts/${request.params.trust}/baselines/${id}`,
    });
  });
};

async function showList(
  service: Service,
  exchange: Exchange,
  { school = '', contract = '', state = '', page: number = 1 }: Static<typeof listQuery>,
) {
  const { request } = exchange;
  const { versions, gaps, schools, contracts } = await readAll(service, request);
  const base = `/trusts/${callerOf(request).trustId}/baselines`;
  const names = new Map(schools.map(({ urn, name }) => [urn, name]));
  const found = versions.filter(
    (each) =>
      (school === '' || each.urn === school) &&
      (contract === '' || each.contract === contract) &&
      (state === '' || stateOf(each) === state),
  );
  const shown = newestFirst(found).slice((number - 1) * perPage, number * perPage);
  const address = `${base}?${new URLSearchParams({ school, contract, state })}`;
  const mayPrepare = mayOpen(callerOf(request), '/baselines/new', 'POST');
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  const open = gaps.filter(
    (gap) =>
      (school === '' || urns.get(gap.schoolId) === school) &&
      (contract === '' || gap.contract === contract),
  );
  return showTrustPage(service, exchange, 'baselines/views/baselines.njk', {
    title: 'What schools paid before',
    above: [],
    source: null,
    path: base,
    typed: { school, contract, state },
    options: {
      school: schools.map(({ urn, name }) => ({ value: urn, text: name })),
      contract: contracts.map(({ reference, title }) => {
        return { value: reference, text: `${title} (${reference})` };
      }),
      state: Object.entries(stateTag).map(([value, tag]) => ({ value, text: tag.text })),
    },
    waiting: versions.filter((each) => stateOf(each) === 'prepared').length,
    table: shown.length === 0 ? null : tableView(listTable(shown, names, base), 'pence'),
    gaps:
      open.length === 0
        ? null
        : tableView(
            gapTable(open.slice(0, perPage), urns, names, mayPrepare ? base : null),
            'pence',
          ),
    gapCount: open.length,
    newer: number > 1 ? `${address}&page=${number - 1}` : null,
    older: number * perPage < found.length ? `${address}&page=${number + 1}` : null,
    prepare: mayPrepare ? `${base}/new` : null,
    derive: mayOpen(callerOf(request), '/baselines/derive') ? `${base}/derive` : null,
  });
}

/** All versions that whoever asks may see, and where there is none. */
function readAll(service: Service, request: FastifyRequest) {
  const { database, trustId } = placeOf(request, service);
  return inTrust(database, trustId, async (tenant) => {
    const contracts = await contractsOf(tenant);
    const versions = await listBaselines(tenant, { limit: all });
    const seen = ({ schoolId }: { readonly schoolId: string }) => isSeen(tenant, schoolId);
    return {
      versions,
      contracts,
      gaps: gapsIn(contracts, versions).filter(seen),
      schools: (await schoolsOf(tenant)).filter(({ id }) => isSeen(tenant, id)),
    };
  });
}

const newestFirst = (versions: readonly ListedBaseline[]) =>
  [...versions].sort((a, b) => (a.id < b.id ? 1 : -1));

function listTable(
  versions: readonly ListedBaseline[],
  names: ReadonlyMap<string, string>,
  base: string,
) {
  return {
    id: 'baselines',
    caption: 'Prices before, the newest first',
    columns: [
      { key: 'item', heading: 'Bought', kind: 'text' as const },
      { key: 'school', heading: 'School', kind: 'text' as const },
      { key: 'price', heading: 'Price before, net', kind: 'count' as const },
      { key: 'days', heading: 'From', kind: 'text' as const },
      { key: 'by', heading: 'Prepared by', kind: 'text' as const },
    ],
    rows: versions.map(
      (version): ShownRow => ({
        values: {
          item: `${version.item}, ${version.contract}${version.version > 1 ? `, version ${version.version}` : ''}`,
          school: names.get(version.urn) ?? version.urn,
          price: priceInWords(version.unitPrice),
          days: daysOf(version.valid),
          by: version.preparedBy,
        },
        href: `${base}/${version.id}`,
        tags: [stateTag[stateOf(version)]],
      }),
    ),
    total: null,
  };
}

function gapTable(
  gaps: readonly Gap[],
  urns: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
  base: string | null,
) {
  return {
    id: 'gaps',
    caption: 'Where nobody has said what was paid before',
    columns: [
      { key: 'item', heading: 'Bought', kind: 'text' as const },
      { key: 'school', heading: 'School', kind: 'text' as const },
    ],
    rows: gaps.map(({ schoolId, text: item, value: bought }) => {
      const urn = urns.get(schoolId) ?? '';
      return {
        values: { item, school: names.get(urn) ?? urn },
        href: base ? `${base}/new?${new URLSearchParams({ bought, urn })}` : undefined,
      };
    }),
    total: null,
  };
}

/** What is known of a version, as it would be typed to correct it. */
async function asTyped(service: Service, request: FastifyRequest, id: string): Promise<Typed> {
  const { database, trustId } = placeOf(request, service);
  const found = await baselineDocument({ database, trustId }, id);
  const versions = await inTrust(database, trustId, (tenant) => listBaselines(tenant, { id }));
  const rate = versions[0]?.vatRate;
  return {
    bought: `${found.contract}: ${found.item}`,
    urn: found.urn,
    kind: found.kind,
    unit_price: found.unit_price,
    vat_rate: rate ? formatDecimal(rate.times(100)) : '20',
    valid_from: found.valid_from,
    valid_to: versions[0]?.valid.to === lastDay ? '' : (versions[0]?.valid.to ?? ''),
    evidence: found.evidence,
    series: found.index?.series ?? '',
    base_month: found.index?.base_month ?? '',
  };
}

const fields = ['bought', 'urn', 'kind', 'unit_price', 'vat_rate', 'valid_from', 'valid_to'];
const moreFields = ['evidence', 'series', 'base_month'];

async function showForm(service: Service, exchange: Exchange, typed: Typed, problem?: Problem) {
  const { schools, contracts } = await readAll(service, exchange.request);
  const base = `/trusts/${callerOf(exchange.request).trustId}/baselines`;
  return showTrustPage(service, exchange, 'baselines/views/baseline-form.njk', {
    title: 'Say what a school paid before',
    problem,
    above: [{ text: 'What schools paid before', href: base }],
    source: null,
    path: `${base}/new`,
    typed: Object.fromEntries(
      [...fields, ...moreFields].map((field) => [field, typed[field] ?? '']),
    ),
    schools: schools.map(({ urn, name }) => ({ value: urn, text: name })),
    bought: boughtBy(contracts),
    kinds: baselineKinds.map((value) => ({
      value,
      text: `${kindInWords[value]}${isCashReleasing(value) ? '' : ' (what is saved counts as avoided cost, not as cash)'}`,
    })),
    derive: mayOpen(callerOf(exchange.request), '/baselines/derive') ? `${base}/derive` : null,
  });
}
