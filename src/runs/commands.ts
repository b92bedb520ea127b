import type { Database } from '../database/connect.ts';
import { newIdAfter } from '../database/new-id.ts';
import { oneByOne } from '../database/one-by-one.ts';
import { inTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { importsOf } from '../imports/store.ts';
import { rowsKept } from '../invoices/store.ts';
import type { Limit } from '../limits/limit.ts';
import { markOf } from '../limits/store.ts';
import { Problem } from '../problem.ts';
import { largeFileRows, type Run, refuseOtherWish, type Wish } from './run.ts';
import { forgetRuns, lastRunId, markCancelled, openRuns, queueRun, runsOf } from './store.ts';

const monthInMilliseconds = 30 * 24 * 3600 * 1000;

/** Who asks for a run, as the run keeps it. */
export function askerOf({ id, limit }: { readonly id: string; readonly limit?: Limit }) {
  return { askerId: id, limitMark: limit ? markOf(limit) : null };
}

/** Asks for work in the background; the same work that is under way already is that same run. */
export function askForRun(
  database: Database,
  trustId: string,
  wish: Wish,
  person: Person,
): Promise<Run> {
  return oneByOne(database, trustId, 'runs', async (tenant) => {
    const monthAgo = new Date(Date.parse(person.at) - monthInMilliseconds).toISOString();
    await forgetRuns(tenant, monthAgo);
    const { importId, work } = wish;
    for (;;) {
      // Runs are done in the order of their ids, whose clocks differ from process to process.
      const id = newIdAfter(await lastRunId(tenant));
      const isNew = await queueRun(tenant, {
        ...wish,
        id,
        askedAt: person.at,
        askedBy: person.by,
      });
      const [run] = isNew
        ? await runsOf(tenant, { id })
        : await openRuns(tenant, { importId, work });
      // The one that was in the way may be over by now.
      if (!run) continue;
      if (!isNew) refuseOtherWish(run, wish);
      return run;
    }
  });
}

/**
 * Cancels a run: one that waits is over at once, one that is at work stops within a moment and
 * changes nothing. Refuses a run that has come to its end.
 */
export function cancelRun(
  database: Database,
  trustId: string,
  run: Run,
  { at }: Person,
): Promise<Run> {
  return inTrust(database, trustId, async (tenant) => {
    const marked = await markCancelled(tenant, run.id, at);
    if (marked) return marked;
    const [now = run] = await runsOf(tenant, { id: run.id });
    if (now.state === 'cancelled') return now;
    throw new Problem({
      code: 'run.finished',
      found: now.state,
      message: `The run is ${now.state}; there is nothing left to cancel.`,
      remedy:
        now.work === 'confirm' && now.state === 'done'
          ? 'Undo the import to take back what it posted.'
          : 'Nothing of it counts, so nothing is to do.',
    });
  });
}

/** Whether a file that waits to be confirmed is so large that nobody should have to sit before it. */
export function isLargeImport(
  database: Database,
  trustId: string,
  importId: string,
): Promise<boolean> {
  return inTrust(database, trustId, async (tenant) => {
    const [record] = await importsOf(tenant, { id: importId });
    if (record?.state !== 'received') return false;
    const { firstRow, lastRow } = await rowsKept(tenant, record.fileId);
    return lastRow - firstRow >= largeFileRows;
  });
}
