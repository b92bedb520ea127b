import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { writtenPrice } from '../contracts/charge.ts';
import { inTrust } from '../database/tenant.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Day,
  Id,
  Instant,
  LastDay,
  MonthText,
  named,
  nullable,
  oneOf,
  Pounds,
  Price,
  Rate,
  strict,
  Text,
  TrustId,
  Urn,
  writeLastDay,
} from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import { baselineKinds } from './baseline.ts';
import { prepareBaseline } from './commands.ts';
import { type ListedBaseline, listBaselines } from './store.ts';
import type { Working } from './working.ts';

const states = ['prepared', 'approved', 'withdrawn'] as const;

const Index = strict(
  {
    series: Text('The id of the series, such as D7BT.', 60),
    base_month: MonthText('The month to which the price belongs; its level has to be known.'),
  },
  { description: 'By which published levels the price moves; only of a kind that releases cash.' },
);

const prepared = {
  contract: Text('The reference of the contract.'),
  urn: Urn,
  item: Text('The code of what is bought.', 60),
  kind: oneOf(baselineKinds, 'Where the price comes from; the first two can release cash.'),
  unit_price: Price('What one unit cost before, in net pounds.'),
  vat_rate: Type.Optional(Rate('The rate of VAT that this price bore; 0.2 if left out.')),
  valid_from: Day('First day.'),
  valid_to: LastDay('baseline'),
  index: Type.Optional(nullable(Index)),
  evidence: Text('Where it can be checked, such as the name of a document.', 1000),
};

const month = strict({
  month: MonthText('The service month.'),
  lines: Type.Integer(),
  spend: Pounds('Net pounds.'),
  quantity: Type.String(),
});

/** The working of a version that was worked out from what was imported. */
const WorkingDocument = strict(
  {
    from: MonthText('The first month of the history.'),
    to: MonthText('The last month of the history.'),
    contract: Type.String({ description: 'The contract of its lines.' }),
    item: Type.String({ description: 'The item of its lines.' }),
    line_class: oneOf(['recurring', 'off_contract'], 'What its lines count as.'),
    without: Type.Array(MonthText('A month in which nothing was bought.')),
    months: Type.Array(month),
    lines: Type.Integer({ description: 'How many lines it rests on.' }),
    spend: Pounds('Net pounds in all.'),
    vat: Pounds('Their VAT.'),
    quantity: Type.String({ description: 'Units in all, to six decimals.' }),
    unit: nullable(Type.String({ description: 'What is counted.' })),
    unit_price: Type.String({ description: 'Net spend ÷ quantity, rounded once.' }),
    vat_rate: Type.String(),
    known_at_journal: Type.Integer({ description: 'The newest journal that was known.' }),
    formula: Type.String({ description: 'The sum in words and numbers.' }),
  },
  { description: 'How the price was worked out (F2).' },
);

function writeWorking(working: Working): Static<typeof WorkingDocument> {
  const { lineClass, unitPrice, vatRate, knownAtJournal, months, without, ...rest } = working;
  return {
    ...rest,
    line_class: lineClass,
    without: [...without],
    months: [...months],
    unit_price: unitPrice,
    vat_rate: vatRate,
    known_at_journal: knownAtJournal,
  };
}

/** A baseline version as the API shows it. */
export const BaselineDocument = strict(
  {
    id: Id('The id of this version.'),
    version: Type.Integer({ minimum: 1 }),
    state: oneOf(states, 'Only an approved version counts.'),
    ...prepared,
    prepared_by: Type.String(),
    approved_by: nullable(Type.String()),
    approved_at: nullable(Instant('When it began to count.')),
    withdrawn_by: nullable(Type.String()),
    withdrawn_at: nullable(Instant('When it ceased to count.')),
    withdrawn_reason: nullable(Type.String()),
    working: nullable(WorkingDocument),
  },
  { $id: 'Baseline', description: 'One version of what a school paid before for an item.' },
);

