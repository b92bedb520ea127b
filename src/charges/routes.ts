import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { closedWindow } from '../agreements/agreement.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { drivers } from '../schools/school.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import {
  Amount,
  Instant,
  knowledgeQuery,
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
import { type Charge, chargedSchools, readCharge } from './charge.ts';
import { type Charged, type KnownNet, listNetOfCharges, recordCharge } from './commands.ts';
import { type SchoolNet, workingOfSchool, workingOfTotal } from './net-of-charge.ts';

const ChargeDocument = strict(
  {
    number: Type.Integer({ description: 'Counted in the trust, in the order of recording.' }),
    urn: Urn,
    from: MonthText('First month.'),
    to: MonthText('Last month.'),
    amount: Pounds('For the whole window, spread evenly over its months.'),
    source: Type.String({ description: 'Where it was read.' }),
    shared: nullable(
      strict(
        {
          driver: oneOf(drivers),
          amount: Pounds('The whole that was shared.'),
          weight: Amount("The school's value × days of membership."),
          total_weight: Amount('Of all schools.'),
        },
        { description: 'Null for an amount of the school alone.' },
      ),
    ),
    recorded_by: Type.String(),
    recorded_at: Instant('When.'),
  },
  { $id: 'CentralCharge', description: 'What a trust takes from a school for central services.' },
);

const netFields = {
  net_saving: Pounds('Cash saving less one-off costs plus rebates, as reports have it.'),
  charge: nullable(Pounds('Null unless the charge of every month is recorded.')),
  net_of_charge: nullable(Pounds('Net saving less charge; null where the charge is not known.')),
  working: Type.String({ description: 'How it came about, in one sentence.' }),
};

const NetDocument = strict(
  {
    journal: Type.Integer({ description: 'The newest journal that the figures know.' }),
    from: nullable(MonthText('First service month.')),
    to: nullable(MonthText('Last service month.')),
    schools: Type.Array(
      strict({
        urn: Urn,
        name: Type.String(),
        ...netFields,
        months: Type.Integer({
          description: 'Months in which it belongs to the trust or is charged.',
        }),
        months_recorded: Type.Integer({ description: 'Of these, with a recorded charge.' }),
        first_month_not_recorded: nullable(MonthText('None if all are.')),
        records: Type.Array(
          strict({ ...ChargeDocument.properties, counted: Pounds('What falls into the window.') }),
          { description: 'The records that count, of several for a month the latest.' },
        ),
      }),
    ),
    total: strict({
      schools: Type.Integer(),
      schools_counted: Type.Integer({ description: 'Those whose charge is known.' }),
      ...netFields,
      counted_net_saving: Pounds('Net saving of the schools counted: less charge it is the net.'),
    }),
  },
  { $id: 'NetOfCentralCharges', description: 'What schools saved net of central charges.' },
);

const ChargedDocument = strict(
  {
    recorded: Type.Array(named(ChargeDocument)),
    before: named(NetDocument),
    after: named(NetDocument),
  },
  { $id: 'RecordedCharges', description: 'What was recorded, and what it changed in its months.' },
);

const writeAmount = (amount: Money | null) => (amount === null ? null : formatMoney(amount));

/** A recorded charge as it travels. */
export function writeCharge(charge: Charge): Static<typeof ChargeDocument> {
  const { number, urn, window, amount, source, shared, by, at } = charge;
  const { driver, weight, totalWeight: total_weight } = shared ?? {};
  return {
    number,
    urn,
    ...window,
    amount: formatMoney(amount),
    source,
    shared:
      shared && driver && weight && total_weight
        ? { driver, amount: formatMoney(shared.amount), weight, total_weight }
        : null,
    recorded_by: by,
    recorded_at: at,
  };
}

/** What is net of central charges, as it travels. */
export function writeNet({
  journal,
  names,
  window,
  schools,
  total,
}: KnownNet): Static<typeof NetDocument> {
  const write = (net: Pick<SchoolNet, 'netSaving' | 'charge' | 'netOfCharge'>) => ({
    net_saving: formatMoney(net.netSaving),
    charge: writeAmount(net.charge),
    net_of_charge: writeAmount(net.netOfCharge),
  });
  return {
    journal,
    from: window.from ?? null,
    to: window.to ?? null,
    schools: schools.map((school) => ({
      urn: school.urn,
      name: names.get(school.urn) ?? school.urn,
      ...write(school),
      working: workingOfSchool(school),
      months: school.months,
      months_recorded: school.monthsRecorded,
      first_month_not_recorded: school.firstNotRecorded,
      records: school.records.map(({ charge, amount }) => {
        return { ...writeCharge(charge), counted: formatMoney(amount) };
      }),
    })),
    total: {
      schools: total.schools,
      schools_counted: total.schoolsCounted,
      ...write(total),
      working: workingOfTotal(total),
      counted_net_saving: formatMoney(total.countedNetSaving),
    },
  };
}

/** What was recorded, and its effect, as it travels. */
export function writeCharged({ recorded, before, after }: Charged): Static<typeof ChargedDocument> {
  return { recorded: recorded.map(writeCharge), before: writeNet(before), after: writeNet(after) };
}

const listSchema = {
  operationId: 'listNetOfCentralCharges',
  summary: 'What schools saved net of central charges',
  description:
    'Net saving less the charge that the trust takes, for each school and in total, with the records behind it. A charge that is not recorded is null and never zero.',
  tags: ['charges'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    from: Type.Optional(MonthText('First service month.')),
    to: Type.Optional(MonthText('Last service month.')),
    ...knowledgeQuery,
  }),
  response: { 200: named(NetDocument), 304: notModified, ...problems(422) },
};

const recordSchema = {
  operationId: 'recordCentralCharge',
  summary: 'Record a central charge',
  description:
    'For one school, or for all schools together by a driver. A later record of the same months is a correction, and an amount of zero with its reason takes one back; nothing is overwritten.',
  tags: ['charges'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  body: strict({
    urn: Type.Optional(Urn),
    driver: Type.Optional(oneOf(drivers, 'By which all schools share it, in place of one school.')),
    from: MonthText('First month.'),
    to: MonthText('Last month.'),
    amount: Pounds('For the whole window, from zero.'),
    source: Text('Where the amount was read; for zero, why nothing is taken.', 500),
  }),
  response: { 201: named(ChargedDocument), ...problems(422) },
};

export const chargeRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ChargeDocument);
  app.addSchema(NetDocument);
  app.addSchema(ChargedDocument);

  app.get('/central-charges', { schema: listSchema }, async (request, reply) => {
    const { from, to } = request.query;
    const { database, trustId } = placeOf(request, service);
    const asked = { window: readWindow(from, to), ...knowledgeIn(request.query) };
    const document = writeNet(await listNetOfCharges(database, trustId, asked));
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    return document;
  });

  app.post('/central-charges', { schema: recordSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { urn, driver, from, to, amount, source } = request.body;
      const asked = {
        to: chargedSchools(urn, driver),
        window: closedWindow(readWindow(from, to)),
        amount: readCharge(amount),
        source,
      };
      return {
        status: 201,
        body: writeCharged(await recordCharge(database, trustId, asked, person)),
      };
    }),
  );
};
