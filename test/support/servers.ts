// The databases of tests: on one server or, where that is a coordinator (Citus), on it and on its workers.
import postgres, { type Sql } from 'postgres';

const server = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

/** The address of a database on the server that is asked. */
export const addressOf = (name: string) => at({ pathname: `/${name}` }).href;

const at = (part: Partial<URL>) => Object.assign(new URL(server), part);

const open = (url: string) => postgres(url, { max: 1, onnotice: () => {} });

interface Node {
  readonly hostname: string;
  readonly port: string;
}

/** The workers of the server that is asked: none where it is one by itself. */
export async function workersOf(asked: Sql): Promise<Node[]> {
  const [citus] = await asked`select 1 from pg_extension where extname = 'citus'`;
  if (!citus) return [];
  return [
    ...(await asked<Node[]>`
      select node_name as hostname, node_port::text as port from citus_get_active_worker_nodes()`),
  ];
}

/** Does the same in the database of that name of each server; in their first one without a name. */
async function everywhere(work: (sql: Sql) => Promise<unknown>, name?: string): Promise<void> {
  const asked = open(server);
  const parts = [{}, ...(await workersOf(asked))];
  await asked.end();
  const inside = name ? { pathname: `/${name}` } : {};
  await Promise.all(
    parts.map(async (part) => {
      const sql = open(at({ ...part, ...inside }).href);
      await work(sql).finally(() => sql.end());
    }),
  );
}

/** Puts an end to what a server does in a database by itself, which nobody may be in who copies it. */
const leave = (sql: Sql, name: string) =>
  sql`select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = ${name}`;

/** An empty database, over whose servers tables can be spread. */
export async function createDatabase(name: string): Promise<void> {
  await everywhere((sql) => sql.unsafe(`create database ${name}`));
  const asked = open(server);
  const workers = await workersOf(asked);
  await asked.end();
  if (workers.length === 0) return;
  await everywhere((sql) => sql`create extension citus`, name);
  const coordinator = open(addressOf(name));
  const { hostname, port } = new URL(server);
  await coordinator`select citus_set_coordinator_host(${hostname}, ${port}::int)`;
  for (const worker of workers)
    await coordinator`select citus_add_node(${worker.hostname}, ${worker.port}::int)`;
  await coordinator.end();
}

/** A database with all that another one holds; nobody may be connected to that one. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  await everywhere((sql) => leave(sql, from));
  await everywhere((sql) => sql.unsafe(`create database ${to} template ${from}`));
}

export async function renameDatabase(from: string, to: string): Promise<void> {
  await everywhere((sql) => leave(sql, from));
  await everywhere((sql) => sql.unsafe(`alter database ${from} rename to ${to}`));
}

export async function dropDatabase(name: string): Promise<void> {
  await everywhere((sql) => leave(sql, name));
  await everywhere((sql) => sql.unsafe(`drop database ${name} with (force)`));
}
