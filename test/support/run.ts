// Runs the built tests, all or those that are named, against one PostgreSQL server: the one that
// TEST_DATABASE_URL names, or else an embedded one that lives as long as the run. Ends with the count of
// test files.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../src/database/embedded.ts';
import { installChromium } from './chromium.ts';

installChromium((line) => console.error(line));
// The runner without the plugins that .taprc leaves out: its first run after an install still has them.
spawnSync('npx', ['--no-install', 'tap', 'build'], { stdio: 'inherit' });
const folder = await mkdtemp(join(tmpdir(), 'savings-ledger-test-'));
const given = process.env.TEST_DATABASE_URL;
const server = given
  ? undefined
  : await startEmbedded({ folder: join(folder, 'data'), say: (line) => console.error(line) });
// What a cut of power would lose here is thrown away at the end anyway.
if (server) {
  const sql = postgres(server.url, { max: 1 });
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await sql.unsafe(`alter system set ${setting} = off`);
  }
  await sql`select pg_reload_conf()`;
  await sql.end();
}
const TEST_DATABASE_URL = given ?? server?.url ?? '';
const output = join(folder, 'output.tap');
const all = ['test', 'test/integration'].flatMap((each) =>
  readdirSync(each).map((name) => `${each}/${name}`),
);
const options = process.argv.slice(2).filter((word) => word.startsWith('-'));
const named = process.argv.slice(2).filter((word) => !word.startsWith('-'));
// By the sources, since what an earlier build wrote may be there still.
const sources = named.length > 0 ? named : all.filter((path) => path.endsWith('.test.ts'));
const built = sources.map((path) => path.replace(/^(test\/.+)\.ts$/, 'dist/$1.js'));

const status = await new Promise<number>((resolve) => {
  const tap = spawn(
    'npx',
    ['--no-install', 'tap', `--output-file=${output}`, ...options, ...built],
    {
      stdio: 'inherit',
      env: { ...process.env, TEST_DATABASE_URL, DATABASE_URL: '' },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tap.kill(signal));
  tap.on('close', (code) => resolve(code ?? 1));
});

await server?.stop();
const results = await readFile(output, 'utf8').catch(() => '');
const passed = results.match(/^ok /gm)?.length ?? 0;
const failed = results.match(/^not ok /gm)?.length ?? 0;
for (const [line] of results.matchAll(/^ *not ok .*$/gm)) console.log(line);
await rm(folder, { recursive: true, force: true });
// The reporter leaves the cursor in the middle of a line, and this one is read by programs.
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = status === 0 && passed > 0 ? 0 : 1;
