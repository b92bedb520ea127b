import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type ReservedSql, type Sql } from 'postgres';
import { Problem } from '../problem.ts';
import { countUse } from './pool-use.ts';
import { openSocket } from './socket.ts';

/** The role that the service works as: it neither owns the tables nor passes their policies. */
export const serviceRole = 'savings_ledger_service';

/** The builder for SQL; a connection or a transaction alike. */
export type Query = PostgresJsDatabase;

/** An open pool of connections, all in the service's role. */
export interface Database {
  readonly client: Sql;
  readonly query: Query;
  /** Puts a new pool in the place of one that has lost a connection; what runs on it may end. */
  renew(broken: Sql): void;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly url: string;
  readonly connections?: number;
}

/** Opens the pool that the service works with; nothing is sent before the first question. */
export function connect({ url, connections = 8 }: ConnectOptions): Database {
  return poolOf(() => postgres(url, { ...asService(url), max: connections }));
}

/** Opens one connection in the service's role that stays: a lock of its session lasts as long. */
export function connectToStay(url: string): Database {
  return poolOf(() => postgres(url, { ...asService(url), max: 1, max_lifetime: null }));
}

function asService(url: string) {
  return {
    ...directly(url),
    // In seconds; the driver's own pauses grow to twenty, through which a server that is back would be waited for.
    backoff: (failures: number) => Math.min(failures * 0.05, 1),
    onnotice: () => {},
    connection: {
      role: serviceRole,
      application_name: 'savings-ledger',
      TimeZone: 'UTC',
      // A plan kept from when a table was empty would scan it whole once an import has filled it.
      plan_cache_mode: 'force_custom_plan',
      // Of questions about one trust, a helping process is longer in starting than its help is worth, and what is
      // compiled longer in compiling; where nothing was counted yet, the server takes both for quick.
      max_parallel_workers_per_gather: 0,
      jit: 'off',
      // What the process of a machine that is gone had locked is free again after a minute.
      tcp_keepalives_idle: 30,
      tcp_keepalives_interval: 10,
      tcp_keepalives_count: 3,
      // Where there are several servers, all of them know for which trust a transaction is; one by itself ignores it.
      'citus.propagate_set_commands': 'local',
    },
  };
}

/** Opens the one connection of a migration, in the role of the tables' owner. */
export function connectAsOwner(url: string): Database {
  return poolOf(() => postgres(url, { max: 1, onnotice: () => {} }));
}

/** How long what runs on the sound connections of a pool that lost one may go on. */
const patienceMilliseconds = 30_000;

/** So many values a question may have that the server is to know again: a list of ids is never the same twice. */
const fewValues = 20;

/**
 * The builder for SQL over a pool, or over a connection of it. It leaves each question to be read anew by the
 * server, which takes one way there and back more before it is answered: what only reads is kept instead.
 */
export function builderOver(client: Sql | ReservedSql, { options }: Sql): Query {
  const unsafe: Sql['unsafe'] = (text, values = [], how) =>
    client.unsafe(text, values, {
      ...how,
      prepare: text.startsWith('select ') && values.length <= fewValues,
    });
  // These are what the builder takes of a client; a reserved connection does not carry its options.
  const begin = 'begin' in client ? client.begin : undefined;
  return drizzle({ client: { unsafe, options, begin } as never, casing: 'snake_case' });
}

function poolOf(open: () => Sql): Database {
  let client = countUse(open());
  const leaving = new Set<Sql>();
  let query = builderOver(client, client);
  return {
    get client() {
      return client;
    },
    get query() {
      return query;
    },
    renew(broken) {
      // The driver does not get over a connection that was lost in the middle of a transaction.
      if (client !== broken) return;
      client = countUse(open());
      query = builderOver(client, client);
      leaving.add(broken);
      setTimeout(() => {
        leaving.delete(broken);
        broken.end({ timeout: 0 }).catch(() => {});
      }, patienceMilliseconds).unref();
    },
    close: async () => {
      // Whoever closes has ended its work: a pool that lost a connection would only be waited for.
      await Promise.all([
        client.end({ timeout: 5 }),
        ...[...leaving].map((broken) => broken.end({ timeout: 0 })),
      ]);
    },
  };
}

/** The driver's own way is kept where it does more: for several hosts, and for Unix sockets. */
function directly(url: string): object {
  const isOneHost =
    /^postgres(ql)?:\/\/([^/@]*@)?[^/,@]+(\/|$)/.test(url) && !url.includes('host=');
  return isOneHost ? { socket: openSocket } : {};
}

const lost = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|CONNECTION_|CONNECT_TIMEOUT|57P0|08)/;

/** Whether a failure means that the connection is gone, and with it whatever was under way. */
export function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' && lost.test(code);
}

/** What a person is told when the database went away, before or while the work was being saved. */
export function lostConnection(isCommitting: boolean): Problem {
  return new Problem({
    code: 'database.unavailable',
    message: isCommitting
      ? 'The database went away just as the work was being saved, so it is not known whether it was.'
      : 'The database does not answer. Nothing of this step was saved.',
    remedy:
      'Check that it runs and is reachable, then do the same again: nothing is counted twice.',
  });
}

/** What PostgreSQL refuses for reasons of its set-up, by its code, and what helps. */
const setUp: Readonly<Record<string, string>> = {
  '3D000': 'Make that database, or name another one in DATABASE_URL.',
  '28000': 'Name a login that the server knows in DATABASE_URL.',
  '28P01': 'Correct the password in DATABASE_URL.',
  '42501': 'Use a login that owns the database and may create roles.',
  '53100': 'The disk of the database is full: free some space, then do the same again.',
  '53300': 'The server has no connection left: end some, or allow more.',
};

/** The same failure as a problem for a person, when it lies with the database and not with us. */
export function asDatabaseProblem(error: unknown): unknown {
  if (isConnectionLost(error)) return lostConnection(false);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  const remedy = setUp[code ?? ''];
  if (!remedy) return error;
  return new Problem({
    code: 'database.unavailable',
    message: `The database cannot be used: ${message}. Nothing of this step was saved.`,
    remedy,
  });
}

export function throwDatabaseProblem(error: unknown): never {
  throw asDatabaseProblem(error);
}
