import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const touchedEvery = 1_000;
const abandonedAfter = 10_000;
const patience = 180_000;

/**
 * Does work while holding a lock file, so that only one process at a time sets up, starts or
 * stops a database. A lock whose holder has died is taken over; one that is held for three
 * minutes is refused.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mark = `${process.pid} ${randomUUID()}`;
  await acquire(file, mark);
  // The number of a dead holder may have gone to another program; only a living holder touches.
  const touching = setInterval(() => {
    utimes(file, new Date(), new Date()).catch(() => {});
  }, touchedEvery);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if ((await readIfThere(file)) === mark) await rm(file, { force: true });
  }
}

async function acquire(file: string, mark: string): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (!(await create(file, mark))) {
    if (await isAbandoned(file)) {
      // Two processes may both get here and both go on. The lock spares them wasted work; what
      // it guards (a rename, PostgreSQL's own lock) refuses the second by itself.
      await rm(file, { force: true });
    } else if (Date.now() > giveUpAt) {
      const holder = (await readIfThere(file))?.split(' ')[0];
      throw new Error(`Process ${holder} has held ${file} for minutes. End it, then start again.`);
    } else {
      await delay(50);
    }
  }
}

async function create(file: string, mark: string): Promise<boolean> {
  try {
    await writeFile(file, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const touchedAt = await stat(file).catch(() => undefined);
  if (!touchedAt) return false;
  if (Date.now() - touchedAt.mtimeMs > abandonedAfter) return true;
  const holder = Number.parseInt((await readIfThere(file)) ?? '', 10);
  return holder > 0 && !isAlive(holder);
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** Whether a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
