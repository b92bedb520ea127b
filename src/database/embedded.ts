import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { clusterFolder, findHome, type Home, noteWhere } from './embedded-home.ts';
import {
  type Cluster,
  isWorthRetrying,
  joinRunning,
  openCluster,
  startServer,
  stopServer,
} from './embedded-server.ts';
import { type Binaries, deleteOtherCopies, findBinaries, run } from './postgres-binaries.ts';
import { owner, type Presence } from './presence.ts';
import { withLock } from './start-lock.ts';

const database = 'savings_ledger';

/** A PostgreSQL server of the product's own that this process makes use of. */
export interface EmbeddedServer {
  readonly url: string;
  /** Stops the server, unless another process is connected to it: then it is left to that one. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data folder, or joins the server that already runs on it. The server
 * outlives this process unless it is stopped. Refuses, with what to do, a folder that cannot be
 * written, data of another PostgreSQL version and a platform that has no PostgreSQL.
 */
export async function startEmbedded(options: {
  folder: string;
  say: (line: string) => void;
}): Promise<EmbeddedServer> {
  const folder = resolve(options.folder);
  try {
    const home = await findHome(folder);
    return await withLock(lockFile(home), () => startAt(home, options.say));
  } catch (error) {
    throw explained(folder, error);
  }
}

async function startAt(found: Home, say: (line: string) => void): Promise<EmbeddedServer> {
  // Another process may have made the database while this one waited for the lock.
  const home = found.isFilled ? found : await findHome(found.asked);
  const binaries = await findBinaries(home.folder, home.account);
  if (home.asked !== home.folder) {
    say(`The database runs as user ${home.account?.name}; its files are in ${home.folder}`);
  }
  if (!home.isFilled) {
    say(`Making a new database in ${home.folder}`);
    await makeCluster(home, binaries);
  }
  if ((await noteWhere(home)) && home.isFilled) {
    say('They were left by an earlier use of this folder. Delete them, too, to begin anew.');
  }
  const cluster = await openCluster(home, binaries);
  const presence = await joinOrStart(home, cluster, binaries);
  await makeDatabase(presence);
  presence.rest();
  let stopping: Promise<void> | undefined;
  return {
    url: `postgres://${owner}:${cluster.password}@127.0.0.1:${presence.port}/${database}`,
    stop: () => {
      stopping ??= withLock(lockFile(home), () => leave(home, cluster, binaries, presence));
      return stopping;
    },
  };
}

/**
 * Makes the cluster and its password beside their place and moves both there at once: where
 * there is a cluster it is whole, and its password with it.
 */
async function makeCluster(home: Home, { initdb }: Binaries): Promise<void> {
  const started = `${clusterFolder(home.folder)}.new-`;
  for (const name of await readdir(home.folder)) {
    const path = join(home.folder, name);
    // An initdb whose parent was killed may still be writing here.
    if (path.startsWith(started)) await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
  const folder = `${started}${randomUUID()}`;
  await mkdir(folder, { mode: 0o700 });
  const password = join(folder, 'password');
  await writeFile(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  await handOver(home, folder);
  const settings = ['shared_buffers=128MB', 'max_wal_size=2GB', 'max_connections=50'];
  const parameters = [
    ...['-D', join(folder, 'data'), '--username', owner, '--pwfile', password],
    ...[
      '--auth=scram-sha-256',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--encoding=UTF8',
      '--no-instructions',
    ],
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  try {
    await run(initdb, parameters, home.account);
    await rename(folder, clusterFolder(home.folder));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function handOver({ account }: Home, folder: string): Promise<void> {
  if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
  await chmod(folder, 0o700);
}

async function joinOrStart(home: Home, cluster: Cluster, binaries: Binaries): Promise<Presence> {
  for (let tries = 1; ; tries += 1) {
    const running = await joinRunning(cluster);
    if (running) return running;
    try {
      // A data folder that was copied or restored by root belongs to root.
      await handOver(home, clusterFolder(home.folder));
      await deleteOtherCopies(home.folder, binaries);
      return await startServer(home, cluster, binaries);
    } catch (error) {
      if (tries === 3 || !isWorthRetrying(error)) throw error;
      await delay(500);
    }
  }
}

async function makeDatabase({ sql }: Presence): Promise<void> {
  const [there] = await sql`select 1 from pg_database where datname = ${database}`;
  if (!there) await sql`create database ${sql(database)}`;
}

async function leave(
  home: Home,
  cluster: Cluster,
  binaries: Binaries,
  presence: Presence,
): Promise<void> {
  // A server that does not answer was stopped by someone else.
  const isLast = await presence.isAlone().catch(() => false);
  await presence.leave();
  if (!isLast) return;
  await stopServer(home, cluster, binaries).catch((error: Error) => {
    const place = `The embedded database in ${home.asked}`;
    throw new Error(`${place} could not be stopped. ${error.message}`, { cause: error });
  });
}

function lockFile(home: Home): string {
  return join(home.folder, 'start.lock');
}

const remedies: [pattern: RegExp, remedy: string][] = [
  [
    /(EACCES|EPERM|EROFS):/,
    'This user may not write there: name another folder in SAVINGS_LEDGER_DATA.',
  ],
  [
    /(ENOTDIR|EEXIST):/,
    'A file stands where the folder should be: name another in SAVINGS_LEDGER_DATA.',
  ],
  [/ENOSPC|EDQUOT|No space left/, 'The disk is full: free some space, then start again.'],
];

/** The same failure with where it happened, what helps against it, and the way round it. */
function explained(folder: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = remedies.find(([pattern]) => pattern.test(reason))?.[1];
  const lines = [
    ...(remedy ? [remedy] : []),
    'A PostgreSQL server of your own can be used instead: set DATABASE_URL.',
  ];
  return new Problem({
    code: 'database.unavailable',
    message: `The embedded database in ${folder} cannot be used.\n${reason}\n`,
    remedy: lines.join('\n'),
  });
}
