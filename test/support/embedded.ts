import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import type { Test } from 'tap';
import { startEmbedded } from '../../src/database/embedded.ts';

/** The repository's folder, in which every test runs. */
export const root = process.cwd();

/** Starts the embedded server of a folder from this process. */
export const start = (folder: string, said: string[] = []) =>
  startEmbedded({ folder, say: (line) => said.push(line) });

/** The path of a data folder to be, removed at the end with whatever was made or runs for it. */
export async function dataFolder(t: Test, mode = 0o755): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(parent, mode);
  const folder = join(parent, 'data');
  t.teardown(async () => {
    const home = await homeOf(folder);
    const pid = await noted(home).catch(() => undefined);
    if (pid && pid !== process.pid) await end(pid);
    for (const each of [home, parent]) await rm(each, { recursive: true, force: true });
    if (home !== folder) await rmdir(dirname(home)).catch(() => {});
  });
  return folder;
}

/** The folder that has the files of a data folder's database. */
export async function homeOf(folder: string): Promise<string> {
  const where = await readFile(join(folder, 'WHERE.txt'), 'utf8').catch(() => folder);
  return where.split('\n')[0] ?? folder;
}

/** The process that a home's server noted. */
export async function noted(home: string): Promise<number> {
  return Number.parseInt(await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

async function end(pid: number): Promise<void> {
  try {
    for (process.kill(pid, 'SIGQUIT'); ; process.kill(pid, 0)) await delay(50);
  } catch {
    // It is gone.
  }
}

/** A process that started a server, and what it has said. */
export interface Elsewhere {
  readonly process: ChildProcess;
  readonly making: Promise<unknown>;
  readonly url: Promise<string>;
}

/** Starts the server from a process of its own, which then waits to be killed. */
export function startElsewhere(
  t: Test,
  folder: string,
  embedded = join(root, 'dist/src/database/embedded.js'),
): Elsewhere {
  const program = `
    import { startEmbedded } from ${JSON.stringify(pathToFileURL(embedded).href)};
    const folder = ${JSON.stringify(folder)};
    const { url } = await startEmbedded({ folder, say: (line) => console.log(line) });
    console.log(url);
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout });
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      lines.on('line', (text) => pattern.test(text) && resolve(text));
      lines.on('close', () => reject(new Error(`It ended without saying ${pattern}.`)));
    });
  const url = line(/^postgres:/);
  const making = line(/^Making/);
  // A child is not always waited for to the end.
  for (const promise of [url, making]) promise.catch(() => {});
  return { process: child, making, url };
}

/** Asks one question over a connection of its own. */
export async function ask(url: string, question: string, values: string[][] = []) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(question, values))];
  } finally {
    await sql.end();
  }
}
