import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { connectAsOwner, connectToStay, type Database } from './connect.ts';

/** How long work that is to stop may take to do so by itself, and then each statement of it. */
const graceMilliseconds = 1_000;

/**
 * Does some work on a connection of its own that can be stopped: when the signal comes, the work is
 * given a second, then the statement that is under way is cancelled; its transaction rolls back, and
 * the signal's reason is thrown. Work that is saved before the signal reaches it gives its result.
 */
export async function stoppable<T>(
  url: string,
  signal: AbortSignal,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const database = connectToStay(url);
  const ended = new AbortController();
  let cancelling: Promise<void> | undefined;
  try {
    const [session] = await database.client`select pg_backend_pid() as pid`;
    const stop = () => {
      cancelling = cancelStatements(url, session?.pid, ended.signal);
      cancelling.catch(() => {});
    };
    signal.addEventListener('abort', stop, { once: true, signal: ended.signal });
    if (signal.aborted) stop();
    return await work(database);
  } catch (error) {
    // A problem says more: the file was refused, or it is not known whether it was saved.
    throw signal.aborted && !(error instanceof Problem) ? signal.reason : error;
  } finally {
    ended.abort();
    await cancelling?.catch(() => {});
    await database.close();
  }
}

/** Cancels what a connection is at, as its own login: the service's role may not. */
async function cancelStatements(url: string, pid: number, ended: AbortSignal): Promise<void> {
  const login = connectAsOwner(url);
  try {
    while (await isStillOn(ended)) await login.client`select pg_cancel_backend(${pid}::int)`;
  } finally {
    await login.close();
  }
}

async function isStillOn(ended: AbortSignal): Promise<boolean> {
  await delay(graceMilliseconds, undefined, { signal: ended }).catch(() => {});
  return !ended.aborted;
}
