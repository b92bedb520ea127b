import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { Progress } from '../documents/progress.ts';
import { importsOf } from '../imports/store.ts';
import { displayMoney, noMoney, parseMoney } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { cancelRun } from '../runs/commands.ts';
import { readRun, writeRun } from '../runs/routes.ts';
import { isFinished, type Run, runSecondsLeft } from '../runs/run.ts';
import { runsOf } from '../runs/store.ts';
import { chooseTrust } from './choose-trust.ts';
import { progressLine } from './progress-line.ts';
import { type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

const lookEveryMilliseconds = 1_000;

export const runs: Command = {
  name: 'runs',
  usage: 'runs [RUN] [--cancel] [--trust NAME]',
  summary: 'list the work of the service in the background, watch one run to its end or cancel it',
  options: { cancel: { type: 'boolean' }, trust: { type: 'string' } },
  async run(terminal, args) {
    const [named, ...more] = args.words;
    if (more.length > 0 || (args.isSet('cancel') && !named)) throw new WrongUsage('Name one run.');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const isJson = args.isSet('json');
      if (named === undefined) {
        terminal.print(await listOf(terminal, database, { trust, isJson }));
        return;
      }
      if (args.isSet('cancel')) {
        const person = { by: userInfo().username, at: terminal.now() };
        const run = await findRun(database, trust.id, named);
        await cancelRun(database, trust.id, run, person);
      }
      const ended = await watch(terminal, database, { trustId: trust.id, id: named });
      if (ended.state !== 'done' && !args.isSet('cancel')) process.exitCode = 1;
      const facts = { id: ended.id, now: terminal.now() };
      const told = await readRun(database, trust.id, facts);
      if (isJson) terminal.print(JSON.stringify(told));
      else for (const line of endOf(told)) terminal.print(line);
    });
  },
};

async function findRun(database: Database, trustId: string, id: string): Promise<Run> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const found = isId ? await inTrust(database, trustId, (tenant) => runsOf(tenant, { id })) : [];
  const [run] = found;
  if (run) return run;
  throw new Problem({
    code: 'run.unknown',
    found: id,
    message: `There is no run ${id}.`,
    remedy: 'List them with: runs.',
  });
}

/** Shows how far a run is until it is over. */
async function watch(
  terminal: Terminal,
  database: Database,
  { trustId, id }: { trustId: string; id: string },
): Promise<Run> {
  for (;;) {
    const run = await findRun(database, trustId, id);
    if (isFinished(run)) {
      terminal.progress('');
      return run;
    }
    terminal.progress(wordsOf(run, terminal.now()));
    await delay(lookEveryMilliseconds);
  }
}

function wordsOf(run: Run, now: string): string {
  const { phase, rowsInAll, state, isCancelled } = run;
  if (isCancelled && state === 'running') return 'stopping';
  if (state !== 'running' || !phase || rowsInAll === null) return state;
  const progress: Progress = { ...run, phase, rowsInAll };
  return progressLine(progress, runSecondsLeft(run, now));
}

async function listOf(
  terminal: Terminal,
  database: Database,
  { trust, isJson }: { trust: { id: string; name: string }; isJson: boolean },
): Promise<string> {
  const { all, files } = await inTrust(database, trust.id, async (tenant) => ({
    all: await runsOf(tenant),
    files: new Map((await importsOf(tenant)).map(({ id, file }) => [id, file])),
  }));
  const now = terminal.now();
  if (isJson) {
    const told = all.map((run) => ({ ...writeRun(run, now), file: files.get(run.importId) }));
    return JSON.stringify({ trust: trust.name, runs: told });
  }
  if (all.length === 0) return 'Nothing was done in the background yet; the API can ask for it.';
  const table = new Table({
    head: ['Run', 'Asked', 'By', 'File', 'Work', 'State'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const run of all) {
    const asked = run.askedAt.slice(0, 16).replace('T', ' ');
    const file = files.get(run.importId) ?? '';
    table.push([run.id, asked, run.askedBy, file, run.work, wordsOf(run, now)]);
  }
  return table.toString();
}

const pounds = (text: string) => displayMoney(parseMoney(text) ?? noMoney);

/** What came of a run that is over. */
function endOf({ state, work, result, problem }: Awaited<ReturnType<typeof readRun>>): string[] {
  if (problem) return [`Failed: ${problem.detail}`];
  if (!result) return [`The run is ${state}; nothing of it was saved.`];
  const { file, journal, rows, net } = result;
  const what = work === 'confirm' ? `posted, journal ${journal}` : 'checked, nothing saved';
  const waiting = rows.held + rows.refused;
  return [
    `${file}: ${what}`,
    `  ${rows.posted.toLocaleString('en-GB')} of ${rows.read.toLocaleString('en-GB')} rows count, ${pounds(net.posted)} of ${pounds(net.read)} net`,
    ...(waiting > 0 ? [`  ${waiting.toLocaleString('en-GB')} rows wait: see imports ${file}`] : []),
  ];
}
