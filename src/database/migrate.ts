import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type TransactionSql } from 'postgres';
import { Problem } from '../problem.ts';
import { connectAsOwner, type Database } from './connect.ts';
import { asSpread, distributeByTrust, hasWorkers } from './distribution.ts';

/** The folder of the numbered migrations, from the sources and from the built product alike. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'drizzle', 'meta'))) folder = dirname(folder);
  return join(folder, 'drizzle');
}

/** When the newest migration of a folder was written: the version of a database that has them all. */
function newestOf(folder: string): number {
  const journal = readFileSync(join(folder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: readonly { when: number }[] };
  return Math.max(...entries.map(({ when }) => when));
}

async function versionOf({ client }: Database): Promise<number> {
  const [row] =
    await client`select max(created_at)::text as newest from drizzle.__drizzle_migrations`;
  return Number(row?.newest ?? 0);
}

/**
 * Whether a database has all of this version, as most have at every start: then nobody need own it, or wait. What a
 * server has against the question is told by the migration. Spread over servers, a table may still be to spread.
 */
export async function isUpToDate(database: Database): Promise<boolean> {
  try {
    const isWhole = (await versionOf(database)) === newestOf(migrationsFolder());
    return isWhole && !(await hasWorkers(database.client));
  } catch (error) {
    if (error instanceof postgres.PostgresError) return false;
    throw error;
  }
}

/** Refuses to work on a database that lacks migrations of this version, or has those of a later one. */
export async function refuseOtherVersion(database: Database): Promise<void> {
  const [there, ours] = [await versionOf(database), newestOf(migrationsFolder())];
  if (there > ours) throw newerDatabase();
  if (there === ours) return;
  throw new Problem({
    code: 'database.version',
    message: 'The database is not at the version of this program yet.',
    remedy: 'Run "migrate" with this version of the program.',
  });
}

function newerDatabase(): Problem {
  return new Problem({
    code: 'database.version',
    message: 'The database was brought to a newer version than this program.',
    remedy: 'Start the newer version of the program, or restore the backup made before it.',
  });
}

/**
 * How long a step waits for a table, while all others who ask for the table wait behind it. Less than the
 * second after which the database breaks up a deadlock: the migration gives way, and not somebody's work.
 */
const lockTimeout = '500ms';
const triesMax = 600;
const isInTheWay = (code: unknown) => code === '55P03' || code === '40P01';

/**
 * Brings a database to the model of this version, or of another folder of migrations; all of it or nothing.
 * Others may be at work: where one of them holds a table for long, the migration lets go and tries again,
 * so that nobody waits behind it. A failure is thrown, never only logged.
 */
export async function migrateDatabase(url: string, folder = migrationsFolder()): Promise<void> {
  const owner = connectAsOwner(url);
  try {
    // Two services that start together must not both migrate.
    await owner.client`select pg_advisory_lock(hashtextextended('savings-ledger:migrate', 0))`;
    const [known] = await owner.client`
      select to_regclass('drizzle.__drizzle_migrations') is not null as migrated`;
    if (known?.migrated && (await versionOf(owner)) > newestOf(folder)) throw newerDatabase();
    await owner.client.unsafe(`set lock_timeout = '${lockTimeout}'`);
    for (let tries = 1; !(await tryToMigrate(owner, folder, tries)); tries++) await delay(1_000);
  } finally {
    await owner.close();
  }
}

/** False if somebody held a table for too long, and nothing was done. */
async function tryToMigrate({ client }: Database, migrationsFolder: string, tries: number) {
  try {
    await client.begin((sql) => migrate(sql, readMigrationFiles({ migrationsFolder })));
    return true;
  } catch (error) {
    if (!isInTheWay((error as { code?: unknown }).code) || tries === triesMax) throw error;
    return false;
  }
}

/** Carries out the migrations that are later than the last, and keeps them where the builder's own tool does. */
async function migrate(sql: TransactionSql, migrations: readonly MigrationMeta[]): Promise<void> {
  await sql`create schema if not exists drizzle`;
  await sql`
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key, hash text not null, created_at bigint
    )`;
  const [last] = await sql`
    select coalesce(max(created_at), 0)::text as at from drizzle.__drizzle_migrations`;
  const isSpread = await hasWorkers(sql);
  // What refers to a table that is spread has to be spread itself before it does.
  const isLater = isSpread && last?.at !== '0';
  if (isLater) await distributeByTrust(sql);
  for (const { sql: statements, hash, folderMillis } of migrations) {
    if (folderMillis <= Number(last?.at)) continue;
    for (const statement of statements) {
      await sql.unsafe(isLater ? asSpread(statement) : statement);
      if (isLater && createsTable.test(statement)) await distributeByTrust(sql);
    }
    await sql`
      insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
  if (isSpread) await distributeByTrust(sql);
}

const createsTable = /^\s*(--.*\s*)*create (unlogged )?table /i;
