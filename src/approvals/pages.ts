import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { isSamePerson } from '../access/same-person.ts';
import { isCashReleasing } from '../baselines/baseline.ts';
import {
  dayOf,
  daysOf,
  kindInWords,
  stateOf,
  stateTag,
  workingTable,
} from '../baselines/baseline-words.ts';
import { readBaseline } from '../baselines/routes.ts';
import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { changeView } from '../changes/change-view.ts';
import { tableView } from '../charts/table.ts';
import { chargeInWords } from '../contracts/charge.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { evidenceFor } from '../evidence/commands.ts';
import { documentsView } from '../evidence/evidence-words.ts';
import { evidenceAddress } from '../evidence/pages.ts';
import { show } from '../explanations/spelling.ts';
import { formatDecimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { NotThere } from '../web/errors.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { approveAndTell, checkApproval, checkWithdrawal, withdrawAndTell } from './commands.ts';

const params = strict({ trust: TrustId, baseline: Id('The id of the version.') });
const ReasonForm = strict({ reason: Type.Optional(Type.String({ maxLength: 1000 })) });
const of = (operationId: string) => ({ hide: true, operationId, params });
interface Exchange {
  readonly request: FastifyRequest & { params: Static<typeof params> };
  readonly reply: FastifyReply;
}

/** One version of what a school paid before, and the pages on which it is approved or withdrawn. */
export const approvalPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/baselines/:baseline', { schema: of('showBaseline') }, (request, reply) =>
    showVersion(service, { request, reply }),
  );

  const asked = { schema: of('checkBaselineApproval'), config: { isTry: true } };
  app.get('/baselines/:baseline/approve', asked, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const approval = { id: request.params.baseline, by, at: service.now() };
    const { baseline, change } = await checkApproval(service.database, trustId, approval);
    return showAct(service, { request, reply }, baseline, {
      act: 'approve',
      change: changeView(change),
    });
  });

  app.post('/baselines/:baseline/approve', { schema: of('approveBaseline') }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'approve',
      again: (problem) => showVersion(service, exchange, problem),
      work: async ({ database, trustId, person }) => {
        const { baseline: id } = request.params;
        const before = await readBaseline({ database, trustId }, id);
        await approveAndTell(database, trustId, { ...person, id });
        return { status: 303, body: await readBaseline({ database, trustId }, id), before };
      },
      leadsTo: ({ id }) => `/trusts/${request.params.trust}/baselines/${id}`,
    });
  });

  app.register(withdrawalPages, { ...service, prefix: '' });
};

const withdrawalPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const asked = { schema: of('checkBaselineWithdrawal'), config: { isTry: true } };
  app.get('/baselines/:baseline/withdraw', asked, (request, reply) =>
    showWithdrawal(service, { request, reply }),
  );

  const schema = { ...of('withdrawBaseline'), body: ReasonForm };
  app.post('/baselines/:baseline/withdraw', { schema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'reason',
      again: (problem) => showWithdrawal(service, exchange, problem),
      work: async ({ database, trustId, person }) => {
        const { baseline: id } = request.params;
        const reason = (request.body.reason ?? '').trim();
        if (reason === '') {
          const message = 'Write why it must not count any more.';
          throw new Problem({ code: 'request.unreadable', column: 'reason', message });
        }
        const before = await readBaseline({ database, trustId }, id);
        await withdrawAndTell(database, trustId, { ...person, id, reason });
        return { status: 303, body: await readBaseline({ database, trustId }, id), before };
      },
      leadsTo: ({ id }) => `/trusts/${request.params.trust}/baselines/${id}`,
    });
  });
};

async function showWithdrawal(service: Service, exchange: Exchange, problem?: Problem) {
  const { trustId, by } = callerOf(exchange.request);
  const { baseline: id } = exchange.request.params;
  const withdrawal = { id, by, at: service.now(), reason: 'asked for its effect' };
  const { baseline, change } = await checkWithdrawal(service.database, trustId, withdrawal);
  return showAct(service, exchange, baseline, {
    act: 'withdraw',
    change: changeView(change),
    problem,
  });
}

interface Act {
  readonly act: 'approve' | 'withdraw';
  readonly change: ReturnType<typeof changeView>;
  readonly problem?: Problem | undefined;
}

