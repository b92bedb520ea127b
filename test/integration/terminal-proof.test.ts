// What a business manager asks of figures in a terminal: what changed, what they mean, what is sealed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { commandOf } from '../../src/cli/commands.ts';
import { readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { row } from '../support/settling.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

/** Runs commands in this process; answers with what was printed. */
function terminalOn(url: string) {
  return async (name: string, ...words: string[]): Promise<string> => {
    const command = await commandOf(name);
    if (!command) throw new Error(`there is no command ${name}`);
    const printed: string[] = [];
    const terminal: Terminal = {
      config: readConfig({ DATABASE_URL: url }),
      asked: [],
      print: (text) => void printed.push(`${text}\n`),
      write: async (text) => void printed.push(text),
      say: () => {},
      progress: () => {},
      now: () => '2026-02-01T10:00:00.000Z',
    };
    await command.run(terminal, readArguments(command, words));
    return printed.join('');
  };
}

/** The exit code that a command left, and none for the test itself. */
function exitCode(t: Test): number {
  t.teardown(() => {
    process.exitCode = 0;
  });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = 0;
  return code;
}

t.test('changes, method and seals in a terminal', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Proof'));
  const bring = (file: string, cells: ReturnType<typeof row>[]) =>
    importText(database, trustId, file, paperFile(cells));
  await bring('june.csv', [row('A')]);
  const run = terminalOn(urlOf(database));

  const first = await run('seal', '--title', 'June', '--by', 'C. Manager');
  t.match(
    first,
    /^Would be seal 1: June, as known at journal 1, [\d,]+ bytes\nNothing is sealed yet/,
  );
  const done = await run('seal', '--title', 'June', '--by', 'C. Manager', '--confirm');
  t.match(done, /^Done: seal 1: June/);
  const [, hash = ''] = /SHA-256 ([0-9a-f]{64})/.exec(done) ?? [];
  t.match(await run('seal', 'list'), hash);
  const bytes = await run('seal', 'show', '1');
  t.equal(await run('seal', 'show', hash), bytes);

  await bring('credit.csv', [
    row('C', { kind: 'C', credit: 'p', of: 'A', quantity: '', net: '-5.00' }),
  ]);
  const told = await run('changes', '--since', '1');
  t.match(told, /^Proof: what changed from journal 1 to journal 2, all months\n/);
  t.match(told, /Credit notes that came │ +−5\.00 │ +0\.00 │ +5\.00 /);
  t.match(
    told,
    /\nJournal 2, 2026-01-06, C\. Manager: .+credit\.csv.*\(net saving 5\.00, cost −5\.00\)/,
  );
  t.match(JSON.parse(await run('changes', '--since', '2026-01-05', '--json')), {
    since: 0,
    until: 2,
  });
  t.match(await run('report', '--as-known-on', '2026-01-05'), /as known at journal 0/);

  t.match(await run('seal', 'verify', '1'), /^Seal 1, June: sound, written again to the byte\n/);
  const folder = await mkdtemp(join(tmpdir(), 'seal-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const copy = join(folder, 'june.json');
  await writeFile(copy, bytes);
  t.match(await run('seal', 'verify', copy), /: sound/);
  t.equal(exitCode(t), 0);
  await writeFile(copy, bytes.replace('"cost":"25.00"', '"cost":"25.10"'));
  const changed = await run('seal', 'verify', copy);
  t.match(changed, /: not what was sealed\n/);
  t.match(changed, /seal 1, rows, 100001, cost: should be 25\.00, is 25\.10\./);
  t.equal(exitCode(t), 1, 'a changed digit fails');

  const method = await run('method');
  t.match(method, /^How the figures are made, by the rules of 2026-11\.\n/);
  t.match(method, /\nCash saving\n.+\n {2}cash saving = baseline cost − cost\n {2}Example: /);
  t.match(await run('verify'), /seals +│ 1 sealed report, written again to the byte +│ +0/);
  const wrong: [args: [string, ...string[]], said: RegExp][] = [
    [['changes'], /^Say since when/],
    [['seal'], /^Give the report a title/],
    [['seal', 'show'], /^Give a title, or say list, show or verify/],
    [['method', 'x'], /^'x' is not understood here/],
  ];
  for (const [args, message] of wrong) await t.rejects(run(...args), { message }, args.join(' '));
});
