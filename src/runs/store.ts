import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, sql as text } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { openRun, run as runTable } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Progress, WorkPhase } from '../documents/progress.ts';
import { type Money, pence } from '../money/money.ts';
import type { Run, RunState, Wish, Work } from './run.ts';

// What came of a run may be long, and is read only with that one run.
const { result: _result, problem: _problem, ...columns } = getTableColumns(runTable);

const openStates: RunState[] = ['queued', 'running'];

/** The trusts that have runs to do, the one that has waited longest first. */
export async function trustsWithRuns({ query }: Pick<Database, 'query'>): Promise<string[]> {
  const rows = await query
    .select({ trustId: openRun.trustId })
    .from(openRun)
    .groupBy(openRun.trustId)
    // An id begins with its moment.
    .orderBy(text`min(${openRun.runId}::text)`);
  return rows.map(({ trustId }) => trustId);
}

/** Queues a run; false, and nothing is changed, while the same work on the import is under way. */
export async function queueRun(
  { query, trustId }: Tenant,
  wish: Wish & { id: string; askedAt: string; askedBy: string },
): Promise<boolean> {
  const { allOrNothing, controlTotal = null, ...facts } = wish;
  const added = await query
    .insert(runTable)
    .values({
      trustId,
      state: 'queued',
      isAllOrNothing: allOrNothing,
      controlTotal,
      ...facts,
    })
    .onConflictDoNothing()
    .returning({ runId: runTable.id });
  for (const { runId } of added) await query.insert(openRun).values({ trustId, runId });
  return added.length > 0;
}

/** Which runs a list shows; all of them, if nothing is said. */
export interface RunFilter {
  readonly id?: string;
  readonly importId?: string | undefined;
  readonly work?: Work;
  readonly states?: readonly RunState[] | undefined;
  /** Only runs that were asked for within the limit of this mark. */
  readonly limitMark?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
}

/** Runs in the order in which they were asked for. */
export async function runsOf({ query, trustId }: Tenant, filter: RunFilter = {}): Promise<Run[]> {
  const { id, importId, work, states, limitMark, after, limit } = filter;
  const rows = query
    .select(columns)
    .from(runTable)
    .where(
      and(
        eq(runTable.trustId, trustId),
        id ? eq(runTable.id, id) : undefined,
        importId ? eq(runTable.importId, importId) : undefined,
        work ? eq(runTable.work, work) : undefined,
        states ? inArray(runTable.state, [...states]) : undefined,
        limitMark ? eq(runTable.limitMark, limitMark) : undefined,
        after ? gt(runTable.id, after) : undefined,
      ),
    )
    .orderBy(asc(runTable.id))
    .$dynamic();
  return (await (limit === undefined ? rows : rows.limit(limit))).map(runOf);
}

/** The runs that are not over, in the order in which they were asked for. */
export function openRuns(tenant: Tenant, filter: RunFilter = {}): Promise<Run[]> {
  return runsOf(tenant, { ...filter, states: openStates });
}

const instant = (at: string | null) => at && new Date(at).toISOString();

function runOf({
  isAllOrNothing,
  controlTotal,
  ...row
}: Omit<typeof runTable.$inferSelect, 'result' | 'problem'>): Run {
  return {
    id: row.id,
    importId: row.importId,
    work: row.work as Work,
    allOrNothing: isAllOrNothing,
    controlTotal: controlTotal === null ? undefined : pence(controlTotal),
    askerId: row.askerId,
    limitMark: row.limitMark,
    state: row.state as RunState,
    isCancelled: row.isCancelled,
    askedAt: new Date(row.askedAt).toISOString(),
    askedBy: row.askedBy,
    attempt: row.attempt,
    startedAt: instant(row.startedAt),
    notedAt: instant(row.notedAt),
    finishedAt: instant(row.finishedAt),
    phase: row.phase as WorkPhase | null,
    rowsInAll: row.rowsInAll,
    rowsRead: row.rowsRead,
    rowsSettled: row.rowsSettled,
    netRead: pence(row.netRead),
  };
}

/** The run of a trust that was asked for last, if any is kept. */
export async function lastRunId({ query, trustId }: Tenant): Promise<string | undefined> {
  const [row] = await query
    .select({ id: runTable.id })
    .from(runTable)
    .where(eq(runTable.trustId, trustId))
    .orderBy(desc(runTable.id))
    .limit(1);
  return row?.id;
}