async function showAct(
  service: Service,
  exchange: Exchange,
  version: ListedBaseline,
  { act, change, problem }: Act,
) {
  const { trustId, base, title, price } = await wordsOf(service, exchange.request, version);
  return showTrustPage(service, exchange, 'approvals/views/act.njk', {
    title: act === 'approve' ? `Approve: ${title}` : `Withdraw: ${title}`,
    problem,
    above: [
      { text: 'What schools paid before', href: base },
      { text: title, href: `${base}/${version.id}` },
    ],
    source: null,
    path: `/trusts/${trustId}/baselines/${version.id}/${act}`,
    ...{ act, change, price },
    kind: kindInWords[version.kind],
    evidence: version.evidence,
    preparedBy: version.preparedBy,
    days: daysOf(version.valid),
  });
}

/** What a version is called, and its price in words. */
async function wordsOf(service: Service, request: FastifyRequest, version: ListedBaseline) {
  const { database, trustId } = placeOf(request, service);
  return inTrust(database, trustId, async (tenant) => {
    const school = (await schoolsOf(tenant)).find(({ urn }) => urn === version.urn);
    const contract = (await contractsOf(tenant)).find(({ id }) => id === version.contractId);
    const unit = contract?.prices.find(({ item }) => item === version.item)?.unit;
    return {
      trustId,
      base: `/trusts/${trustId}/baselines`,
      school: school?.name ?? version.urn,
      contract: contract?.title ?? version.contract,
      title: `${version.item}, ${school?.name ?? version.urn}`,
      price:
        (unit && chargeInWords(unit, version.unitPrice)) ??
        show(formatDecimal(version.unitPrice), 'price'),
    };
  });
}

async function showVersion(service: Service, exchange: Exchange, problem?: Problem) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const { baseline: id } = request.params;
  const [version] = await inTrust(database, trustId, (tenant) => listBaselines(tenant, { id }));
  if (!version) {
    const message = `There is no baseline ${id}.`;
    throw new NotThere({ code: 'baseline.unknown', found: id, message });
  }
  const caller = callerOf(request);
  const words = await wordsOf(service, request, version);
  const at = `${words.base}/${id}`;
  const state = stateOf(version);
  const isAuthor = isSamePerson(version.preparedBy, caller.by);
  const open = (page: string, is: boolean) => (is && mayOpen(caller, page) ? page : null);
  const href = (page: string | null) =>
    page === null ? null : page.replace('/baselines/:baseline', at);
  return showTrustPage(service, exchange, 'approvals/views/version.njk', {
    title: words.title,
    problem,
    above: [{ text: 'What schools paid before', href: words.base }],
    source: null,
    tag: stateTag[state],
    sentence: `${words.school} paid ${words.price} for one ${version.item} before ${words.contract}.`,
    facts: factsOf(version),
    working: version.working && {
      formula: version.working.formula,
      table: tableView(workingTable(version.working), 'pence'),
    },
    documents: documentsView(await evidenceFor(database, trustId, id), (each) =>
      evidenceAddress(trustId, id, each),
    ),
    addDocument: mayOpen(caller, '/baselines/:baseline/evidence', 'POST') ? `${at}/evidence` : null,
    waitsForOther: state === 'prepared' && isAuthor,
    approve: href(open('/baselines/:baseline/approve', state === 'prepared' && !isAuthor)),
    withdraw: href(open('/baselines/:baseline/withdraw', state === 'approved')),
    correct: mayOpen(caller, '/baselines/new') ? `${words.base}/new?instead_of=${id}` : null,
  });
}

function factsOf(version: ListedBaseline) {
  const { kind, valid, index, approvedAt, withdrawnAt } = version;
  return [
    ['Where it comes from', kindInWords[kind]],
    ['What is saved counts as', isCashReleasing(kind) ? 'Cash' : 'Avoided cost, never as cash'],
    ['Days', daysOf(valid)],
    ['VAT on it', `${formatDecimal(version.vatRate.times(100))}%`],
    ...(index ? [['Moves with', `${index.series}, from ${monthInWords(index.baseMonth)}`]] : []),
    ['Evidence', version.evidence],
    ['Version', `${version.version}, by ${version.preparedBy}`],
    ...(approvedAt ? [['Approved', `By ${version.approvedBy} on ${dayOf(approvedAt)}`]] : []),
    ...(withdrawnAt
      ? [
          [
            'Withdrawn',
            `By ${version.withdrawnBy} on ${dayOf(withdrawnAt)}: ${version.withdrawnReason}`,
          ],
        ]
      : []),
  ].map(([key, value]) => ({ key, value }));
}
