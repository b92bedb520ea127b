import { connect as connectSocket, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';

/** The superuser of an embedded database, who also owns the tables. */
export const owner = 'savings_ledger_owner';

const presenceName = 'savings-ledger-presence';

/**
 * One process's standing connection to an embedded server. The server's list of connections is
 * how the last process to leave knows that it is the last, and stops the server.
 */
export interface Presence {
  readonly port: number;
  readonly sql: Sql;
  /** Lets the process end by itself although the connection is open. */
  rest(): void;
  /** Whether no other client is connected; a client that just left is given time to be gone. */
  isAlone(): Promise<boolean>;
  leave(): Promise<void>;
}

/** Connects to the server at a port of this machine; refuses as the server or the network does. */
export async function joinServer(port: number, password: string): Promise<Presence> {
  const sockets: Socket[] = [];
  const options = {
    host: '127.0.0.1',
    port,
    // Not the ledger's own database, which others may want to drop or copy.
    database: 'postgres',
    username: owner,
    password,
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: presenceName },
    socket: () => {
      const socket = connectSocket(port, '127.0.0.1');
      sockets.push(socket);
      return socket;
    },
  };
  const sql = postgres(options);
  const leave = () => sql.end({ timeout: 1 });
  try {
    await Promise.race([sql`select 1`, tooLate()]);
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    port,
    sql,
    rest: () => sockets.at(-1)?.unref(),
    isAlone: () => {
      sockets.at(-1)?.ref();
      return Promise.race([isAlone(sql), tooLate()]);
    },
    leave,
  };
}

/** Whether a refused connection means only that the server is not ready, or no longer there. */
export function isNotReady(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return /^(57P0|ECONN|EPIPE|CONNECTION_|CONNECT_)/.test(String(code));
}

async function tooLate(): Promise<never> {
  // The driver tries for ever against a program that accepts connections and drops them.
  await delay(6_000, undefined, { ref: false });
  throw Object.assign(new Error('The server did not answer in time.'), { code: 'CONNECT_TIMEOUT' });
}

async function isAlone(sql: Sql): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const [row] = await sql<{ clients: number; presences: number }[]>`
      select count(*)::int as clients,
        (count(*) filter (where application_name = ${presenceName}))::int as presences
      from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    if (!row || row.clients === 0) return true;
    // A presence is idle and goes at once; a pool's connection may be ending a statement.
    if (tries === (row.presences > 0 ? 3 : 10)) return false;
    await delay(50);
  }
}
