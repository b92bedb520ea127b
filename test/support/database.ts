import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Test } from 'tap';
import { v4 as randomId } from 'uuid';
import { connect, type Database } from '../../src/database/connect.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import {
  addressOf,
  copyDatabase,
  createDatabase,
  dropDatabase,
  renameDatabase,
} from './servers.ts';

const urls = new WeakMap<Database, string>();

/** The address of a fresh database, for processes of their own. */
export function urlOf(database: Database): string {
  return urls.get(database) ?? '';
}

/** A migrated database of its own for one test, dropped when the test ends. */
export async function freshDatabase(t: Test): Promise<Database> {
  const name = `test_${randomId().replaceAll('-', '')}`;
  await copyDatabase(await migrated(), name);
  let database: Database | undefined;
  t.teardown(async () => {
    await database?.close();
    await dropDatabase(name);
  });
  const url = addressOf(name);
  database = connect({ url, connections: 4 });
  urls.set(database, url);
  return database;
}

/** A database with all migrations and no rows, made once for each state of the migrations. */
async function migrated(): Promise<string> {
  const files = readdirSync('drizzle').filter((file) => file.endsWith('.sql'));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(readFileSync(`drizzle/${file}`));
  const name = `test_migrated_${hash.digest('hex').slice(0, 16)}`;
  const admin = postgres(addressOf('postgres'), { max: 1, onnotice: () => {} });
  await admin`select pg_advisory_lock(hashtextextended('savings-ledger:test', 0))`;
  try {
    const [there] = await admin`select 1 from pg_database where datname = ${name}`;
    if (there) return name;
    const half = `test_${randomId().replaceAll('-', '')}`;
    await createDatabase(half);
    await migrateDatabase(addressOf(half));
    await renameDatabase(half, name);
    return name;
  } finally {
    await admin.end();
  }
}
