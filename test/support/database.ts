import postgres from 'postgres';
import type { Test } from 'tap';
import { v4 as randomId } from 'uuid';
import { connect, type Database } from '../../src/database/connect.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';

const server = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

const urls = new WeakMap<Database, string>();

/** The address of a fresh database, for processes of their own. */
export function urlOf(database: Database): string {
  return urls.get(database) ?? '';
}

/** A migrated database of its own for one test, dropped when the test ends. */
export async function freshDatabase(t: Test): Promise<Database> {
  const name = `test_${randomId().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  let database: Database | undefined;
  t.teardown(async () => {
    await database?.close();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  });
  await migrateDatabase(url.href);
  database = connect({ url: url.href, connections: 4 });
  urls.set(database, url.href);
  return database;
}
