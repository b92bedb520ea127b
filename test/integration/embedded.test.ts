import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import t from 'tap';
import { ask, dataFolder, noted, start, startElsewhere } from '../support/embedded.ts';

t.setTimeout(240_000);

/** What stands in a data folder, but for the programs that are copied there where others cannot reach them. */
async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('native-'));
}

t.test('what is written is there after the server was stopped and started again', async (t) => {
  const folder = await dataFolder(t);
  const said: string[] = [];
  const first = await start(folder, said);
  t.match(first.url, /^postgres:\/\/savings_ledger_owner:\w+@127\.0\.0\.1:\d+\/savings_ledger$/);
  t.match(said.join('\n'), /Making a new database/);
  await ask(first.url, 'create table kept as select 42 as answer');
  t.match(await ask(first.url, 'select * from pg_settings where name = any($1)', settings), [
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'max_connections', setting: '50' },
    { name: 'shared_buffers', setting: '16384' },
    { name: 'unix_socket_directories', setting: '' },
  ]);
  await first.stop();
  await t.rejects(ask(first.url, 'select 1'), { code: 'ECONNREFUSED' });

  const second = await start(folder);
  t.match(await ask(second.url, 'select answer from kept'), [{ answer: 42 }]);
  const password = await stat(join(folder, 'postgres', 'password'));
  t.equal(password.mode & 0o777, 0o600, 'only its owner can read the password');
  await second.stop();
  await second.stop();
  t.strictSame(await filesOf(folder), ['postgres', 'postgres.log'], 'no lock is left behind');
});

t.test('a server whose process was killed is found and used again', async (t) => {
  const folder = await dataFolder(t);
  const child = startElsewhere(t, folder);
  const url = await child.url;
  await ask(url, 'create table kept as select 42 as answer');
  child.process.kill('SIGKILL');
  await once(child.process, 'exit');

  const server = await start(folder);
  t.equal(server.url, url);
  t.match(await ask(server.url, 'select answer from kept'), [{ answer: 42 }]);
  await server.stop();
  await t.rejects(ask(url, 'select 1'), { code: 'ECONNREFUSED' });
});

t.test('a server that was itself killed is started again with its data', async (t) => {
  const folder = await dataFolder(t);
  const first = await start(folder);
  await ask(first.url, 'create table kept as select 42 as answer');
  process.kill(await noted(folder), 'SIGKILL');
  const second = await start(folder);
  t.match(await ask(second.url, 'select answer from kept'), [{ answer: 42 }]);
  await first.stop();
  t.match(await ask(second.url, 'select answer from kept'), [{ answer: 42 }]);
  await second.stop();
});

t.test('the note of a server that is gone does not stop the next', async (t) => {
  const folder = await dataFolder(t);
  const note = join(folder, 'postgres', 'data', 'postmaster.pid');
  const first = await start(folder);
  const text = await readFile(note, 'utf8');
  await first.stop();
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  // A number of our own is what a number that went to another program looks like.
  for (const pid of [dead.pid, process.pid]) {
    await writeFile(note, text.replace(/^\d+/, `${pid}`));
    const server = await start(folder);
    t.match(await ask(server.url, 'select 1 as one'), [{ one: 1 }]);
    await server.stop();
  }
});

t.test('processes that start at the same time share one server; the last stops it', async (t) => {
  const folder = await dataFolder(t);
  const children = [startElsewhere(t, folder), startElsewhere(t, folder)];
  const here = await Promise.all([start(folder), start(folder)]);
  const urls = await Promise.all(children.map(({ url }) => url));
  t.strictSame(new Set([...urls, ...here.map(({ url }) => url)]).size, 1);
  const last = await start(folder);

  await Promise.all(here.map((server) => server.stop()));
  t.match(await ask(last.url, 'select 1 as one'), [{ one: 1 }], 'left to the others');
  for (const { process } of children) {
    process.kill('SIGKILL');
    await once(process, 'exit');
  }
  await last.stop();
  await t.rejects(ask(last.url, 'select 1'), { code: 'ECONNREFUSED' });
});

t.test('a server that another program is connected to is left to it', async (t) => {
  const folder = await dataFolder(t);
  const first = await start(folder);
  const other = postgres(first.url, { max: 1 });
  await other`select 1`;
  await first.stop();
  t.match(await other`select 1 as one`, [{ one: 1 }]);
  await other.end();
  const second = await start(folder);
  t.equal(second.url, first.url);
  await second.stop();
  await t.rejects(ask(first.url, 'select 1'), { code: 'ECONNREFUSED' });
});

t.test('a database that was only half made is made again', async (t) => {
  const folder = await dataFolder(t);
  const child = startElsewhere(t, folder);
  await child.making;
  child.process.kill('SIGKILL');
  await once(child.process, 'exit');
  const server = await start(folder);
  t.match(await ask(server.url, 'select 1 as one'), [{ one: 1 }]);
  await server.stop();
  t.strictSame(await filesOf(folder), ['postgres', 'postgres.log']);
});

t.test('a copy of a data folder in use gets a server of its own', async (t) => {
  const folder = await dataFolder(t);
  const copy = await dataFolder(t);
  const first = await start(folder);
  await cp(folder, copy, { recursive: true });
  await chmod(join(copy, 'postgres', 'data'), 0o700);
  const second = await start(copy);
  t.not(second.url, first.url);
  await second.stop();
  t.match(await ask(first.url, 'select 1 as one'), [{ one: 1 }]);
  await first.stop();
});

const settings = [
  ['fsync', 'listen_addresses', 'max_connections', 'shared_buffers', 'unix_socket_directories'],
];
