// What is measured through time: memory, connections, and how much room the tables take.
import type { OwnServer } from './own-server.ts';
import type { Service } from './product.ts';

/** The services' memory by their names, in megabytes, and the connections, at one moment. */
export interface Sample {
  readonly second: number;
  readonly memory: Readonly<Record<string, number>>;
  readonly connections: number;
}

/** The tables in a quiet moment. */
export interface Tables {
  readonly second: number;
  /** Of all tables with their indexes. */
  readonly bytes: number;
  readonly rows: number;
  readonly deadRows: number;
  /** Tables whose rows come and go: the stage of imports, runs, the queue. */
  readonly passing: Readonly<Record<string, { bytes: number; rows: number; dead: number }>>;
}

const clients = `backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database()`;

/** How many connections the services and commands have; undefined while the server is down. */
export async function connectionsOf(server: OwnServer): Promise<number | undefined> {
  const asked = server.ask(async (sql) => {
    const [row] = await sql.unsafe(
      `select count(*)::int as count from pg_stat_activity where ${clients}`,
    );
    return Number(row?.count);
  });
  return asked.catch(() => undefined);
}

/** Undefined while the server is down: it has no connections then that could be counted. */
export async function sample(
  server: OwnServer,
  services: readonly Service[],
  second: number,
): Promise<Sample | undefined> {
  const connections = await connectionsOf(server);
  if (connections === undefined) return undefined;
  const memory: Record<string, number> = {};
  for (const service of services) {
    const held = await service.memory();
    if (held) memory[service.name] = held.now;
  }
  return { second, memory, connections };
}

/** Counts the tables' rows anew, since a crash forgets what was counted; nothing is tidied up. */
export async function tablesOf(server: OwnServer, second: number): Promise<Tables> {
  return server.ask(async (sql) => {
    await sql`analyze`;
    await sql`select pg_stat_force_next_flush()`;
    const found = await sql`
      select relname as name, pg_total_relation_size(relid)::float as bytes,
        n_live_tup::float as rows, n_dead_tup::float as dead
      from pg_stat_user_tables order by relname`;
    const sum = (field: 'bytes' | 'rows' | 'dead') =>
      found.reduce((total, row) => total + Number(row[field]), 0);
    const isPassing = (name: string) => /^(staging_|open_run|run$)/.test(name);
    const passing = found
      .filter(({ name }) => isPassing(name))
      .map(({ name, bytes, rows, dead }) => [name, { bytes, rows, dead }]);
    return {
      ...{ second, bytes: sum('bytes'), rows: sum('rows'), deadRows: sum('dead') },
      passing: Object.fromEntries(passing),
    };
  });
}
