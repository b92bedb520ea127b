// An installation under mixed work for a while, with killed services and a database that goes away.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Notebook } from './careful-client.ts';
import { type Flatness, flatness } from './flatness.ts';
import { startOwnServer } from './own-server.ts';
import { errorsIn, serviceOf } from './product.ts';
import { type Reckoning, reckon } from './reckoning.ts';
import { type SoakOptions, type Stage, workFor } from './round.ts';
import { connectionsOf, type Tables, tablesOf } from './samples.ts';
import { troublesOf } from './troubles.ts';
import { makeWorld } from './world.ts';

/** What a soak has done and found. */
export interface Soaked {
  /** What ought not to be, in words; empty after a sound soak. */
  readonly faults: readonly string[];
  /** How often which act, trouble and second try. */
  readonly counts: Readonly<Record<string, number>>;
  readonly reckonings: readonly Reckoning[];
  readonly flatness: Flatness;
  readonly seconds: number;
}

/** The most connections that a service keeps when it has nothing to do. */
const connectionsOfService = 8;
const faultsMax = 30;

/** Soaks an installation of its own in a folder of its own; both are gone afterwards. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  // The database's account has to get in.
  await chmod(folder, 0o755);
  const counts: Record<string, number> = {};
  const faults: string[] = [];
  const notebook: Notebook = {
    count: (what) => {
      counts[what] = (counts[what] ?? 0) + 1;
    },
    fault: (what) => {
      faults.push(what);
      options.print(`FAULT: ${what}`);
    },
  };
  const server = await startOwnServer(folder);
  const place = { databaseUrl: server.url, folder, onLost: notebook.fault };
  const services = ['steady', 'mortal'].map((name) => serviceOf(name, place));
  try {
    const found = await soakOn(folder, { server, services, notebook, faults, options });
    for (const what of await errorsIn(services)) notebook.count(`in the log: ${what}`);
    return { faults, counts, ...found };
  } finally {
    await Promise.all(services.map((service) => service.end('SIGKILL')));
    await server.stop('immediate');
    await rm(folder, { recursive: true, force: true });
  }
}

interface Installation extends Pick<Stage, 'server' | 'services' | 'faults' | 'options'> {
  readonly notebook: Notebook;
}

async function soakOn(
  folder: string,
  { server, services, notebook, faults, options }: Installation,
): Promise<Omit<Soaked, 'faults' | 'counts'>> {
  for (const service of services) await service.start();
  const { signal, seconds } = options;
  const world = await makeWorld(folder, server.url, { services, notebook, stopping: signal });
  const started = performance.now();
  const second = () => Math.round((performance.now() - started) / 1000);
  const [, mortal] = services;
  const troubles = mortal ? troublesOf(server, mortal) : [];
  const stage: Stage = { options, server, services, world, troubles, faults, second, samples: [] };
  const reckonings: Reckoning[] = [];
  const tables: Tables[] = [];
  for (let round = 1; second() < seconds && faults.length < faultsMax; round++) {
    await workFor(stage, round);
    signal.throwIfAborted();
    await settleConnections(stage);
    const [reckoning, room] = [await reckon(world, server), await tablesOf(server, second())];
    reckonings.push(reckoning);
    tables.push(room);
    options.print(reckoned(options, reckoning, room));
  }
  const found = flatness(stage.samples, tables, 'steady');
  return { reckonings, flatness: found, seconds: second() };
}

/** Connections that nobody works on any more end by themselves, all but those that services keep. */
async function settleConnections({ server, services, world }: Stage): Promise<void> {
  const bound = services.length * connectionsOfService;
  let count: number | undefined;
  for (let tries = 0; tries < 90; tries++) {
    count = await connectionsOf(server);
    if (count !== undefined && count <= bound) return;
    await delay(1000);
  }
  world.notebook.fault(`${count} connections in a quiet moment, of which ${bound} are kept`);
}

function reckoned(
  options: SoakOptions,
  { lines, entries, verifySeconds }: Reckoning,
  room: Tables,
) {
  return (
    `${room.second} of ${options.seconds} s, quiet: ${lines} lines, ${entries} entries, verified in ${verifySeconds.toFixed(1)} s; ` +
    `${(room.bytes / 1e6).toFixed(0)} MB of tables, ${room.deadRows} dead of ${room.rows} rows`
  );
}
