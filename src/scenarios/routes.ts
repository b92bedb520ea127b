import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { writtenPrice } from '../contracts/charge.ts';
import { decimal } from '../money/decimal.ts';
import { readWindow } from '../reports/window.ts';
import { drivers } from '../schools/school.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import {
  Amount,
  Day,
  MonthText,
  nullable,
  oneOf,
  Pounds,
  Price,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import type { Change } from './change.ts';
import { compareKeys, whatIf } from './commands.ts';
import { writeKeys, writeScenario } from './written.ts';

const Reference = Text('The reference of the contract.');
const ChangeDocument = Type.Union([
  strict({
    kind: Type.Literal('leave'),
    contract: Reference,
    urn: Urn,
    on: Day('The first day without the school.'),
  }),
  strict({
    kind: Type.Literal('join'),
    contract: Reference,
    urn: Urn,
    on: Day('The first day with the school.'),
  }),
  strict({ kind: Type.Literal('key'), contract: Reference, driver: oneOf(drivers) }),
  strict({
    kind: Type.Literal('price'),
    contract: Reference,
    item: Text('The item.'),
    unit_price: Price('Net price of a unit.'),
    from: Day('The first day of that price.'),
  }),
  strict({
    kind: Type.Literal('driver_value'),
    urn: Urn,
    driver: oneOf(drivers),
    value: Type.Optional(Amount('What the school would have of it.')),
    factor: Type.Optional(Amount('Or how many times what it has.')),
    from: Day('The first day of that size.'),
  }),
]);

const FiguresDocument = strict({
  cost: Pounds('Recurring cost.'),
  one_off: Pounds('One-off cost.'),
  off_contract_cost: Pounds('Cost outside of the contract.'),
  rebate: Pounds('Rebates received.'),
  baseline_cost: nullable(Pounds('What the same would have cost before.')),
  cash_saving: nullable(Pounds('Cash saving.')),
  avoidance: nullable(Pounds('Cost avoidance, never added to cash.')),
  net_saving: Pounds('Net saving.'),
});

const compared = {
  now: FiguresDocument,
  would_be: FiguresDocument,
  effect: FiguresDocument,
  in_words: Type.String({ description: 'The effect as a sentence.' }),
};

const Stopped = Type.Array(
  strict({
    code: Type.String(),
    rows: Type.Integer({ description: 'Below zero for rows that would count beside.' }),
    net: Pounds('Their net.'),
    message: Type.String(),
  }),
  { description: 'Rows that would count no more, or beside: what the figures leave out or add.' },
);

const LostTiers = Type.Array(
  strict({
    contract: Type.String(),
    item: Type.String(),
    from: MonthText('First month of the contract year.'),
    to: MonthText('Its last month.'),
    quantity_before: Type.String({ description: 'Of the year; by run rate while it runs.' }),
    quantity_after: Type.String({ description: 'What those who stay buy.' }),
    unit_price_before: Type.String(),
    unit_price_after: Type.String(),
    cost: Pounds('What those who stay pay more.'),
    in_words: Type.String(),
  }),
  {
    description: 'Volume tiers that are lost: beside the figures, which keep the invoiced prices.',
  },
);

const counted = {
  journal: Type.Integer({ minimum: 0, description: 'The newest journal of the live report.' }),
  lines: Type.Integer({ description: 'How many posted lines were counted again.' }),
};

const scenarioSchema = {
  operationId: 'whatIf',
  summary: 'What if a school left, or the key, a price or a volume were another',
  description:
    'The report as it would be beside the report as it is, by school, contract and for the trust. The posted lines are counted again in a transaction that is rolled back: nothing is written.',
  tags: ['reports'],
  params: strict({ trust: TrustId }),
  body: strict({
    changes: Type.Array(ChangeDocument, { maxItems: 100 }),
    from: Type.Optional(MonthText('First service month.')),
    to: Type.Optional(MonthText('Last service month.')),
  }),
  response: {
    200: strict({
      ...counted,
      schools: Type.Array(strict({ urn: Urn, ...compared })),
      contracts: Type.Array(strict({ contract: Type.String(), ...compared })),
      total: strict(compared),
      register: strict(compared, {
        description: "What today's register alone would change; no part of the effect.",
      }),
      lost_tiers: LostTiers,
      stopped: Stopped,
      notes: Type.Array(Type.String(), { description: 'What the changes mean and leave open.' }),
    }),
    ...problems(422),
  },
};

const keysSchema = {
  operationId: 'compareKeys',
  summary: 'A contract by one key and another, side by side',
  description:
    'What each school would bear of the same posted invoices. A key without a value for every school has no figures, and says why. Nothing is written.',
  tags: ['reports'],
  params: strict({ trust: TrustId }),
  body: strict({
    contract: Reference,
    keys: Type.Optional(Type.Array(oneOf(drivers), { minItems: 1, uniqueItems: true })),
  }),
  response: {
    200: strict({
      ...counted,
      contract: Type.String(),
      keys: Type.Array(
        strict({
          key: oneOf(drivers),
          is_current: Type.Boolean(),
          schools: nullable(
            Type.Array(
              strict({
                urn: Urn,
                net: Pounds("The school's net part of the invoices."),
                vat: Pounds('Its part of their VAT.'),
                figures: FiguresDocument,
                effect: FiguresDocument,
                in_words: Type.String(),
              }),
            ),
          ),
          stopped: Stopped,
        }),
      ),
    }),
    ...problems(422),
  },
};

function readChange(document: Static<typeof ChangeDocument>): Change {
  switch (document.kind) {
    case 'key':
      return document;
    case 'price': {
      const { unit_price, ...change } = document;
      const price = writtenPrice(unit_price);
      return { ...change, ...price, from: change.from as LocalDate };
    }
    case 'driver_value': {
      const { value, factor, ...change } = document;
      const sizes = { value: value && decimal(value), factor: factor && decimal(factor) };
      return {
        ...change,
        value: sizes.value || undefined,
        factor: sizes.factor || undefined,
        from: change.from as LocalDate,
      };
    }
    default:
      return { ...document, on: document.on as LocalDate };
  }
}

export const scenarioRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.post('/scenarios', { schema: scenarioSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { changes, from, to } = request.body;
    const scenario = await whatIf(service.database, trustId, {
      changes: changes.map(readChange),
      window: readWindow(from, to),
      person: { by, at: service.now() },
    });
    return writeScenario(scenario);
  });

  app.post('/scenarios/keys', { schema: keysSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { contract, keys } = request.body;
    const person = { by, at: service.now() };
    const asked = { contract, drivers: keys, person };
    return writeKeys(await compareKeys(service.database, trustId, asked));
  });
};
