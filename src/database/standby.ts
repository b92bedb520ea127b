import { setTimeout as delay } from 'node:timers/promises';
import type { ReservedSql, Sql } from 'postgres';
import { Problem } from '../problem.ts';
import { connect, type Database } from './connect.ts';
import { gathering } from './gathering.ts';

/** A connection of a standby, on which all can be seen that anybody could have seen when it was asked for. */
export interface Place {
  readonly database: Database;
  readonly pool: Sql;
  readonly sql: ReservedSql;
}

/** How many readings a standby answered, and how many the primary in its place. */
export interface Readings {
  standby: number;
  primary: number;
}

/** A hot standby that answers what is only read, as long as it knows all that the primary has shown. */
export interface Standby {
  readonly readings: Readings;
  /** Has a reading answered; undefined, and the primary is to be asked, if that fails for whatever reason. */
  answer<T>(read: (place: Place) => Promise<T>): Promise<{ readonly told: T } | undefined>;
  close(): Promise<void>;
}

/** How long a standby may be behind, and may take to say so, before the primary is asked in its place. */
const lagMilliseconds = 20;
const silenceMilliseconds = 250;
/** So long a standby that was behind or away is not asked again, so that few readings wait for it. */
const restMilliseconds = 1_000;

/**
 * Opens a standby of a primary. Before each reading the primary is asked how far its log is written: whatever
 * was committed and seen, by whichever process, lies before that. The standby answers once it has replayed so far.
 */
export function openStandby(primary: Database, url: string): Standby {
  const database = connect({ url });
  const readings = { standby: 0, primary: 0 };
  const positionOf = gathering(() => positionNow(primary));
  let restsUntil = 0;

  const take = async (): Promise<Place | undefined> => {
    const seen = await positionOf('', undefined);
    const pool = database.client;
    const sql = await reserve(pool);
    if (!sql) return undefined;
    const isAbreast = await inTime(catchUp(sql, seen)).catch(() => undefined);
    if (isAbreast) return { database, pool, sql };
    if (isAbreast === undefined) database.renew(pool);
    else sql.release();
    return undefined;
  };

  return {
    readings,
    async answer(read) {
      if (Date.now() >= restsUntil) {
        const place = await take().catch(() => undefined);
        if (!place) restsUntil = Date.now() + restMilliseconds;
        const answered = place && (await readOn(place, read));
        if (answered) {
          readings.standby += 1;
          return answered;
        }
      }
      readings.primary += 1;
      return undefined;
    },
    close: () => database.close(),
  };
}

/** A refusal is an answer; whatever else breaks a reading off is for the primary to tell. */
async function readOn<T>(place: Place, read: (place: Place) => Promise<T>) {
  try {
    return { told: await read(place) };
  } catch (error) {
    if (error instanceof Problem && error.code !== 'database.unavailable') throw error;
    return undefined;
  }
}

/** A connection of the pool; one that comes too late is given back. */
async function reserve(pool: Sql): Promise<ReservedSql | undefined> {
  const reserved = pool.reserve();
  const sql = await inTime(reserved);
  if (!sql) reserved.then((late) => late.release()).catch(() => {});
  return sql;
}

/** What is told in time; undefined for what is not, which goes on by itself. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  const clock = new AbortController();
  const late = delay(silenceMilliseconds, undefined, { signal: clock.signal }).catch(
    () => undefined,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clock.abort();
  }
}

/** How far a primary's log is written, and whose log it is. */
interface Position {
  readonly written: string;
  readonly timeline: number;
  readonly cluster: string;
  readonly name: string;
}

async function positionNow({ client }: Database): Promise<Position> {
  // What is committed is seen once it is flushed, unless the server is set to show it before.
  const [position] = await client<Position[]>`
    select (case current_setting('synchronous_commit')
        when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end)::text as written,
      ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int as timeline,
      system_identifier::text as cluster, current_database()::text as name
    from pg_control_system()`;
  if (!position) throw new Error('the primary does not say how far it is');
  return position;
}

/**
 * Whether a standby has come to a position of its primary, within the time that it may be behind. Asked before
 * the reading begins: its first question settles what it sees. A position of another server, or of a history
 * that was left when another server became the primary, means nothing.
 */
async function catchUp(
  sql: ReservedSql,
  { written, timeline, cluster, name }: Position,
): Promise<boolean> {
  const giveUpAt = Date.now() + lagMilliseconds;
  for (;;) {
    const [row] = await sql<{ isAbreast: boolean | null }[]>`
      select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${written}::pg_lsn
        and timeline_id = ${timeline} and system_identifier = ${cluster}::bigint
        and current_database() = ${name} as "isAbreast"
      from pg_control_system(), pg_control_checkpoint()`;
    if (row?.isAbreast) return true;
    if (Date.now() >= giveUpAt) return false;
    await delay(1);
  }
}
