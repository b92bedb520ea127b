import { asDatabaseProblem, connect, type Database } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { migrateDatabase } from './migrate.ts';

/** A database that is ready to work with, and how to leave it. */
export interface Engine {
  readonly database: Database;
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens the database of the configuration, embedded if none is named, at this version's model. */
export async function openEngine(
  config: { databaseUrl: string | undefined; dataFolder: string },
  say: (line: string) => void,
): Promise<Engine> {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ folder: config.dataFolder, say });
  const url = embedded?.url ?? config.databaseUrl ?? '';
  try {
    await migrateDatabase(url);
  } catch (error) {
    await embedded?.stop();
    throw asDatabaseProblem(error);
  }
  const database = connect({ url });
  return {
    database,
    url,
    stop: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
}