/** What came of a run, as it travels: its result when it is done, its problem when it failed. */
export async function outcomeOf({ query, trustId }: Tenant, id: string) {
  const [row] = await query
    .select({ result: runTable.result, problem: runTable.problem })
    .from(runTable)
    .where(and(eq(runTable.trustId, trustId), eq(runTable.id, id)));
  return row ?? { result: null, problem: null };
}

/** What is told of a run. */
type Change = Partial<Omit<typeof runTable.$inferInsert, 'trustId' | 'id'>>;

async function change(
  { query, trustId }: Tenant,
  id: string,
  states: readonly RunState[],
  to: Change,
): Promise<Run | undefined> {
  const isOne = and(eq(runTable.trustId, trustId), eq(runTable.id, id));
  const [row] = await query
    .update(runTable)
    .set(to)
    .where(and(isOne, inArray(runTable.state, [...states])))
    .returning(columns);
  return row && runOf(row);
}

/** Begins a run, or begins it again from its start. */
export async function beginRun(
  tenant: Tenant,
  { id, attempt }: Run,
  facts: { at: string; rowsInAll: number },
): Promise<Run | undefined> {
  const { at, rowsInAll } = facts;
  const nothingYet = { phase: null, rowsRead: 0, rowsSettled: 0, netRead: 0 as Money };
  const begun = { state: 'running', attempt: attempt + 1, startedAt: at, notedAt: at, rowsInAll };
  return change(tenant, id, openStates, { ...nothingYet, ...begun });
}

/** Puts a run that stops with its process back in its place, as if it had not been begun. */
export async function requeueRun(tenant: Tenant, { id, attempt }: Run): Promise<void> {
  await change(tenant, id, ['running'], { state: 'queued', attempt: attempt - 1, phase: null });
}

/** Writes down how far a run is; gives the run as it then is, undefined if it is over. */
export function noteProgress(
  tenant: Tenant,
  { id }: Run,
  { progress, at }: { progress: Progress; at: string },
): Promise<Run | undefined> {
  const { rowsInAll: _, ...changed } = progress;
  return change(tenant, id, ['running'], { ...changed, notedAt: at });
}

/** Marks that a run is to stop; one that waits is over at once. Undefined if it is over already. */
export async function markCancelled(
  tenant: Tenant,
  id: string,
  at: string,
): Promise<Run | undefined> {
  const over = { state: 'cancelled', isCancelled: true, finishedAt: at };
  const waiting = await change(tenant, id, ['queued'], over);
  if (waiting) await closeRun(tenant, id);
  return waiting ?? change(tenant, id, ['running'], { isCancelled: true });
}

/** What a run ends as. */
export type Outcome = { readonly at: string } & (
  | { readonly state: 'done'; readonly result: unknown; readonly progress: Progress }
  | { readonly state: 'failed'; readonly problem: unknown }
  | { readonly state: 'cancelled' }
);

/**
 * Ends a run; false, and nothing is changed, if it is not this attempt's any more, or if it was to
 * stop and would be done all the same.
 */
export async function finishRun(tenant: Tenant, run: Run, outcome: Outcome): Promise<boolean> {
  const { query, trustId } = tenant;
  const { at, state, ...came } = outcome;
  const isMine = and(
    eq(runTable.trustId, trustId),
    eq(runTable.id, run.id),
    eq(runTable.attempt, run.attempt),
    eq(runTable.state, 'running'),
    state === 'done' ? eq(runTable.isCancelled, false) : undefined,
  );
  const { progress, ...told } = { progress: undefined, ...came };
  const changed = { state, finishedAt: at, notedAt: at, ...progress, ...told };
  const ended = await query
    .update(runTable)
    .set(changed)
    .where(isMine)
    .returning({ id: runTable.id });
  if (ended.length > 0) await closeRun(tenant, run.id);
  return ended.length > 0;
}

async function closeRun({ query, trustId }: Tenant, runId: string): Promise<void> {
  await query.delete(openRun).where(and(eq(openRun.trustId, trustId), eq(openRun.runId, runId)));
}

/** Forgets runs that were over so long ago that nobody asks for them any more. */
export async function forgetRuns({ query, trustId }: Tenant, before: string): Promise<void> {
  await query
    .delete(runTable)
    .where(and(eq(runTable.trustId, trustId), lt(runTable.finishedAt, before)));
}
