import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { ImportResultDocument } from '../confirmations/routes.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { workPhases } from '../documents/progress.ts';
import { ImportDocument, ImportId, StoppedRowDocument } from '../imports/routes.ts';
import type { Limit } from '../limits/limit.ts';
import { markOf } from '../limits/store.ts';
import { formatMoney } from '../money/money.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, ProblemDocument, problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { idAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, Instant, named, nullable, oneOf, Pounds, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { cancelRun } from './commands.ts';
import { isFinished, type Run, runSecondsLeft, runStates, works } from './run.ts';
import { outcomeOf, runsOf } from './store.ts';

const RunId = Id('The id of the run.');
const Count = (description: string) => Type.Integer({ minimum: 0, description });

/** What a run is to do. */
export const workField = oneOf(
  works,
  'To check is to find out what posting would do, and to change nothing.',
);

const runFields = {
  id: RunId,
  import: ImportId,
  work: workField,
  all_or_nothing: Type.Boolean(),
  control_total: nullable(Pounds('What the net of the rows has to add up to.')),
  state: oneOf(runStates, 'Only a confirmation that is done changes figures.'),
  is_cancelled: Type.Boolean({ description: 'Whether it is to stop, or has.' }),
  asked_at: Instant('When it was asked for.'),
  asked_by: Type.String({ description: 'The name of the key that asked.' }),
  attempt: Count('How often it was begun: again, from its start, after the service had ended.'),
  started_at: nullable(Instant('When it was begun last.')),
  finished_at: nullable(Instant('When it was over.')),
  phase: nullable(oneOf(workPhases, 'What is done with the rows now.')),
  rows: strict(
    {
      in_all: nullable(Count('Rows of the file below its header; null until it is begun.')),
      read: Count('Rows that are read.'),
      settled: Count('Rows that are posted, held or refused as well.'),
    },
    { description: 'How far it is.' },
  ),
  net_read: Pounds('The net of the rows that are read.'),
  seconds_left: nullable(Count('At the rate so far; null until that can be told.')),
};

/** A run as a list shows it. */
const RunInListDocument = strict(runFields, {
  $id: 'RunInList',
  description: 'Work on an import that goes on in the background.',
});

/** A run with what came of it. */
export const RunDocument = strict(
  {
    ...runFields,
    result: nullable(named(ImportResultDocument)),
    problem: nullable(named(ProblemDocument)),
  },
  {
    $id: 'Run',
    description: 'Work in the background: its result once it is done, its problem if it failed.',
  },
);

/** A run as it travels, without what came of it. */
export function writeRun(run: Run, now: string): Static<typeof RunInListDocument> {
  const { rowsInAll, rowsRead, rowsSettled, controlTotal } = run;
  return {
    id: run.id,
    import: run.importId,
    work: run.work,
    all_or_nothing: run.allOrNothing,
    control_total: controlTotal === undefined ? null : formatMoney(controlTotal),
    state: run.state,
    is_cancelled: run.isCancelled,
    asked_at: run.askedAt,
    asked_by: run.askedBy,
    attempt: run.attempt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    phase: run.phase,
    rows: { in_all: rowsInAll, read: rowsRead, settled: rowsSettled },
    net_read: formatMoney(run.netRead),
    seconds_left: runSecondsLeft(run, now),
  };
}

/** A run as it now is, with what came of it; within a limit, only one that was asked for within it. */
export async function readRun(
  database: Database,
  trustId: string,
  { id, now, limit }: { id: string; now: string; limit?: Limit | undefined },
): Promise<Static<typeof RunDocument>> {
  const limitMark = limit && markOf(limit);
  const { run, outcome } = await inTrust(database, trustId, async (tenant) => ({
    run: findRun(await runsOf(tenant, { id, limitMark }), id),
    outcome: await outcomeOf(tenant, id),
  }));
  const problem = outcome.problem as Static<typeof ProblemDocument> | null;
  return {
    ...writeRun(run, now),
    result: outcome.result as Static<typeof ImportResultDocument> | null,
    problem: problem && { ...problem, instance: pathOf(trustId, id) },
  };
}

function findRun([run]: readonly Run[], id: string): Run {
  if (run) return run;
  throw new NotThere({ code: 'run.unknown', found: id, message: `There is no run ${id}.` });
}

/** Where a run is asked after. */
export const pathOf = (trustId: string, runId: string) => `/v1/trusts/${trustId}/runs/${runId}`;

const listSchema = {
  operationId: 'listRuns',
  summary: 'The runs of the trust',
  description: 'In the order in which they were asked for; those that are over for a month.',
  tags: ['runs'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    ...pageQuery,
    state: Type.Optional(oneOf(runStates)),
    import: Type.Optional(ImportId),
  }),
  response: { 200: pageOf(named(RunInListDocument)), ...problems() },
};

const runParams = strict({ trust: TrustId, run: RunId });

const readSchema = {
  operationId: 'readRun',
  summary: 'How far a run is, and what came of it',
  description:
    'Once it is done the result is the one that the same request without a run answers; if it failed, so is the problem.',
  tags: ['runs'],
  params: runParams,
  response: { 200: named(RunDocument), ...problems() },
};

const cancelSchema = {
  operationId: 'cancelRun',
  summary: 'Cancel a run',
  description:
    'A run that waits is over at once; one that is at work (202) stops within a moment, and nothing of it is saved. The file stays as it was received.',
  tags: ['runs'],
  headers: idempotencyHeader,
  params: runParams,
  response: { 200: named(RunDocument), 202: named(RunDocument), ...problems(409, 422) },
};

export const runRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const documents = [ImportDocument, StoppedRowDocument, ImportResultDocument];
  for (const schema of [...documents, RunInListDocument, RunDocument]) app.addSchema(schema);

  app.get('/runs', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const { trustId, limit } = callerOf(request);
    const { state, import: importId } = request.query;
    const states = state && [state];
    const limitMark = limit && markOf(limit);
    const asked = { importId, states, limitMark, after: idAfter(page), limit: page.limit + 1 };
    const found = await inTrust(service.database, trustId, (tenant) => runsOf(tenant, asked));
    const write = (run: Run) => writeRun(run, service.now());
    return writePage(found, page, { key: ({ id }) => id, write });
  });

  app.get('/runs/:run', { schema: readSchema }, (request) => {
    const { trustId, limit } = callerOf(request);
    const asked = { id: request.params.run, now: service.now(), limit };
    return readRun(service.database, trustId, asked);
  });

  const ofCancelled = { schema: cancelSchema };
  app.delete('/runs/:run', ofCancelled, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { run: id } = request.params;
      const limitMark = person.limit && markOf(person.limit);
      const run = await inTrust(database, trustId, async (tenant) =>
        findRun(await runsOf(tenant, { id, limitMark }), id),
      );
      const { state } = await cancelRun(database, trustId, run, person);
      const body = await readRun(database, trustId, { id, now: person.at });
      return { status: isFinished({ state }) ? 200 : 202, body };
    }),
  );
};
