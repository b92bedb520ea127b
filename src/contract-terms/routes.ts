import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { spanUnits } from '../renewals/term.ts';
import { priceReviewFile } from '../trusts/price-review-file.ts';
import { fieldIn } from '../trusts/register-change.ts';
import { contractTermsFile } from '../trusts/renewal-file.ts';
import { save } from '../trusts/routes.ts';
import { rebateClauseFile, volumeTierFile } from '../trusts/volume-file.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, change } from '../web/idempotency.ts';
import {
  Amount,
  Day,
  LastDay,
  MonthText,
  named,
  nullable,
  oneOf,
  Price,
  Rate,
  strict,
  Text,
  TrustId,
} from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import { termsOfContract } from './store.ts';
import { writeTerms } from './written.ts';

const count = (description: string, minimum: number, maximum: number) =>
  Type.Optional(nullable(Type.Integer({ description, minimum, maximum })));
const item = Text('The code of what is bought.', 60);
const days = (what: string) => ({
  valid_from: Day(`First day of the ${what}.`),
  valid_to: LastDay(what),
});

const endFields = {
  extension_months: count('How long one extension is.', 1, 120),
  extensions: count('How many there may be.', 1, 20),
  renewal_months: count('For how long it renews by itself; null if it just ends.', 1, 120),
  notice_length: count('How long before the end notice is due, with its unit.', 0, 1000),
  notice_unit: Type.Optional(nullable(oneOf(spanUnits))),
  lead_weeks: Type.Optional(
    Type.Integer({ description: 'How long buying anew takes.', minimum: 0, maximum: 104 }),
  ),
  penalties: Type.Optional(nullable(Text('What ending it early costs.', 1000))),
};
const tierFields = {
  item,
  from_quantity: Amount('From so many units of a contract year on.'),
  unit_price: Price('What every unit of the year then costs, net.'),
  ...days('tier'),
};
const clauseFields = {
  spend_above: Amount('Pounds of a contract year that earn nothing.'),
  rebate_rate: Rate('The part of what is beyond that comes back.'),
  due_months: Type.Integer({
    description: 'So many months after the contract year.',
    minimum: 0,
    maximum: 60,
  }),
  ...days('clause'),
};
const reviewFields = {
  item,
  series: Text('The published index by which the price moves.', 60),
  base_month: MonthText('The month to whose level the first price belongs.'),
  review_month: Type.Integer({
    description: 'The price moves on the first day of this month.',
    minimum: 1,
    maximum: 12,
  }),
  cap: Type.Optional(nullable(Rate('The most that one review raises it by.'))),
  collar: Type.Optional(
    nullable(
      Type.String({
        description: 'The least that one review changes it by, below zero for a fall.',
        pattern: '^-?(0(\\.\\d{1,6})?|1(\\.0{1,6})?)$',
      }),
    ),
  ),
  decimals: Type.Optional(
    Type.Integer({ description: 'Decimals of a reviewed price; 2.', minimum: 0, maximum: 6 }),
  ),
  ...days('clause'),
};

const TermsDocument = strict(
  {
    contract: Type.String({ description: 'Its reference.' }),
    end: nullable(strict(endFields, { description: 'Null where only its days are known.' })),
    volume_tiers: Type.Array(strict(tierFields)),
    rebate_clauses: Type.Array(strict(clauseFields)),
    price_reviews: Type.Array(strict(reviewFields)),
  },
  { $id: 'ContractTerms', description: 'What a contract says of its end and of its prices.' },
);

const tags = ['contracts'];
const ofContract = strict({ trust: TrustId, contract: Text('Its reference.', 60) });

const readTermsSchema = {
  operationId: 'readContractTerms',
  summary: 'What a contract says of its end and prices',
  description: 'Its end, volume tiers, rebates and price reviews, beside its dated prices.',
  tags,
  params: ofContract,
  response: { 200: named(TermsDocument), ...problems() },
};
const termsChange = (operationId: string, summary: string, description: string) => ({
  ...{ operationId, summary, description, tags },
  params: ofContract,
});
const putEndSchema = change(
  {
    ...termsChange(
      'putContractEnd',
      'Say how a contract ends',
      'Takes the place of what was said; the earlier versions are kept.',
    ),
    body: strict(endFields),
  },
  TermsDocument,
);
const addTierSchema = change(
  {
    ...termsChange(
      'addVolumeTier',
      'Add a volume tier to a contract',
      'The same item, quantity and first day again correct it.',
    ),
    body: strict(tierFields),
  },
  TermsDocument,
);
const addClauseSchema = change(
  {
    ...termsChange(
      'addRebateClause',
      'Add a rebate clause to a contract',
      'The same amount and first day again correct it.',
    ),
    body: strict(clauseFields),
  },
  TermsDocument,
);
const addReviewSchema = change(
  {
    ...termsChange(
      'addPriceReview',
      'Have the price of an item move with an index',
      'The same item and first day again correct it. It changes no figure: imports are checked against the reviewed price.',
    ),
    body: strict(reviewFields),
  },
  TermsDocument,
);

/** What a contract says of its end and prices; written under the rules of the trust's folder. */
export const contractTermRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(TermsDocument);

  app.get('/contracts/:contract/terms', { schema: readTermsSchema }, (request) => {
    const { database } = placeOf(request, service);
    return readTerms({ database, trustId: callerOf(request).trustId }, request.params.contract);
  });

  app.put('/contracts/:contract/end', { schema: putEndSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { contract } = request.params;
      const before = await readTerms(write, contract);
      const row = { contract, ...request.body };
      await save(write, contractTermsFile, row, fieldIn(request.body));
      return { status: 200, body: await readTerms(write, contract), before };
    }),
  );

  for (const { url, schema, table } of [
    { url: 'volume-tiers', schema: addTierSchema, table: volumeTierFile },
    { url: 'rebate-clauses', schema: addClauseSchema, table: rebateClauseFile },
    { url: 'price-reviews', schema: addReviewSchema, table: priceReviewFile },
  ]) {
    app.post(`/contracts/:contract/${url}`, { schema }, (request, reply) =>
      answerOnce(service, { request, reply }, async (write) => {
        const { contract } = request.params as Static<typeof ofContract>;
        const body = request.body as Record<string, string>;
        await save(write, table as typeof volumeTierFile, { contract, ...body }, fieldIn(body));
        return { status: 201, body: await readTerms(write, contract) };
      }),
    );
  }
};

function readTerms({ database, trustId }: Place, reference: string) {
  return inTrust(database, trustId, async (tenant) => {
    const contract = (await contractsOf(tenant)).find((each) => each.reference === reference);
    if (contract) return writeTerms(reference, await termsOfContract(tenant, contract.id));
    const message = `There is no contract "${reference}".`;
    throw new NotThere({ code: 'contract.unknown', found: reference, message });
  });
}
