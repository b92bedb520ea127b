import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { audited } from '../audit/commands.ts';
import { checkImport, confirmImport } from '../confirmations/commands.ts';
import type { ImportResult } from '../confirmations/result.ts';
import type { Database } from '../database/connect.ts';
import { stoppable } from '../database/stoppable.ts';
import { asDatabase, inTrust, type Tenant } from '../database/tenant.ts';
import { type Turn, TurnLost } from '../database/turn.ts';
import {
  type Extent,
  type ProgressMeter,
  progressMeter,
  type Step,
} from '../documents/progress.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { rowsKept } from '../invoices/store.ts';
import { limitInForce } from '../people/commands.ts';
import { Problem } from '../problem.ts';
import { attemptsMax, brokenOff, failedWithin, type Run, type Work } from '../runs/run.ts';
import {
  beginRun,
  finishRun,
  markCancelled,
  noteProgress,
  openRuns,
  requeueRun,
} from '../runs/store.ts';

const noteEveryMilliseconds = 1_000;

/** What a worker has to work with. */
export interface Workplace {
  readonly url: string;
  readonly now: () => string;
  /** The result as it travels; `kept` is the import as it was before. */
  readonly writeResult: (work: Work, result: ImportResult, kept: ImportRecord) => unknown;
  readonly writeProblem: (problem: Problem) => unknown;
  /** Writes down a defect of the product, with the reference that people are told. */
  readonly report: (error: unknown, reference: string) => void;
  /** Told of each import that a run has posted. */
  readonly onPosted?: () => void;
}

/** A person wants the work to stop. */
class RunCancelled extends Error {}

/** The service stops, and another may take the work up. */
class ServiceStops extends Error {}

/**
 * Does the next run of the trust whose turn was taken, which ends with it; false, and nothing is done, if none
 * waits. When the service stops the run goes back to its place in the queue.
 */
export async function workNext(
  place: Workplace,
  turn: Turn,
  stopping: AbortSignal,
): Promise<boolean> {
  try {
    const begun = await turn.inTurn((tenant) => beginNext(tenant, place));
    if (begun) await workOn({ place, turn, ...begun }, stopping);
    return begun !== undefined;
  } finally {
    await turn.end();
  }
}

interface Begun {
  readonly run: Run;
  readonly file: string;
  readonly extent: Extent;
}

/** The oldest run that is not over. One that is `running` has lost its process: the turn is ours. */
async function beginNext(tenant: Tenant, place: Workplace): Promise<Begun | undefined> {
  for (const open of await openRuns(tenant)) {
    const at = place.now();
    const [record] = await importsOf(tenant, { id: open.importId });
    if (!record) throw new Error(`import ${open.importId} is gone`);
    if (open.isCancelled) {
      // One that was put back in the queue as its service stopped is over without being begun.
      const waiting = await markCancelled(tenant, open.id, at);
      if (waiting?.state !== 'cancelled') await finishRun(tenant, open, { state: 'cancelled', at });
    } else if (open.attempt >= attemptsMax) {
      const problem = place.writeProblem(new Problem(brokenOff(record.file)));
      await finishRun(tenant, open, { state: 'failed', problem, at });
    } else {
      const extent = await rowsKept(tenant, record.fileId);
      const rowsInAll = progressMeter(extent).progress().rowsInAll;
      const run = await beginRun(tenant, open, { at, rowsInAll });
      if (run) return { run, file: record.file, extent };
    }
  }
  return undefined;
}

/** A run that is being worked on. */
interface Job extends Begun {
  readonly place: Workplace;
  readonly turn: Turn;
}

