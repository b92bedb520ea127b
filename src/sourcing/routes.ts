import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { baselineKinds } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { quantityBases, units } from '../contracts/price-schedule.ts';
import { drivers } from '../schools/school.ts';

import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import {
  Day,
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
import { areaStages } from './area.ts';
import { compareArea, listAreas } from './commands.ts';
import { verdicts } from './comparison.ts';
import { writeArea, writeCompared } from './written.ts';

/** An area of an address. */
export const reference = Text('The reference that the contract will have.', 60);
const item = Text('The code of what is bought.', 60);

/** What is said of an area. */
export const areaFields = {
  title: Text('What it is about, such as Paper; a forecast of that name is its own.'),
  category: Text('What is bought, such as payroll or supply_staff.', 60),
  cfr_code: Text('The code of the consistent financial reporting framework.', 20),
  driver: oneOf(drivers, 'How joint lines will be shared.'),
  starts_on: Day('First day that the contract is to have.'),
  ends_on: Day('Last day of it.'),
  notice_months: Type.Integer({ minimum: 0, maximum: 120 }),
  year_from: MonthText('The first of the twelve months whose volumes are compared.'),
};

/** What is said of an item. */
export const itemFields = {
  item,
  description: Type.Optional(nullable(Text('The same in words.'))),
  unit: oneOf(units),
  quantity_basis: oneOf(quantityBases, 'Whether a school gets a part of the service or all of it.'),
};

const AreaDocument = strict(
  {
    reference,
    ...areaFields,
    stage: oneOf(
      areaStages,
      'explored: looked at; negotiated: quotes are there; contracted: chosen.',
    ),
    items: Type.Array(strict({ ...itemFields, description: Type.String() })),
    options: Type.Array(Type.String({ description: 'The name of an option.' })),
    chosen: nullable(
      strict({
        option: Type.String(),
        forecast: Type.Integer({ description: 'The forecast that counts its saving.' }),
        by: Type.String(),
        at: Instant('When it was chosen.'),
        reason: nullable(
          Type.String({ description: 'Null for who is let in for some schools only.' }),
        ),
      }),
    ),
  },
  { $id: 'SourcingArea', description: 'An area of spend in which a contract is looked for.' },
);

const sums = {
  now: Pounds('What the volume of a year costs now, with VAT that is not recovered.'),
  after: Pounds('What the same volume would cost.'),
  gain: Pounds('What is gained in a year; below zero what is lost.'),
  cash_gain: Pounds('The part of it against prices that release cash.'),
  one_off: Pounds('What is paid once; in no gain.'),
};
const exact = (description: string) => Type.String({ description });

/** An option with what it means, in the document of the API. */
export const OptionDocument = strict(
  {
    name: Type.String(),
    supplier: Type.String(),
    document: Type.String({ description: 'The document that the quotes are in.' }),
    whole: strict(
      {
        ...sums,
        gains: Pounds('What the schools that gain have in all.'),
        losses: Pounds('What the schools that lose have in all, below zero.'),
        schools: strict(
          Object.fromEntries(
            verdicts.map((verdict) => [verdict, Type.Integer({ minimum: 0 })]),
          ) as Record<(typeof verdicts)[number], ReturnType<typeof Type.Integer>>,
        ),
        in_words: Type.String(),
      },
      { description: 'The sum over the schools that the caller sees.' },
    ),
    schools: Type.Array(
      strict({
        urn: Urn,
        name: Type.String(),
        verdict: oneOf(verdicts, 'unclear: something of it is not known.'),
        ...sums,
        items: Type.Array(
          strict({
            item,
            price_now: exact('Net pounds for one unit now.'),
            price_then: exact('Net pounds that the option asks.'),
            annual_quantity: exact('Units that the school bought in the year.'),
            quoted_quantity: nullable(exact('The volume that the option counts on.')),
            now: sums.now,
            after: sums.after,
            gain: sums.gain,
            one_off: sums.one_off,
          }),
        ),
        untold: Type.Array(
          strict({ item, why: Type.String({ description: 'Why it is in no sum.' }) }),
        ),
        in_words: Type.Array(Type.String()),
      }),
      { description: 'Those that lose first, the greatest loss before the others.' },
    ),
  },
  { $id: 'SourcingOption', description: 'An offer, and what it means for each school.' },
);

/** An area with what is paid now and what its options mean, in the document of the API. */
export const ComparisonDocument = strict(
  {
    area: named(AreaDocument),
    journal: Type.Integer({ description: 'The newest journal that the costs know.' }),
    costs: Type.Array(
      strict({
        urn: Urn,
        item,
        kind: nullable(oneOf(baselineKinds)),
        unit_price: nullable(exact('Net pounds for one unit now; null where nobody knows it.')),
        vat_rate: nullable(exact('The VAT on it.')),
        annual_quantity: nullable(exact('Units of the year.')),
        from: nullable(oneOf(['ledger', 'stated'], 'Worked out from posted lines, or stated.')),
        source: nullable(Type.String({ description: 'Where it can be checked.' })),
        note: nullable(Type.String({ description: 'Why posted lines did not make it.' })),
      }),
    ),
    options: Type.Array(named(OptionDocument), {
      description: 'Those that can be told of all schools first, the greatest gain before others.',
    }),
  },
  { $id: 'SourcingComparison', description: 'What each option means for each school.' },
);

/** What the documents of sourcing are made of. */
export const sourcingDocuments = [AreaDocument, OptionDocument, ComparisonDocument];

const tags = ['sourcing'];
const ofArea = strict({ trust: TrustId, area: reference });

const listSchema = {
  operationId: 'listSourcingAreas',
  summary: 'Areas of spend in which contracts are looked for',
  description: 'By reference, those that have become a contract included.',
  tags,
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  response: {
    200: strict({ items: Type.Array(named(AreaDocument)) }, { description: 'All of them.' }),
    304: notModified,
    ...problems(),
  },
};

const compareSchema = {
  operationId: 'compareSourcingOptions',
  summary: 'Who gains and who loses by each option of an area',
  description:
    'At each school’s own volume of a year, to the penny. Price and volume are worked out from posted lines where these make them, else as stated. Who is let in for some schools sees these.',
  tags,
  headers: ifNoneMatch,
  params: ofArea,
  response: { 200: named(ComparisonDocument), 304: notModified, ...problems() },
};

export const sourcingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of sourcingDocuments) app.addSchema(document);

  app.get('/sourcing', { schema: listSchema }, async (request, reply) => {
    const { trustId, limit } = callerOf(request);
    const areas = await listAreas(placeOf(request, service).database, trustId);
    const items = areas.map((area) => writeArea(area, limit === undefined));
    if (isKnown(request, reply, [JSON.stringify(items)])) return reply.code(304).send();
    return { items };
  });

  app.get('/sourcing/:area', { schema: compareSchema }, async (request, reply) => {
    const { trustId, limit } = callerOf(request);
    const { database } = placeOf(request, service);
    const today = service.now().slice(0, 10) as LocalDate;
    const compared = await compareArea(database, trustId, request.params.area, today);
    const document = writeCompared(compared, limit === undefined);
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    return document;
  });
};
