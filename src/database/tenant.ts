import type { PendingQuery, ReservedSql, Sql } from 'postgres';
import {
  builderOver,
  type Database,
  isConnectionLost,
  type Query,
  throwDatabaseProblem,
} from './connect.ts';
import { hasChanged, isSpread } from './distribution.ts';
import type { Place, Standby } from './standby.ts';
import { onConnection, opening, uuid } from './transaction.ts';

/** One transaction on the rows of one trust: no other trust's rows exist for it. */
export interface Tenant {
  readonly trustId: string;
  readonly query: Query;
  readonly sql: ReservedSql;
  /** The schools whose figures there are; without them, those of the whole trust. */
  readonly schoolIds: ReadonlySet<string> | undefined;
  /** Whether it only asks: there is nothing then of which a part could be left out. */
  readonly isReading: boolean;
}

/** What is needed to ask one question of a trust's rows. */
export type Asking = Pick<Tenant, 'sql' | 'trustId'>;

/** Whether the figures of a school are there for a transaction. */
export function isSeen({ schoolIds }: Tenant, schoolId: string): boolean {
  return schoolIds === undefined || schoolIds.has(schoolId);
}

/** The databases that are no more than an open transaction. */
const open = new WeakMap<Database, Tenant>();

/** What a transaction does at its end, if it has changed something, or after a dry run of it. */
type LastAct = (tenant: Tenant, outcome: 'done' | 'tried') => Promise<unknown>;

interface Terms {
  readonly schoolIds?: ReadonlySet<string>;
  readonly lastAct?: LastAct;
  readonly keepsPlans?: boolean;
  readonly standby?: Standby | undefined;
}

/** The databases that are opened for some schools only, for an act that is written down, or to read. */
const terms = new WeakMap<Database, Terms>();

/** Thrown to undo everything that a dry run did, and to carry out what it found. */
class RolledBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('rolled back');
    this.result = result;
  }
}

/**
 * The only door to a trust's rows. Whatever the work does is done whole or not at all, and the
 * database itself hides and refuses every row of another trust.
 */
export async function inTrust<T>(
  database: Database,
  trustId: string,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  const outer = open.get(database);
  if (outer) return inPart(outer, trustId, work);
  const given = terms.get(database) ?? {};
  const transact = (place: Place) => inTransaction(place, trustId, given, work);
  const answered = given.keepsPlans && (await given.standby?.answer(transact));
  if (answered) return answered.told;
  const { client: pool } = database;
  return transact({ database, pool, sql: await pool.reserve().catch(throwDatabaseProblem) });
}

async function inTransaction<T>(
  place: Place,
  trustId: string,
  given: Terms,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  const { schoolIds, lastAct } = given;
  return onConnection(place, async (committing) => {
    const { pool, sql } = place;
    const hasWorkers = await isSpread(pool, sql);
    await sql.unsafe(opening(trustId, given, hasWorkers));
    const isReading = given.keepsPlans === true;
    const tenant = tenantOver(sql, { pool, trustId, schoolIds, isReading });
    const result = await work(tenant);
    if (lastAct && (await hasChanged(sql, trustId, hasWorkers))) await lastAct(tenant, 'done');
    committing();
    await sql`commit`;
    return result;
  });
}

/**
 * Has one question answered in a transaction of its own, whose begin and end are sent along with it: that takes one
 * way to the server and back, where one after the other takes three.
 */
export async function askInTrust<Rows extends readonly object[]>(
  database: Database,
  trustId: string,
  ask: (place: Asking) => PendingQuery<Rows>,
): Promise<Rows> {
  if (open.has(database)) throw new RangeError('one question has a transaction of its own');
  const given = terms.get(database) ?? {};
  const { client: pool } = database;
  const sql = await pool.reserve().catch(throwDatabaseProblem);
  return onConnection({ database, pool, sql }, async (committing) => {
    const begin = sql.unsafe(opening(trustId, given, await isSpread(pool, sql)));
    if (!given.keepsPlans) committing();
    const parts = [
      begin.execute(),
      ask({ sql, trustId }).execute(),
      sql`commit`.execute(),
    ] as const;
    // All of them have to be heard of before the connection is somebody else's.
    await Promise.allSettled(parts);
    const [, rows] = await Promise.all(parts);
    return rows;
  });
}

