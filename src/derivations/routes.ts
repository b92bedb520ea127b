import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { BaselineDocument, writeBaseline } from '../baselines/routes.ts';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { decimal } from '../money/decimal.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import {
  Day,
  LastDay,
  MonthText,
  named,
  oneOf,
  Rate,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { checkDerivation, type DerivedBaseline, deriveBaseline } from './commands.ts';

const Asked = strict(
  {
    contract: Text('The reference of the contract that the version is for.'),
    urn: Urn,
    item: Text('The code of what is bought.', 60),
    valid_from: Day('First day of the version.'),
    valid_to: LastDay('version'),
    history: strict(
      {
        from: MonthText('The first month; a full year is the rule.'),
        to: MonthText('The last month; it has to be over.'),
        contract: Type.Optional(
          Text('The contract of the lines; that of the version if left out.'),
        ),
        item: Type.Optional(Text('The item of the lines; that of the version if left out.', 60)),
        lines: Type.Optional(
          oneOf(['recurring', 'off_contract'], 'What the lines count as; recurring if left out.'),
        ),
        without: Type.Optional(
          Type.Array(MonthText('A month in which nothing was bought.'), { maxItems: 120 }),
        ),
      },
      { description: 'From which posted lines the price is worked out.' },
    ),
    vat_rate: Type.Optional(
      Rate('The rate of VAT that the price bore; worked out from the lines if left out.'),
    ),
  },
  { description: 'A version to be worked out as net spend ÷ volume of whole months.' },
);

function readAsked(body: Static<typeof Asked>): DerivedBaseline {
  const { contract, urn, item, valid_from, valid_to, history, vat_rate } = body;
  return {
    ...{ contract, urn, item },
    validFrom: valid_from as LocalDate,
    validTo: (valid_to ?? lastDay) as LocalDate,
    from: history.from as Month,
    to: history.to as Month,
    ofContract: history.contract,
    ofItem: history.item,
    lineClass: history.lines ?? 'recurring',
    without: (history.without ?? []) as Month[],
    vatRate: vat_rate === undefined ? undefined : decimal(vat_rate),
  };
}

const description =
  'Net spend ÷ volume of whole months that are posted, rounded once to six decimals. Refused with what is missing: months, quantities, one unit.';

const checkSchema = {
  operationId: 'checkDerivedBaseline',
  summary: 'Check what a version worked out from history would be',
  description: `${description} Nothing is saved.`,
  tags: ['baselines'],
  params: strict({ trust: TrustId }),
  body: Asked,
  response: { 200: named(BaselineDocument), ...problems(409, 422) },
};

const deriveSchema = {
  operationId: 'deriveBaseline',
  summary: 'Prepare a version worked out from history',
  description: `${description} It counts once somebody else approves it.`,
  tags: ['baselines'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  body: Asked,
  response: { 201: named(BaselineDocument), ...problems(409, 422) },
};

export const derivationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(BaselineDocument);

  app.post('/baselines/derivations/check', { schema: checkSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    const person = { by: callerOf(request).by, at: service.now() };
    const asked = readAsked(request.body);
    return writeBaseline(await checkDerivation(database, trustId, asked, person));
  });

  app.post('/baselines/derivations', { schema: deriveSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const version = await deriveBaseline(database, trustId, readAsked(request.body), person);
      return { status: 201, body: writeBaseline(version) };
    }),
  );
};
