// The demonstration's question asked of the same files with what people use instead: what did each school save?
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { reportSavings } from '../src/reports/commands.ts';
import { onEngine } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { build, demonstration, gatherStatistics, items, months, timed } from './trust.ts';

/** Pounds of cash that each school saved, by its URN. */
type Savings = ReadonlyMap<string, string>;

interface Peer {
  readonly name: string;
  /** What has to be on the machine, or the peer is left out. */
  readonly program: string;
  /** From the files of a folder to what each school saved. */
  ask(folder: string): Savings;
}

const prices = items.map(([item, , before]) => `('${item}', ${before})`).join(', ');
const fileOf = (folder: string, month: string) => join(folder, `${month}.csv`);

function output(program: string, args: readonly string[], input = ''): string {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e9 });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  return done.stdout;
}

const pounds = (text: string | undefined) => Number(text).toFixed(2);
const isThere = (program: string) => spawnSync('which', [program]).status === 0;

/** One text of pairs, a school and its pounds to a line. */
const savingsIn = (text: string): Savings =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((row) => row.split('|'))
      .map(([urn = '', amount]) => [urn, pounds(amount)]),
  );

const sqlite: Peer = {
  name: 'SQLite, loaded and asked',
  program: 'sqlite3',
  ask(folder) {
    const loads = months.map(
      (month, index) =>
        `.import --csv ${index > 0 ? '--skip 1 ' : ''}${fileOf(folder, month)} line`,
    );
    const question = `
      with before (item, price) as (values ${prices})
      select school, sum(quantity * price - net) from line join before using (item) group by school;`;
    return savingsIn(output('sqlite3', [':memory:'], [...loads, question].join('\n')));
  },
};

/** A plain-text ledger has no question of its own for this: days are a commodity, bought at a price. */
function journalOf(folder: string): string {
  const path = join(folder, 'peers.journal');
  const known = items.map(([item, , before]) => `P 2025-09-01 ${item} £${before}`);
  const postings = months.flatMap((month) =>
    readFileSync(fileOf(folder, month), 'utf8')
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => {
        const [number, date, , , , school, item, quantity, net] = row.split(',');
        return `${date} ${number}\n  school:${school}  ${quantity} ${item} @@ £${net}\n  supplier\n`;
      }),
  );
  writeFileSync(path, `${known.join('\n')}\n\n${postings.join('\n')}`);
  return path;
}

const hledger: Peer = {
  name: 'hledger, at cost and at the prices before',
  program: 'hledger',
  ask(folder) {
    const path = journalOf(folder);
    const balance = (by: string) => {
      const args = ['-f', path, 'balance', 'school', by, '--no-total', '-O', 'csv', '--flat'];
      const rows = output('hledger', args).trim().split('\n').slice(1);
      return new Map(
        rows.map((row) => {
          const [account = '', amount = ''] = row.split('","');
          return [account.replace(/.*:/, ''), Number(amount.replace(/[^0-9.-]/g, ''))];
        }),
      );
    };
    const [paid, before] = [balance('--cost'), balance('--value=2025-09-01,£')];
    return new Map(
      [...paid].map(([urn, cost]) => [urn, ((before.get(urn) ?? 0) - cost).toFixed(2)]),
    );
  },
};

/** Our report beside what people would ask instead; all that answer have to agree to the penny. */
export const peersBench: Bench = ([size = '1'], print) =>
  onEngine(async ({ url, database, folder }) => {
    const [times, files] = [Number(size), join(folder, 'trust')];
    const started = performance.now();
    const trustId = await build(database, files, times);
    const loaded = (performance.now() - started) / 1000;
    await gatherStatistics(url);
    const asked = { by: ['school'] as const, window: { from: undefined, to: undefined } };
    const report = await reportSavings(database, trustId, asked);
    const { median } = await timed(() => reportSavings(database, trustId, asked), 60);
    const ours = new Map(
      report.rows.map((row) => [String(row.urn), pounds(row.cash_saving ?? '')]),
    );
    const lines = demonstration.lines * times;
    print(`what each of ${ours.size} schools saved, ${lines} lines; ${cpus().length} cores`);
    print('| | milliseconds | the same to the penny |\n|---|---|---|');
    print(
      `| this product, asked (loaded once in ${loaded.toFixed(1)} s) | ${median.toFixed(1)} | |`,
    );
    const peers = [sqlite, hledger].filter(({ program }) => isThere(program));
    const found = peers.map(({ name, ask }) => {
      const begun = performance.now();
      const savings = ask(files);
      const took = performance.now() - begun;
      const isSame = [...ours].every(([urn, amount]) => savings.get(urn) === amount);
      print(`| ${name} | ${took.toFixed(0)} | ${isSame ? 'yes' : 'no'} |`);
      return { name, milliseconds: took, is_same: isSame };
    });
    const [first] = found;
    if (!first) throw new Error('None of sqlite3 and hledger is on this machine: install one.');
    return measured({
      ...{ name: 'peers', lines, seconds: median / 1000 },
      ...{ reference: first.name, referenceSeconds: first.milliseconds / 1000 },
      more: { loaded_seconds: loaded, peers: found },
    });
  });
