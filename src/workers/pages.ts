import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { whatCameOf } from '../changes/commands.ts';
import { tableView } from '../charts/table.ts';
import { checkImport, confirmImport } from '../confirmations/commands.ts';
import { effectView } from '../confirmations/effect-table.ts';
import { checkView, stoppedView, tallyTable } from '../confirmations/file-tables.ts';
import { type ImportResultDocument, writeCheck, writeResult } from '../confirmations/routes.ts';
import { inTrust } from '../database/tenant.ts';
import { type ImportRecord, writeTallies } from '../imports/import.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { discardImport } from '../imports/store.ts';
import { profileById } from '../invoices/store.ts';
import { markOf } from '../limits/store.ts';
import type { Problem } from '../problem.ts';
import { askerOf, askForRun, cancelRun, isLargeImport } from '../runs/commands.ts';
import { isFinished, type Run, runSecondsLeft, type Work } from '../runs/run.ts';
import { outcomeOf, runsOf } from '../runs/store.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { type Answer, answerOnce, type Write } from '../web/idempotency.ts';
import { mayOpen } from '../web/navigation.ts';
import { keptProblem, onlyProblem, readPounds } from '../web/page-forms.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage, type TrustPage } from '../web/trust-page.ts';

interface Exchange {
  readonly request: FastifyRequest & { params: { import: string } };
  readonly reply: FastifyReply;
}

const params = strict({ trust: TrustId, import: ImportId });
const showSchema = {
  hide: true,
  operationId: 'showImport',
  params,
  querystring: strict({ still: Type.Optional(Type.String({ maxLength: 3 })) }),
};
const ConfirmForm = strict({
  control_total: Type.Optional(Type.String({ maxLength: 40 })),
  all_or_nothing: Type.Optional(Type.String({ maxLength: 3 })),
});
type Typed = Static<typeof ConfirmForm>;
const act = (operationId: string) => ({ schema: { hide: true, operationId, params } });

/** The page of an import: how far its check is, what confirming would do, or what became of it. */
export const workPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/imports/:import', { schema: showSchema }, (request, reply) =>
    showImport(service, { request, reply }),
  );

  const confirm = { hide: true, operationId: 'confirmImport', params, body: ConfirmForm };
  app.post('/imports/:import', { schema: confirm }, async (request, reply) => {
    const exchange = { request, reply };
    const problem = await confirmAs(service, exchange, request.body).catch(onlyProblem);
    return problem
      ? showImport(service, exchange, { problem, typed: request.body })
      : toImport(exchange);
  });

  app.post('/imports/:import/check', act('checkImport'), async (request, reply) => {
    await begin(service, { request, reply }, 'check', {});
    return toImport({ request, reply });
  });

  app.post('/imports/:import/cancel', act('cancelRun'), async (request, reply) => {
    const exchange = { request, reply };
    const { runs } = await lookUp(service, request);
    await onImport(service, exchange, async ({ database, trustId, person }) => {
      const [open] = runs.filter((run) => !isFinished(run));
      const run = open && (await cancelRun(database, trustId, open, person));
      return { status: 303, body: { run: run?.id ?? null } };
    });
    return toImport(exchange);
  });

  app.post('/imports/:import/discard', act('discardImport'), async (request, reply) => {
    await onImport(service, { request, reply }, async ({ database, trustId }, id) => {
      await inTrust(database, trustId, (tenant) => discardImport(tenant, id));
      return { status: 303, body: null };
    });
    return reply.redirect(`/trusts/${callerOf(request).trustId}/imports`, 303);
  });
};

const addressOf = ({ request }: Pick<Exchange, 'request'>) =>
  `/trusts/${callerOf(request).trustId}/imports/${request.params.import}`;
const toImport = (exchange: Exchange) => exchange.reply.redirect(addressOf(exchange), 303);

/** An import with what is and was done with it in the background. */
async function lookUp({ database }: Service, request: Exchange['request']) {
  const { trustId, limit } = callerOf(request);
  const record = await readImport(database, trustId, request.params.import, limit);
  const asked = { importId: record.id, limitMark: limit && markOf(limit) };
  const runs = await inTrust(database, trustId, (tenant) => runsOf(tenant, asked));
  return { record, runs };
}

/** Confirms at once, or has a large file confirmed in the background. */
async function confirmAs(service: Service, exchange: Exchange, typed: Typed): Promise<undefined> {
  const options = {
    allOrNothing: typed.all_or_nothing === 'yes',
    controlTotal: readPounds(typed.control_total, 'control_total'),
  };
  const { trustId } = callerOf(exchange.request);
  if (await isLargeImport(service.database, trustId, exchange.request.params.import)) {
    return begin(service, exchange, 'confirm', options);
  }
  await onImport(service, exchange, async ({ database, person }, id) => {
    const result = await confirmImport(database, trustId, id, person, options);
    return { status: 303, body: writeResult(result) };
  });
}

/** Has a file checked or confirmed in the background. */
async function begin(
  service: Service,
  exchange: Exchange,
  work: Work,
  { allOrNothing = false, controlTotal }: Partial<Pick<Run, 'allOrNothing' | 'controlTotal'>>,
): Promise<undefined> {
  await onImport(service, exchange, async ({ database, trustId, person }, importId) => {
    const wish = { importId, work, allOrNothing, controlTotal, ...askerOf(person) };
    const run = await askForRun(database, trustId, wish, person);
    return { status: 303, body: { run: run.id } };
  });
}

