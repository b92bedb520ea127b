import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, run } from './postgres-binaries.ts';

/** Where an embedded database has its files, and the user it runs as if not as ourselves. */
export interface Home {
  /** The data folder as the caller named it: the log is here, whatever else is elsewhere. */
  readonly asked: string;
  /** The folder that holds the files; the data folder itself unless that is out of reach. */
  readonly folder: string;
  readonly account: Account | undefined;
  /** Whether the folder already holds a database. */
  readonly isFilled: boolean;
}

const elsewhere = '/var/lib/savings-ledger';

/** The folder within a home that holds the cluster and its password; it is made as a whole. */
export function clusterFolder(home: string): string {
  return join(home, 'postgres');
}

/**
 * Finds, or makes ready, the place of a data folder's database. Refuses a folder that cannot be
 * written, and a database whose files belong to another user or have gone.
 */
export async function findHome(folder: string): Promise<Home> {
  const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
  const asked = await realpath(folder);
  const named = await readWhere(asked);
  const home = named ?? asked;
  const files = await stat(clusterFolder(home)).catch(() => undefined);
  if (named && !files) {
    throw new Error(
      `${whereFile(asked)} says that the database is in ${named}, but it is not there. ` +
        `Put it back, or delete ${whereFile(asked)} to begin with an empty database.`,
    );
  }
  if (process.getuid?.() !== 0) {
    if (files && process.getuid && files.uid !== process.getuid()) throw belongsToOther(home);
    return { asked, folder: home, account: undefined, isFilled: Boolean(files) };
  }
  // A strict umask must not be what sends the database elsewhere.
  if (isNew) await chmod(asked, 0o755);
  const account = await findAccount(files);
  if (named || (await canEnter(asked, account))) {
    return { asked, folder: home, account, isFilled: Boolean(files) };
  }
  if (files) {
    throw new Error(
      `The database in ${asked} runs as user ${account.name}, who may no longer enter that ` +
        'folder. Allow it again on each folder above (chmod o+x).',
    );
  }
  return homeElsewhere(asked, account);
}

/**
 * Leaves a note in a data folder that its database is elsewhere, which is read at each start;
 * false when nothing had to be noted.
 */
export async function noteWhere({ asked, folder, account }: Home): Promise<boolean> {
  if (asked === folder || (await readWhere(asked)) === folder) return false;
  await writeFile(
    whereFile(asked),
    `${folder}
is where the database of this folder has its files. It runs as user ${account?.name}, because
PostgreSQL refuses to run as root, and that user cannot enter this folder.
To begin with an empty database, stop the service and delete both folders.
`,
  );
  return true;
}

async function homeElsewhere(asked: string, account: Account): Promise<Home> {
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  const folder = join(elsewhere, name);
  await mkdir(folder, { recursive: true });
  for (const each of [elsewhere, folder]) await chmod(each, 0o755);
  const files = await stat(clusterFolder(folder)).catch(() => undefined);
  const owner = files ? await findAccount(files) : account;
  return { asked, folder, account: owner, isFilled: Boolean(files) };
}

async function readWhere(asked: string): Promise<string | undefined> {
  const text = await readFile(whereFile(asked), 'utf8').catch(() => undefined);
  return text?.split('\n')[0] || undefined;
}

function whereFile(asked: string): string {
  return join(asked, 'WHERE.txt');
}

function belongsToOther(home: string): Error {
  return new Error(
    `The database in ${home} belongs to another user: it was started as root, or by a ` +
      'colleague. Start it as that user or as root, or name another data folder.',
  );
}

/** The user who owns the files of an existing database, else one who owns next to nothing. */
async function findAccount(files: { uid: number; gid: number } | undefined): Promise<Account> {
  if (files && files.uid !== 0) {
    const name = await run('id', ['-un', String(files.uid)]).catch(() => String(files.uid));
    return { uid: files.uid, gid: files.gid, name };
  }
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(
      ['-u', '-g'].map((which) => run('id', [which, name]).catch(() => '')),
    );
    const [uid, gid] = ids.map((id) => Number.parseInt(id, 10));
    if (uid && gid) return { uid, gid, name };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither a user "postgres" nor a ' +
      'user "nobody" to run it as. Start as a user other than root.',
  );
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  try {
    await run('test', ['-x', folder], account);
    return true;
  } catch (error) {
    // The test itself ends with 1; anything else means that it was not run.
    if ((error as { code?: unknown }).code === 1) return false;
    throw new Error(
      `PostgreSQL refuses to run as root, and programs cannot be run as user ${account.name} ` +
        `here (${(error as Error).message}). Start as a user other than root.`,
      { cause: error },
    );
  }
}
