import { asDatabaseProblem, connect, type Database } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { isUpToDate, migrateDatabase } from './migrate.ts';
import { openStandby, type Standby } from './standby.ts';
import { answeredBy } from './tenant.ts';

/** A database that is ready to work with, and how to leave it. */
export interface Engine {
  readonly database: Database;
  readonly url: string;
  /** What answers reports in the place of the database, if one is named. */
  readonly standby: Standby | undefined;
  stop(): Promise<void>;
}

/** Opens the database of the configuration, embedded if none is named, at this version's model. */
export async function openEngine(
  config: {
    databaseUrl: string | undefined;
    reportsDatabaseUrl?: string | undefined;
    dataFolder: string;
  },
  say: (line: string) => void,
): Promise<Engine> {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ folder: config.dataFolder, say });
  const url = embedded?.url ?? config.databaseUrl ?? '';
  const primary = connect({ url });
  try {
    if (!(await isUpToDate(primary))) await migrateDatabase(url);
  } catch (error) {
    await primary.close();
    await embedded?.stop();
    throw asDatabaseProblem(error);
  }
  const { reportsDatabaseUrl } = config;
  const standby = reportsDatabaseUrl ? openStandby(primary, reportsDatabaseUrl) : undefined;
  return {
    database: answeredBy(primary, standby),
    url,
    standby,
    stop: async () => {
      await Promise.all([primary.close(), standby?.close()]);
      await embedded?.stop();
    },
  };
}
