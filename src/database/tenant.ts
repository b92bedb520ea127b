import type { ReservedSql, Sql } from 'postgres';
import {
  builderOver,
  type Database,
  isConnectionLost,
  lostConnection,
  type Query,
  throwDatabaseProblem,
} from './connect.ts';
import { hasChanged, isSpread } from './distribution.ts';
import type { Place, Standby } from './standby.ts';

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

/** Whether the figures of a school are there for a transaction. */
export function isSeen({ schoolIds }: Tenant, schoolId: string): boolean {
  return schoolIds === undefined || schoolIds.has(schoolId);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The databases that are no more than an open transaction. */
const open = new WeakMap<Database, Tenant>();

/** What a transaction does at its end, if it has changed something, or after a dry run of it. */
type LastAct = (tenant: Tenant, outcome: 'done' | 'tried') => Promise<void>;

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
  if (!uuid.test(trustId)) throw new RangeError('a trust is named by its UUID');
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
  { database, pool, sql }: Place,
  trustId: string,
  given: Terms,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  const { schoolIds, lastAct } = given;
  let isCommitting = false;
  try {
    const hasWorkers = await isSpread(pool, sql);
    await sql.unsafe(opening(trustId, given, hasWorkers));
    const isReading = given.keepsPlans === true;
    const tenant = tenantOver(sql, { pool, trustId, schoolIds, isReading });
    const result = await work(tenant);
    if (lastAct && (await hasChanged(sql, trustId, hasWorkers))) await lastAct(tenant, 'done');
    isCommitting = true;
    await sql`commit`;
    sql.release();
    return result;
  } catch (error) {
    if (isConnectionLost(error) || isLastWord(error)) {
      // No rollback: the driver would write it to a connection that is gone, and the process die of
      // it. A lost connection rolls back by itself, and is not given back.
      database.renew(pool);
      throw lostConnection(isCommitting);
    }
    await sql`rollback`;
    sql.release();
    throw error;
  }
}

/** Whether a server has said why it ends the connection: a standby does when what it replays is in the way. */
function isLastWord(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return (cause as { severity?: unknown } | null)?.severity === 'FATAL';
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
 * What begins a transaction, sent at once. SET takes no parameters, and set_config does not reach the workers
 * of a distributed engine. No school at all is no school's id, and so none is seen.
 */
function opening(trustId: string, { schoolIds, keepsPlans }: Terms, isSpread: boolean): string {
  const schools = schoolIds ? [...schoolIds].join() || 'none' : 'all';
  const seen = `set local app.trust_id = '${trustId}'; set local app.school_ids = '${schools}'`;
  // Left to itself, the server would go on planning some of the questions each time they are asked, for
  // longer than it then takes to answer them, and longest for their policies. Where there are several servers it
  // has to plan each time: which of them has the rows is told by the values of the question.
  const kept = isSpread ? '' : '; set local plan_cache_mode = force_generic_plan';
  return keepsPlans
    ? `begin isolation level repeatable read, read only; ${seen}${kept}`
    : `begin; ${seen}`;
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
