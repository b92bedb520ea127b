// A PostgreSQL server that is stopped and crashed on purpose: no one else's.
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { startEmbedded } from '../../src/database/embedded.ts';
import { findHome } from '../../src/database/embedded-home.ts';
import { openCluster } from '../../src/database/embedded-server.ts';
import { findBinaries, run } from '../../src/database/postgres-binaries.ts';

/** How a server ends: `fast` breaks off what is under way, `immediate` is what a crash leaves. */
export type Ending = 'fast' | 'immediate';

export interface OwnServer {
  /** The same before and after each restart. */
  readonly url: string;
  stop(ending: Ending): Promise<void>;
  start(): Promise<void>;
  /** Asks as the owner of the server, whom no policy binds, on a connection of its own. */
  ask<Row>(question: (sql: Sql) => Promise<Row>): Promise<Row>;
}

/** Makes a server in a folder that the server's account may enter, and starts it. */
export async function startOwnServer(folder: string): Promise<OwnServer> {
  const data = join(folder, 'data');
  const made = await startEmbedded({ folder: data, say: () => {} });
  await made.stop();
  const home = await findHome(data);
  const binaries = await findBinaries(home.folder, home.account);
  const cluster = await openCluster(home, binaries);
  const { url } = made;
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${new URL(url).port}`,
    'unix_socket_directories=',
  ];
  const control = (...words: string[]) =>
    run(binaries.pgCtl, [...words, '-D', cluster.data, '-w', '-t', '120'], home.account);
  const start = async () => {
    const options = settings.map((setting) => `-c ${setting}`).join(' ');
    await control('start', '-l', cluster.log, '-o', options);
  };
  await start();
  return {
    url,
    start,
    stop: async (ending) => {
      await control('stop', '-m', ending);
    },
    ask: async (question) => {
      const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: 'UTC' } });
      try {
        return await question(sql);
      } finally {
        await sql.end({ timeout: 5 });
      }
    },
  };
}