async function workOn(job: Job, stopping: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const stopWithService = () => stop.abort(new ServiceStops());
  stopping.addEventListener('abort', stopWithService);
  if (stopping.aborted) stopWithService();
  const meter = progressMeter(job.extent);
  const done = new AbortController();
  const noting = noteWhile(job, meter, { stop, done: done.signal });
  const endNoting = async () => {
    done.abort();
    await noting;
  };
  try {
    const onProgress = (step: Step) => {
      stop.signal.throwIfAborted();
      meter.note(step);
    };
    await stoppable(job.place.url, stop.signal, (database) =>
      decide(job, database, { onProgress, meter, endNoting }),
    );
    if (job.run.work === 'confirm') job.place.onPosted?.();
  } catch (error) {
    await endNoting();
    await settleBroken(job, error);
  } finally {
    stopping.removeEventListener('abort', stopWithService);
  }
}

/** Says now and then how far the work is, and learns from it when it is to stop. */
async function noteWhile(
  { run, turn, place }: Job,
  meter: ProgressMeter,
  { stop, done }: { stop: AbortController; done: AbortSignal },
): Promise<void> {
  let [told, at] = [meter.progress(), place.now()];
  while (!stop.signal.aborted) {
    await delay(noteEveryMilliseconds, undefined, { signal: done }).catch(() => {});
    if (done.aborted) return;
    try {
      // What is left is told from when it last came further, or it would seem to grow.
      if (meter.progress() !== told) [told, at] = [meter.progress(), place.now()];
      const facts = { progress: told, at };
      const noted = await turn.inTurn((tenant) => noteProgress(tenant, run, facts));
      if (!noted || noted.isCancelled) stop.abort(new RunCancelled());
    } catch {
      // Whoever has the turn now does the work.
      stop.abort(new TurnLost());
    }
  }
}

interface Deciding {
  readonly onProgress: (step: Step) => void;
  readonly meter: ProgressMeter;
  readonly endNoting: () => Promise<void>;
}

function actorOf({ askedBy: who, id: whoId }: Run) {
  return { who, whoKind: 'run' as const, whoId, address: null, requestId: null };
}

/** Checks or posts, and marks the run as done in the same transaction: there are both or neither. */
function decide(job: Job, database: Database, { onProgress, meter, endNoting }: Deciding) {
  const { run, place, turn } = job;
  const { importId, work, allOrNothing, controlTotal } = run;
  const event = () => ({ ...actorOf(run), at: place.now(), action: work, subject: importId });
  return inTrust(audited(database, event), turn.trustId, async (tenant) => {
    const [kept] = await importsOf(tenant, { id: importId });
    if (!kept) throw new RunCancelled();
    const act = work === 'confirm' ? confirmImport : checkImport;
    const at = place.now();
    const limit = await limitInForce(tenant, { ...run, trustId: turn.trustId, at });
    const person = { by: run.askedBy, at, limit };
    const options = { allOrNothing, controlTotal, onProgress };
    const result = await act(asDatabase(tenant), turn.trustId, importId, person, options);
    // The row of the run would be waited for by both connections.
    await endNoting();
    const outcome = {
      state: 'done' as const,
      at: place.now(),
      result: place.writeResult(work, result, kept),
      progress: meter.progress(),
    };
    if (!(await finishRun(tenant, run, outcome))) throw new RunCancelled();
  });
}

/** What becomes of a run that broke off. */
async function settleBroken({ run, file, turn, place }: Job, error: unknown): Promise<void> {
  const at = place.now();
  if (error instanceof TurnLost) return;
  if (error instanceof ServiceStops) return turn.inTurn((tenant) => requeueRun(tenant, run));
  // It stays as begun, and is taken up again.
  if (error instanceof Problem && error.code === 'database.unavailable') return;
  await turn.inTurn(async (tenant) => {
    if (error instanceof RunCancelled) return finishRun(tenant, run, { state: 'cancelled', at });
    const problem = place.writeProblem(
      error instanceof Problem ? error : defect(error, file, place),
    );
    return finishRun(tenant, run, { state: 'failed', problem, at });
  });
}

function defect(error: unknown, file: string, { report }: Workplace): Problem {
  const reference = randomUUID();
  report(error, reference);
  return new Problem(failedWithin(file, reference));
}
