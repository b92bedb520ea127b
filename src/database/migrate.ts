import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { connectAsOwner } from './connect.ts';

/** The folder of the numbered migrations, from the sources and from the built product alike. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'drizzle', 'meta'))) folder = dirname(folder);
  return join(folder, 'drizzle');
}

/** Brings a database to the model of this version; a failure is thrown, never only logged. */
export async function migrateDatabase(url: string): Promise<void> {
  const owner = connectAsOwner(url);
  try {
    // Two services that start together must not both migrate.
    await owner.client`select pg_advisory_lock(hashtextextended('savings-ledger:migrate', 0))`;
    await migrate(owner.query, { migrationsFolder: migrationsFolder() });
  } finally {
    await owner.close();
  }
}
