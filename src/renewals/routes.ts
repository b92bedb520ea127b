import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Day, Instant, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { type ContractWish, checkDecision, decideContract, listRenewals } from './commands.ts';
import { renewalStates } from './deadline.ts';
import { renewalActs } from './decision.ts';
import { writeDecided, writeRenewal } from './written.ts';

const tags = ['renewals'];
const states =
  'far: nothing to do yet; plan: three months before the decision; decide: four weeks before; overdue: not decided in time; noticed or renewed: decided.';

const RenewalDocument = strict(
  {
    contract: Type.String({ description: 'Its reference.' }),
    title: Type.String(),
    supplier: Type.String(),
    ends_on: Day('Last day of the term in which it stands.'),
    notice_by: Day('Last working day to give notice.'),
    notice_on: Day('The same as the contract has it, on whatever day of the week.'),
    start_by: Day('Last day to begin with buying anew.'),
    decide_by: Day('The last meeting, or without one the last school day, to decide.'),
    meeting: nullable(Type.String({ description: 'The name of that meeting.' })),
    state: oneOf(renewalStates, states),
    snoozed_until: nullable(Day('Until when it rests, that day included.')),
    renews_for_months: nullable(
      Type.Integer({ description: 'For how long it renews by itself; null if it just ends.' }),
    ),
    extensions_left: Type.Integer({ minimum: 0, description: 'Options to extend not used yet.' }),
    decided: nullable(
      strict({
        act: oneOf(renewalActs),
        by: Type.String(),
        at: Instant('When it was decided.'),
        reason: nullable(
          Type.String({ description: 'Null for who is let in for some schools only.' }),
        ),
      }),
    ),
    in_words: Type.Array(Type.String(), { description: 'What to do, in whole sentences.' }),
  },
  { $id: 'Renewal', description: 'When a contract ends and what has to be decided by when.' },
);

const DecidedDocument = strict(
  { before: named(RenewalDocument), after: named(RenewalDocument) },
  { $id: 'RenewalDecided', description: 'How it stands with a contract before and after.' },
);

const listSchema = {
  operationId: 'listRenewals',
  summary: 'When contracts end, and what is to be decided by when',
  description:
    'What is to be decided first comes first. Notice is never due on a weekend or a bank holiday of England; the decision is due at the last board meeting before notice less the lead time.',
  tags,
  params: strict({ trust: TrustId }),
  querystring: strict({ on: Type.Optional(Day('As of this day; today if left out.')) }),
  response: {
    200: strict({
      today: Day('The day of the answer.'),
      renewals: Type.Array(named(RenewalDocument)),
    }),
    ...problems(),
  },
};

const ofContract = strict({ trust: TrustId, contract: Text('The reference of the contract.', 60) });
const Wish = strict({
  act: oneOf(renewalActs, 'renew: let it renew, or buy anew; the others as they say.'),
  until: Type.Optional(nullable(Day('Of a snooze: until when the matter rests.'))),
  reason: Text('Why.', 500),
});

const decideSchema = {
  operationId: 'decideContract',
  summary: 'Decide what becomes of a contract',
  description:
    'It is about the term in which the contract stands; an extension leads to the next end. Kept for ever: what changes is decided again. The days of the contract in the register stay as they are.',
  tags,
  headers: idempotencyHeader,
  params: ofContract,
  body: Wish,
  response: { 201: named(DecidedDocument), ...problems(404, 409, 422) },
};

const checkSchema = {
  operationId: 'checkContractDecision',
  summary: 'What a decision would change',
  description: 'Nothing is kept.',
  tags,
  params: ofContract,
  body: Wish,
  response: { 200: named(DecidedDocument), ...problems(404, 422) },
};

type Asked = { params: { contract: string }; body: Static<typeof Wish> };

const wishOf = ({ params, body }: Asked): ContractWish => ({
  contract: params.contract,
  act: body.act,
  until: (body.until ?? null) as LocalDate | null,
  reason: body.reason,
});

export const renewalRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of [RenewalDocument, DecidedDocument]) app.addSchema(document);

  app.get('/renewals', { schema: listSchema }, async (request) => {
    const { trustId, limit } = callerOf(request);
    const today = (request.query.on ?? service.now().slice(0, 10)) as LocalDate;
    const { database } = placeOf(request, service);
    const { renewals, suppliers } = await listRenewals(database, trustId, today);
    const told = { today, isWhole: limit === undefined };
    return {
      today,
      renewals: renewals.map((renewal) =>
        writeRenewal(renewal, suppliers.get(renewal.contract.supplierId) ?? '', told),
      ),
    };
  });

  app.post('/contracts/:contract/decisions/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { database } = placeOf(request, service);
    const person = { by, at: service.now() };
    return writeDecided(await checkDecision(database, trustId, wishOf(request), person));
  });

  app.post('/contracts/:contract/decisions', { schema: decideSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const decided = await decideContract(database, trustId, wishOf(request), person);
      const body = writeDecided(decided);
      return { status: 201, body, before: body.before };
    }),
  );
};
