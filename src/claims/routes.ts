import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closedWindow } from '../agreements/agreement.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Id,
  Instant,
  MonthText,
  named,
  nullable,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import type { Claim } from './claim.ts';
import { claimSaving, listClaims, withdrawClaim } from './commands.ts';

const fields = {
  contract: Text('The reference of the contract.'),
  urn: Urn,
  from: MonthText('First service month.'),
  to: MonthText('Last service month.'),
  claimant: Text('Who claims it: an initiative of the trust, a broker, an authority.'),
};

const ClaimDocument = strict(
  {
    id: Id('The claim.'),
    ...fields,
    words: Type.String({ description: 'What it rests on.' }),
    claimed_by: Type.String({ description: 'Who wrote it down.' }),
    claimed_at: Instant('When.'),
    withdrawn: nullable(
      strict({
        reason: Type.String(),
        withdrawn_by: Type.String(),
        withdrawn_at: Instant('When.'),
      }),
    ),
  },
  { $id: 'Claim', description: 'Who says that a saving is his doing.' },
);

/** A claim as it travels. */
export function writeClaim(claim: Claim): Static<typeof ClaimDocument> {
  const { id, contract, urn, window, claimant, words, by, at, withdrawn } = claim;
  return {
    id,
    contract,
    urn,
    ...window,
    claimant,
    words,
    claimed_by: by,
    claimed_at: at,
    withdrawn: withdrawn && {
      reason: withdrawn.reason,
      withdrawn_by: withdrawn.by,
      withdrawn_at: withdrawn.at,
    },
  };
}

const listSchema = {
  operationId: 'listClaims',
  summary: 'Who claims which savings',
  description: 'Every claim, the first first; those that were withdrawn stay in the list.',
  tags: ['claims'],
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(ClaimDocument)), ...problems() },
};

const claimSchema = {
  operationId: 'claimSaving',
  summary: 'Claim a saving',
  description:
    'For a contract at a school in some months. Claiming any of it a second time is refused, and the first claim is named.',
  tags: ['claims'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  body: strict({ ...fields, words: Type.Optional(Text('What it rests on.', 2000)) }),
  response: { 201: named(ClaimDocument), ...problems(409, 422) },
};

const withdrawSchema = {
  operationId: 'withdrawClaim',
  summary: 'Withdraw a claim',
  description: 'It stays on record; others may claim the same then.',
  tags: ['claims'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, claim: Id('The claim.') }),
  body: strict({ reason: Text('Why it is taken back.', 500) }),
  response: { 200: named(ClaimDocument), ...problems(409, 422) },
};

export const claimRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ClaimDocument);

  app.get('/claims', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const claims = await listClaims(service.database, callerOf(request).trustId);
    const key = ({ id }: Claim) => id;
    return writePage(entriesAfter(claims, page, key), page, { key, write: writeClaim });
  });

  app.post('/claims', { schema: claimSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { contract, urn, from, to, claimant, words = '' } = request.body;
      const window = closedWindow(readWindow(from, to));
      const asked = { contract, urn, window, claimant, words };
      return { status: 201, body: writeClaim(await claimSaving(database, trustId, asked, person)) };
    }),
  );

  app.post('/claims/:claim/withdrawal', { schema: withdrawSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const asked = { claimId: request.params.claim, reason: request.body.reason };
      return {
        status: 200,
        body: writeClaim(await withdrawClaim(database, trustId, asked, person)),
      };
    }),
  );
};
