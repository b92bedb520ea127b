import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { checkPublication, loadPublication } from '../publications/commands.ts';
import { writePublication, writeSeries } from '../publications/routes.ts';
import { type SeriesState, seriesOf } from '../publications/store.ts';
import { monthLine } from './baseline-summary.ts';
import { chooseTrust } from './choose-trust.ts';
import { effectLine } from './import-summary.ts';
import {
  type Arguments,
  type Command,
  counted,
  type Terminal,
  WrongUsage,
  withEngine,
} from './terminal.ts';

export const indexLevels: Command = {
  name: 'index',
  usage: 'index list | index load FILE [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'list the published index series by which prices move, or load levels (series, month, level, published_on); shown first, done with --confirm',
  options: {
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, file, ...more] = args.words;
    const isFitting = verb === 'list' ? !file : verb === 'load' && file && more.length === 0;
    if (!isFitting) throw new WrongUsage('Say list, or load with one file.');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      if (file) return load(terminal, args, { database, trust, file });
      const series = await inTrust(database, trust.id, seriesOf);
      if (args.isSet('json')) {
        const told = { trust: trust.name, series: series.map(writeSeries) };
        terminal.print(JSON.stringify(told));
      } else for (const each of series) terminal.print(seriesLine(each));
    });
  },
};

interface Asked {
  readonly database: Database;
  readonly trust: { readonly id: string; readonly name: string };
  readonly file: string;
}

async function load(
  terminal: Terminal,
  args: Arguments,
  { database, trust, file }: Asked,
): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  const act = isConfirmed ? loadPublication : checkPublication;
  const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
  const effect = await act(database, trust.id, textOf(file), person);
  if (args.isSet('json')) {
    const told = { trust: trust.name, confirmed: isConfirmed };
    terminal.print(JSON.stringify({ ...told, ...writePublication(effect, isConfirmed) }));
    return;
  }
  const { rows, added, change, months } = effect;
  const journal = change.journal === null ? '' : ` as journal ${change.journal}`;
  const outcome = isConfirmed ? `done${journal}` : 'checked, nothing saved; --confirm does it';
  terminal.print(`${file}: ${counted(rows, 'level')}, ${added} of them new: ${outcome}`);
  for (const month of months) terminal.print(monthLine(month));
  for (const school of change.effect) terminal.print(effectLine(school));
}

async function* textOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, { encoding: 'utf8' });
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    throw new Problem({
      code: 'file.unreadable',
      file,
      message: `The file cannot be opened (${code}).`,
      remedy: 'Check that it is a readable file.',
    });
  }
}

/** A series in one line, and which months figures wait for. */
function seriesLine(state: SeriesState): string {
  const { series, firstMonth, lastMonth, levels, revisions, waitingFor } = state;
  const known =
    levels === 0
      ? 'no levels'
      : `${firstMonth} to ${lastMonth}, ${counted(levels, 'month')}, ${counted(revisions, 'revision')}`;
  const waits =
    waitingFor.length === 0 ? '' : `; not indexed yet, no level: ${waitingFor.join(', ')}`;
  return `${series}: ${known}${waits}`;
}
