// What a scenario and an evidence pack look like in the terminal.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { evidence } from '../../src/cli/evidence.ts';
import { type Command, readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { whatIfCommand } from '../../src/cli/what-if.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { row, trustOf } from '../support/settling.ts';

t.test('what-if speaks in sentences and in JSON, evidence writes one new file', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Said');
  await trust.bring('june.csv', [
    row('A', { school: 'ALL', quantity: 1, net: '900.00', item: 'DESK' }),
  ]);
  const run = async (command: Command, ...argv: string[]) => {
    const said: string[] = [];
    const terminal: Terminal = {
      config: readConfig({ DATABASE_URL: urlOf(database) }),
      asked: [],
      print: (text) => void said.push(text),
      write: async () => {},
      say: () => {},
      progress: () => {},
      now: () => '2026-01-09T10:00:00.000Z',
    };
    await command.run(terminal, readArguments(command, argv));
    return said.join('\n');
  };
  const leave = ['--leave', 'P1:100002:2025-06-01'];
  const told = await run(whatIfCommand, ...leave);
  t.match(told, 'Cedar pays £53.83 more, is £53.83 worse off by its net saving.');
  t.match(told, /1 posted line counted again, nothing written/);
  const json = JSON.parse(await run(whatIfCommand, ...leave, '--json'));
  t.match(json, { schools: [{ urn: '100001', effect: { cost: '10.84' } }, {}, {}] });
  const keys = await run(whatIfCommand, '--keys', 'P1');
  t.match(keys, /P1 by equal:\n {2}£300\.00 net\. Ash pays £160\.00 more/);
  t.match(
    keys,
    /P1 by payslips:\n {2}cannot be told:\n {2}Not in these figures: 1 row of £900\.00/,
  );
  const wrong: [argv: string[], message: RegExp][] = [
    [['--leave', 'P1:100002'], /does not have 3 parts with colons/],
    [['--leave', 'P1:100002:soon'], /'soon' is not a day/],
    [['--key', 'P1:colour'], /'colour' is none of pupils/],
    [['--size', '100001:pupils:x-2:2025-06-01'], /'-2' is not a number/],
    [['--keys', 'P1', ...leave], /Keys are compared by themselves/],
  ];
  for (const [argv, message] of wrong) {
    await t.rejects(run(whatIfCommand, ...argv), { message }, argv.join(' '));
  }

  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'pack.zip');
  const written = JSON.parse(await run(evidence, path, '--school', '100001', '--json'));
  t.equal((await stat(path)).size, written.bytes);
  await t.rejects(run(evidence, path), { message: /is there already/ }, 'no file is written over');
  const other = join(folder, 'other.zip');
  await t.rejects(run(evidence, other, '--school', '999999'), { code: 'school.unknown' });
  await t.rejects(stat(other), { code: 'ENOENT' }, 'and none is begun for nothing');
});
