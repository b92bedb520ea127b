// A primary and a hot standby that follows it, of the programs that the embedded database has.
import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import type { Test } from 'tap';
import { findHome, type Home } from '../../src/database/embedded-home.ts';
import { startServer, stopServer } from '../../src/database/embedded-server.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import { type Binaries, findBinaries, run } from '../../src/database/postgres-binaries.ts';
import { owner } from '../../src/database/presence.ts';
import { dataFolder } from './embedded.ts';

const password = 'of-this-test-alone';

/** A server of the two, as the owner of everything on it. */
export interface Server {
  readonly url: string;
  ask(text: string): Promise<postgres.Row[]>;
  /** Ends it at once, as a machine that loses its power. */
  kill(): Promise<void>;
}

/** Starts both; the standby is a copy of the primary from before its first start, and follows it. */
export async function startReplicated(t: Test): Promise<{ primary: Server; standby: Server }> {
  const home = await findHome(await dataFolder(t));
  const binaries = await findBinaries(home.folder, home.account);
  const folders = ['primary', 'standby'].map((name) => join(home.folder, name));
  const [first = '', second = ''] = folders.map((folder) => join(folder, 'data'));
  for (const folder of folders) await mkdir(folder, { mode: 0o700 });
  const secret = join(dirname(first), 'password');
  await writeFile(secret, password);
  await handOver(home, folders);
  const parameters = ['-D', first, '--username', owner, '--pwfile', secret];
  await run(binaries.initdb, [...parameters, '--auth=scram-sha-256', '--no-sync'], home.account);
  await cp(first, second, { recursive: true });
  await appendFile(join(first, 'postgresql.auto.conf'), 'wal_keep_size = 1GB\n');
  const primary = await startOn(t, home, binaries, first);
  const from = `host=127.0.0.1 port=${primary.port} user=${owner} password=${password}`;
  await appendFile(
    join(second, 'postgresql.auto.conf'),
    // What is replayed waits for nobody's question.
    `primary_conninfo = '${from}'\nhot_standby = on\nmax_standby_streaming_delay = 0\n`,
  );
  await writeFile(join(second, 'standby.signal'), '');
  await handOver(home, folders);
  const standby = await startOn(t, home, binaries, second);
  await primary.server.ask('create database ledger');
  await migrateDatabase(primary.server.url);
  return { primary: primary.server, standby: standby.server };
}

async function handOver({ account }: Home, folders: readonly string[]): Promise<void> {
  if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, ...folders]);
  for (const folder of folders) await run('chmod', ['-R', 'go=', folder]);
}

async function startOn(t: Test, home: Home, binaries: Binaries, data: string) {
  const cluster = {
    data,
    log: join(home.asked, `${dirname(data).split('/').at(-1)}.log`),
    password,
  };
  const { port, leave } = await startServer(home, cluster, binaries);
  await leave();
  const address = (name: string) => `postgres://${owner}:${password}@127.0.0.1:${port}/${name}`;
  const sql = postgres(address('postgres'), { max: 1, onnotice: () => {} });
  let isThere = true;
  t.teardown(async () => {
    await sql.end({ timeout: 1 });
    if (isThere) await stopServer(home, cluster, binaries);
  });
  const server: Server = {
    url: address('ledger'),
    ask: (text) => sql.unsafe(text),
    kill: async () => {
      isThere = false;
      await sql.end({ timeout: 1 });
      process.kill(
        Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10),
        'SIGQUIT',
      );
    },
  };
  return { port, server };
}