export function writeBaseline(baseline: ListedBaseline): Static<typeof BaselineDocument> {
  const { withdrawnAt, approvedAt } = baseline;
  return {
    id: baseline.id,
    version: baseline.version,
    state: withdrawnAt ? 'withdrawn' : approvedAt ? 'approved' : 'prepared',
    contract: baseline.contract,
    urn: baseline.urn,
    item: baseline.item,
    kind: baseline.kind,
    unit_price: formatDecimal(baseline.unitPrice),
    vat_rate: formatDecimal(baseline.vatRate),
    valid_from: baseline.valid.from,
    valid_to: writeLastDay(baseline.valid.to),
    index: baseline.index && {
      series: baseline.index.series,
      base_month: baseline.index.baseMonth,
    },
    evidence: baseline.evidence,
    prepared_by: baseline.preparedBy,
    approved_by: baseline.approvedBy,
    approved_at: approvedAt,
    withdrawn_by: baseline.withdrawnBy,
    withdrawn_at: withdrawnAt,
    withdrawn_reason: baseline.withdrawnReason,
    working: baseline.working && writeWorking(baseline.working),
  };
}

/** A version by its id, as it is now. */
export async function readBaseline(
  { database, trustId }: Place,
  id: string,
): Promise<Static<typeof BaselineDocument>> {
  const [found] = await inTrust(database, trustId, (tenant) => listBaselines(tenant, { id }));
  if (found) return writeBaseline(found);
  throw new NotThere({
    code: 'baseline.unknown',
    found: id,
    message: `There is no baseline ${id}.`,
  });
}

const listSchema = {
  operationId: 'listBaselines',
  summary: 'The baselines of the trust',
  description: 'Every version of every baseline in the order in which they were added.',
  tags: ['baselines'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    ...pageQuery,
    contract: Type.Optional(prepared.contract),
    urn: Type.Optional(Urn),
    item: Type.Optional(prepared.item),
  }),
  response: { 200: pageOf(named(BaselineDocument)), ...problems() },
};

const readSchema = {
  operationId: 'readBaseline',
  summary: 'One version of a baseline',
  description: 'A version with who prepared, approved and withdrew it.',
  tags: ['baselines'],
  params: strict({ trust: TrustId, baseline: Id('The id of the version.') }),
  response: { 200: named(BaselineDocument), ...problems() },
};

const prepareSchema = {
  operationId: 'prepareBaseline',
  summary: 'Prepare a version',
  description:
    'Adds a version that counts as soon as somebody else approves it. Its author is the key used.',
  tags: ['baselines'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  body: strict(prepared),
  response: { 201: named(BaselineDocument), ...problems(409, 422) },
};

export const baselineRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(BaselineDocument);

  app.get('/baselines', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const { contract, urn, item } = request.query;
    const filter = { contract, urn, item, after: idAfter(page), limit: page.limit + 1 };
    const { database, trustId } = placeOf(request, service);
    const found = await inTrust(database, trustId, (tenant) => listBaselines(tenant, filter));
    return writePage(found, page, { key: ({ id }) => id, write: writeBaseline });
  });

  app.get('/baselines/:baseline', { schema: readSchema }, (request) =>
    readBaseline(placeOf(request, service), request.params.baseline),
  );

  app.post('/baselines', { schema: prepareSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { unit_price, vat_rate = '0.2', valid_from, valid_to, index, ...facts } = request.body;
      const { id } = await prepareBaseline(database, trustId, {
        ...facts,
        ...(index && {
          index: { series: index.series, baseMonth: index.base_month as Month },
        }),
        ...writtenPrice(unit_price),
        vatRate: decimal(vat_rate),
        validFrom: valid_from as LocalDate,
        validTo: (valid_to ?? lastDay) as LocalDate,
        preparedBy: person.by,
      });
      return { status: 201, body: await readBaseline({ database, trustId }, id) };
    }),
  );
};
