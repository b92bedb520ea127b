import { setTimeout as delay } from 'node:timers/promises';
import { writeCheck, writeResult } from '../confirmations/routes.ts';
import type { Database } from '../database/connect.ts';
import { type Turn, takeTurn } from '../database/turn.ts';
import { trustsWithRuns } from '../runs/store.ts';
import { writeRefusal } from '../web/errors.ts';
import { type Workplace, workNext } from '../workers/commands.ts';

const lookEveryMilliseconds = 1_000;

/** What a worker is given. */
export interface WorkerOptions extends Pick<Workplace, 'url' | 'now' | 'report' | 'onPosted'> {
  readonly database: Database;
  /** For so many trusts it works at once; for each of them it does one run after the other. */
  readonly trustsAtOnce: number;
}

/** Does the runs of all trusts until it is stopped. */
export interface RunWorker {
  /** Takes no new run, and puts back in its place what is not done in time. */
  stop(patienceMilliseconds: number): Promise<void>;
}

/** Begins to do whatever runs wait, beside the workers of other processes on the same database. */
export function startRunWorker({ database, trustsAtOnce, ...options }: WorkerOptions): RunWorker {
  const place: Workplace = {
    ...options,
    writeResult: (work, result, kept) =>
      work === 'check' ? writeCheck(result, kept) : writeResult(result),
    writeProblem: writeRefusal,
  };
  const closing = new AbortController();
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  let rest = new AbortController();

  const work = async (turn: Turn) => {
    // Several of the trust's runs may wait; those of trusts that have waited longer go before.
    if (await workNext(place, turn, stopping.signal)) rest.abort();
  };
  const look = async () => {
    for (const trustId of await trustsWithRuns(database)) {
      if (busy.size >= trustsAtOnce) return;
      if (busy.has(trustId)) continue;
      // A trust that another process works for must not take a place here from those that wait.
      const turn = await takeTurn(place.url, trustId);
      if (!turn) continue;
      const working = work(turn)
        .catch((error) => options.report(error, trustId))
        .finally(() => busy.delete(trustId));
      busy.set(trustId, working);
    }
  };
  const looking = (async () => {
    while (!closing.signal.aborted) {
      rest = new AbortController();
      await look().catch((error) => options.report(error, 'looking for runs'));
      const signal = AbortSignal.any([rest.signal, closing.signal]);
      await delay(lookEveryMilliseconds, undefined, { signal }).catch(() => {});
    }
  })();
  return {
    async stop(patienceMilliseconds) {
      closing.abort();
      const patience = setTimeout(() => stopping.abort(), patienceMilliseconds);
      await looking;
      await Promise.all(busy.values());
      clearTimeout(patience);
    },
  };
}