/** The builder is made when it is first used: a question written by hand has no need of it. */
function tenantOver(
  sql: ReservedSql,
  { pool, ...seen }: Omit<Tenant, 'sql' | 'query'> & { readonly pool: Sql },
): Tenant {
  let query: Query | undefined;
  return {
    ...seen,
    sql,
    get query() {
      query ??= builderOver(sql, pool);
      return query;
    },
  };
}

/**
 * The same database for some schools: the database itself hides and refuses the baselines, lines and
 * figures of every other one. What a joint line costs, and by which weights it is shared, stays seen.
 */
export function forSchools(database: Database, schoolIds: ReadonlySet<string>): Database {
  if (![...schoolIds].every((id) => uuid.test(id)))
    throw new RangeError('a school is named by its UUID');
  // An open transaction is for the schools that it was opened for, and is not widened or narrowed.
  if (open.has(database)) throw new RangeError('a transaction is for the schools it began with');
  return onTerms(database, { schoolIds });
}

/** The same database, where each transaction that changes something does one thing more at its end. */
export function withLastAct(database: Database, lastAct: LastAct): Database {
  return onTerms(database, { lastAct });
}

/**
 * The same database for questions that are asked again and again and change nothing: how they are answered
 * is worked out once and then kept, which takes longer than to answer them where a trust is small.
 * All that is asked in one transaction is answered as of one moment, whatever others write meanwhile.
 */
export function withKeptPlans(database: Database): Database {
  return open.has(database) ? database : onTerms(database, { keepsPlans: true });
}

/** The same database, whose questions with kept plans a standby answers, or from now on none (`undefined`). */
export function answeredBy(database: Database, standby: Standby | undefined): Database {
  return onTerms(database, { standby });
}

function onTerms(database: Database, added: Terms): Database {
  const same = Object.create(database) as Database;
  terms.set(same, { ...terms.get(database), ...added });
  return same;
}

const noMore = async () => {};

/**
 * An open transaction in the place of a database: what is done through it is done with the rest of
 * that transaction or not at all, and a part that fails can be left out.
 */
export function asDatabase(tenant: Tenant): Database {
  const database = {
    client: tenant.sql,
    query: tenant.query,
    renew: () => {},
    close: async () => {},
  };
  open.set(database, tenant);
  return database;
}

async function inPart<T>(
  tenant: Tenant,
  trustId: string,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  const { sql, isReading } = tenant;
  if (trustId !== tenant.trustId) throw new RangeError('a transaction is on the rows of one trust');
  if (isReading) return work(tenant);
  await sql`savepoint part`;
  try {
    const result = await work(tenant);
    await sql`release savepoint part`;
    return result;
  } catch (error) {
    if (!isConnectionLost(error)) await sql`rollback to savepoint part`;
    throw error;
  }
}

/** The same work as a dry run: everything is done, then rolled back, and what it found is kept. */
export async function tryInTrust<T>(
  database: Database,
  trustId: string,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  try {
    return await inTrust<T>(database, trustId, async (tenant) => {
      throw new RolledBack(await work(tenant));
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { lastAct } = terms.get(database) ?? {};
    if (lastAct)
      await inTrust(withLastAct(database, noMore), trustId, (it) => lastAct(it, 'tried'));
    return error.result as T;
  }
}

/** Waits until no other transaction changes this trust's figures, and keeps the others waiting. */
export async function lockTrust({ sql, trustId }: Tenant): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`savings-ledger:${trustId}`}, 0))`;
}