async function onImport(
  service: Service,
  exchange: Exchange,
  work: (write: Write, id: string) => Promise<Answer<unknown>>,
): Promise<undefined> {
  await answerOnce(service, exchange, async (write) => {
    const { database, trustId, person } = write;
    const asked = exchange.request.params.import;
    const { id } = await readImport(database, trustId, asked, person.limit);
    return work(write, id);
  });
}

/** The page of an import, whatever has become of it. */
async function showImport(
  service: Service,
  exchange: Exchange,
  { problem, typed = {} }: { problem?: Problem; typed?: Typed } = {},
) {
  const { record, runs } = await lookUp(service, exchange.request);
  const open = runs.find((run) => !isFinished(run));
  const caller = callerOf(exchange.request);
  const base = `/trusts/${caller.trustId}`;
  const imports = `${base}/imports`;
  const wayTo = (page: string) =>
    mayOpen(caller, page) ? `${base}${page.replace(':import', record.id)}` : null;
  const frame = {
    above: [{ text: 'Import', href: imports }],
    source: null,
    problem,
    path: addressOf(exchange),
    imports,
    ...{ file: record.file, state: record.state, receivedBy: record.receivedBy },
    receivedAt: record.receivedAt.slice(0, 16).replace('T', ' at '),
    ...{ queue: wayTo('/queue'), undo: wayTo('/imports/:import/undo') },
    again: wayTo('/imports/:import/repost'),
    copy: wayTo('/imports/:import/copy'),
  };
  if (open) return showProgress(service, exchange, open, frame);
  if (record.state === 'posted' || record.state === 'undone') {
    const rowsAt = frame.queue && `${frame.queue}/${record.id}`;
    return showTrustPage(service, exchange, 'workers/views/posted.njk', {
      ...frame,
      ...(await outcomeFor(service, exchange, record, rowsAt)),
      title: `${record.file}: ${record.state === 'posted' ? 'posted' : 'taken back'}`,
      journal: record.journalNumber,
    });
  }
  const found = await checkFor(service, exchange, record, runs);
  return showTrustPage(service, exchange, 'workers/views/check.njk', {
    ...{ ...frame, ...found, problem: problem ?? found.problem },
    title: `Check ${record.file}`,
    typed: { controlTotal: typed.control_total ?? '', isAll: typed.all_or_nothing === 'yes' },
  });
}

const refreshSeconds = 3;

/** How far a run is; the page follows it until it is over, unless told to stay. */
async function showProgress(service: Service, exchange: Exchange, run: Run, frame: Frame) {
  const isStill = (exchange.request.query as { still?: string }).still === 'yes';
  const { rowsInAll, rowsRead, rowsSettled, work, state, isCancelled } = run;
  return showTrustPage(service, exchange, 'workers/views/progress.njk', {
    ...frame,
    title: `${work === 'check' ? 'Checking' : 'Posting'} ${frame.file}`,
    ...{ isStill, isCancelled, refreshSeconds, rowsInAll, rowsRead, rowsSettled },
    isWaiting: state === 'queued',
    secondsLeft: runSecondsLeft(run, service.now()),
  });
}

type Frame = Pick<TrustPage, 'above' | 'source' | 'problem'> & { readonly file: string };

/** What confirming a file would do: now, or as its check in the background found it. */
async function checkFor(
  { database, now }: Service,
  { request }: Exchange,
  record: ImportRecord,
  runs: readonly Run[],
) {
  const { trustId, by, limit } = callerOf(request);
  const isLarge = await isLargeImport(database, trustId, record.id);
  // What somebody of some schools had checked says nothing of the others.
  const own = runs.filter(({ limitMark }) => limitMark === (limit ? markOf(limit) : null));
  const checked = own.filter((run) => run.work === 'check' && run.state === 'done').at(-1);
  const last = own.at(-1);
  const { names, kept, failed } = await inTrust(database, trustId, async (tenant) => ({
    names: new Map((await schoolsOf(tenant)).map(({ urn, name }) => [urn, name])),
    kept: checked && (await outcomeOf(tenant, checked.id)).result,
    failed: last?.state === 'failed' ? (await outcomeOf(tenant, last.id)).problem : null,
  }));
  const problem = failed ? keptProblem(failed) : undefined;
  if (isLarge) {
    const document = kept as Static<typeof ImportResultDocument> | undefined;
    return { isLarge, problem, check: document ? checkView(document, names) : null };
  }
  const result = await checkImport(database, trustId, record.id, { by, at: now(), limit });
  return { isLarge, problem, check: checkView(writeCheck(result, record), names) };
}

/** What became of a file that is posted, or was. */
async function outcomeFor(
  { database }: Service,
  { request }: Exchange,
  whole: ImportRecord,
  rowsAt: string | null,
) {
  const { trustId, limit } = callerOf(request);
  return inTrust(database, trustId, async (tenant) => {
    const { record, effect, problems } = await whatCameOf(tenant, whole, limit);
    return {
      supplier: (await profileById(tenant, record.profileId)).document.supplier,
      tally: tableView(tallyTable(writeTallies(record), true), 'pence'),
      effect: effectView(effect),
      ...stoppedView(problems, rowsAt),
    };
  });
}
