import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Database } from '../src/database/connect.ts';
import { openEngine } from '../src/database/engine.ts';

/** Where a benchmark works: a database, and a folder that is gone afterwards. */
export interface Place {
  readonly url: string;
  readonly database: Database;
  readonly folder: string;
}

/** Measures on the database that DATABASE_URL names, or on an embedded one of its own. */
export async function onEngine<Found>(measure: (place: Place) => Promise<Found>): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const engine = await openEngine(
    { databaseUrl: process.env.DATABASE_URL, dataFolder: join(folder, 'data') },
    (line) => console.error(line),
  );
  try {
    return await measure({ url: engine.url, database: engine.database, folder });
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many bytes the database has. */
export async function sizeOf(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql`select pg_database_size(current_database()) as bytes`;
  await sql.end();
  return Number(row?.bytes);
}
