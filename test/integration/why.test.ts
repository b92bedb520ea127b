// The question "why?" in the terminal: each answer names the commands that lead to the row.
import t from 'tap';
import { readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { why } from '../../src/cli/why.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { isRight } from '../support/recompute.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.test('N5, N6: why leads by its own commands from the trust to the row of the file', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const days = ['2025-06-01', '2025-06-30'];
  const row = ['A1', '2025-06-30', 'I', '', '', ...days, '100001', 'REAM', 10, '25.00', '5.00'];
  await importText(database, trustId, 'june.csv', paperFile([row]));
  const printed: string[] = [];
  const terminal: Terminal = {
    config: readConfig({ DATABASE_URL: urlOf(database) }),
    asked: [],
    print: (text) => void printed.push(text),
    write: async () => {},
    say: () => {},
    progress: () => {},
    now: () => '2026-01-09T10:00:00.000Z',
  };
  const ask = async (command: string) => {
    await why.run(terminal, readArguments(why, command.split(' ').slice(1)));
    return printed.at(-1) ?? '';
  };
  let [command, steps] = ['why', 0];
  let answer = '';
  for (; command !== '' && steps < 6; steps++) {
    answer = await ask(command);
    [command = ''] = answer.match(/(?<=^ {6})why .*$/m) ?? [];
  }
  t.equal(steps, 6);
  t.match(answer, /stands in row 2 of june\.csv, sent by C\. Manager on 2026-01-06/);
  t.match(answer, /SHA-256 [0-9a-f]{64}, read by paper-mill, version 1\n {2}document_number: A1\n/);
  const cell = await ask('why --school 100001 --contract P1 --item REAM --month 2025-06');
  const [sentence, sum = ''] = cell.split('\n');
  t.equal(
    sentence,
    'Ash saved £6.00 on REAM of contract P1 in June 2025: 10 × £3.10 = £31.00 before, £25.00 now.',
  );
  t.ok(isRight(sum.trim()), sum);
  const json = JSON.parse(await ask('why --school 100001 --measure coverage_percent --json'));
  t.match(json, { value: '100.0', place: { urn: '100001', name: 'Ash' }, journal: 1 });
  await t.rejects(ask('why --measure luck'), { message: /'luck' is none of net_saving/ });
  await t.rejects(ask('why --entry 7'), { message: /'7' is not the id of an entry/ });
});
