import { getTableName } from 'drizzle-orm';
import type { Sql, TransactionSql } from 'postgres';
import { serviceRole } from './connect.ts';
import {
  apiKey,
  calendarFeed,
  identity,
  password,
  passwordLink,
  person,
  roleGrant,
  session,
  signInFailure,
  signInFlow,
  trust,
} from './tables.ts';

/** Of no single trust: who there is, and who may ask. On several servers they stay on the one that is asked. */
export const directory = [
  trust,
  apiKey,
  calendarFeed,
  person,
  roleGrant,
  identity,
  password,
  passwordLink,
  signInFlow,
  signInFailure,
  session,
].map(getTableName);

/** The table beside which all others are laid, so that the rows of one trust are on one server. */
const first = 'school';

/** Whether a server is the coordinator of others (Citus), over which the trusts are spread. */
export async function hasWorkers(sql: TransactionSql | Sql): Promise<boolean> {
  const [row] = await sql`select 1 from pg_extension where extname = 'citus'`;
  return row !== undefined;
}

/** What was told of each pool. */
const told = new WeakMap<Sql, boolean>();

/** The same of the server that a pool asks: looked up once, on one of its connections. */
export async function isSpread(pool: Sql, connection: Sql): Promise<boolean> {
  const known = told.get(pool) ?? (await hasWorkers(connection));
  told.set(pool, known);
  return known;
}

/**
 * Whether an open transaction has changed anything. The coordinator writes nothing itself where the rows of a trust
 * change: the worker that has them is asked as well, on the connection that they were changed on.
 */
export async function hasChanged(sql: Sql, trustId: string, isSpread: boolean): Promise<boolean> {
  const [here] = await sql`select pg_current_xact_id_if_assigned() is not null as changed`;
  if (here?.changed || !isSpread) return here?.changed === true;
  const [there] = await sql`
    select pg_current_xact_id_if_assigned() is not null as changed
    from (select count(*) from school where trust_id = ${trustId}) as its_rows`;
  return there?.changed === true;
}

/**
 * Spreads the tables that are not spread yet over the servers, by trust; their rows move along. A table follows
 * those that it refers to. Nothing is done where all of them are: each migration may ask for it.
 */
export async function distributeByTrust(sql: TransactionSql): Promise<void> {
  const spread: string[] = [];
  for (;;) {
    const [next] = await sql<{ name: string }[]>`
      with waiting as (
        select c.oid, c.relname as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and c.relname <> all (${directory})
          and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.oid)
      )
      select name from waiting
      order by name <> ${first}, (
        select count(*) from pg_constraint f join waiting there on there.oid = f.confrelid
        where f.conrelid = waiting.oid and f.confrelid <> f.conrelid
      ), name limit 1`;
    if (!next) break;
    await makeFit(sql, next.name);
    const beside = next.name === first ? 'none' : first;
    await sql`
      select create_distributed_table(${next.name}, 'trust_id', colocate_with => ${beside})`;
    spread.push(next.name);
  }
  if (spread.length === 0) return;
  // Otherwise the rows that moved would stay here too, and be copied into each backup.
  for (const name of spread)
    await sql`select truncate_local_data_after_distributing_table(${name})`;
  // The servers ask each other in the role of whoever asks them.
  await sql.unsafe(`alter role ${serviceRole} login`);
}

/** A question that a policy asks once before any row. */
const askedOnce = /\(\s*SELECT\s+(CASE\b.*?\bEND)(\s+AS "case")?\s*\)/gis;

const columnGrant = /\bgrant update \([^)]*\) on (\w+)/gi;

/**
 * A statement of a migration as tables take it that are spread: their policies hold no question, and let through
 * what they did; they may be granted as a whole only, and not by columns.
 */
export function asSpread(statement: string): string {
  return statement
    .replace(askedOnce, '($1)')
    .replace(columnGrant, (grant, table) =>
      directory.includes(table) ? grant : `grant update on ${table}`,
    );
}

/** Makes of a table that was migrated by itself what it would be if it had been spread from the first. */
async function makeFit(sql: TransactionSql, table: string): Promise<void> {
  const statements = await sql<{ statement: string }[]>`
    select format('alter policy %I on %I using (%s)', polname, ${table}::text, pg_get_expr(polqual, polrelid))
        || coalesce(format(' with check (%s)', pg_get_expr(polwithcheck, polrelid)), '') as statement
      from pg_policy where polrelid = ${table}::regclass
    union all
    select format('grant update (%I) on %I to ${sql.unsafe(serviceRole)}', attname, ${table}::text)
      from pg_attribute where attrelid = ${table}::regclass and attacl is not null`;
  for (const { statement } of statements) {
    const fit = asSpread(statement);
    if (fit !== statement) await sql.unsafe(fit);
  }
}
