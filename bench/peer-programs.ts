// What people use instead, asked of the same files what each school saved in cash.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { items, months } from './trust.ts';

/** Pounds of cash that each school saved, by its URN. */
export type Savings = ReadonlyMap<string, string>;

export interface Peer {
  readonly name: string;
  /** What has to be on the machine, or the peer is left out; nothing for a package of this project. */
  readonly program?: string;
  /** From the files of a folder to what each school saved. */
  ask(folder: string): Promise<Savings>;
}

const prices = items.map(([item, , before]) => `('${item}', ${before})`).join(', ');
const filesIn = (folder: string) => months.map((month) => join(folder, `${month}.csv`));
export const pounds = (text: string | undefined) => Number(text).toFixed(2);

function output(program: string, args: readonly string[], input = ''): string {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e9 });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  return done.stdout;
}

/** One text of pairs, a school and its pounds to a line. */
const savingsIn = (text: string, separator = '|'): Savings =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((row) => row.split(separator))
      .map(([urn = '', amount]) => [urn, pounds(amount)]),
  );

/** The lines of one school each, without the joint fee that the first of a file is. */
const linesIn = (folder: string) =>
  filesIn(folder).flatMap((path) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => {
        const [number, date, , , , school, item, quantity, net] = row.split(',');
        return { number, date, school, item, quantity, net };
      }),
  );

const sqlite: Peer = {
  name: 'SQLite, loaded and asked',
  program: 'sqlite3',
  async ask(folder) {
    const loads = filesIn(folder).map(
      (path, index) => `.import --csv ${index > 0 ? '--skip 1 ' : ''}${path} line`,
    );
    const question = `
      with before (item, price) as (values ${prices})
      select school, sum(quantity * price - net) from line join before using (item) group by school;`;
    return savingsIn(output('sqlite3', [':memory:'], [...loads, question].join('\n')));
  },
};

const duckdb: Peer = {
  name: 'DuckDB, asked over the files as they lie there',
  async ask(folder) {
    const paths = filesIn(folder).map((path) => `'${path}'`);
    const types = "{'school': 'varchar', 'quantity': 'decimal(12, 3)', 'net': 'decimal(12, 2)'}";
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const answer = await connection.runAndReadAll(`
      with before (item, price) as (values ${prices})
      select school, cast(sum(quantity * price - net) as varchar)
      from read_csv([${paths.join(', ')}], header = true, types = ${types})
      join before using (item) group by school`);
    const rows = answer.getRows();
    connection.closeSync();
    instance.closeSync();
    return new Map(rows.map(([urn, amount]) => [String(urn), pounds(String(amount))]));
  },
};

type Line = ReturnType<typeof linesIn>[number];

/** A plain-text ledger has no question of its own for this: days are a commodity, at the prices before. */
function journalOf(folder: string, name: string, posting: (line: Line) => string): string {
  const path = join(folder, name);
  const known = items.map(([item, , before]) => `P 2025-09-01 ${item} £${pounds(before)}`);
  const postings = linesIn(folder).map((line) => `${line.date} ${line.number}\n${posting(line)}`);
  writeFileSync(path, `${known.join('\n')}\n\n${postings.join('\n')}`);
  return path;
}

const hledger: Peer = {
  name: 'hledger, at cost and at the prices before',
  program: 'hledger',
  async ask(folder) {
    const path = journalOf(
      folder,
      'peers.hledger',
      ({ school, item, quantity, net }) =>
        `  school:${school}  ${quantity} ${item} @@ £${net}\n  supplier\n`,
    );
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

/**
 * It takes what was paid for the newest price of all, so that days and pounds are written on an account side by
 * side, which it does not balance: then it knows the prices before, and no other.
 */
const ledger: Peer = {
  name: 'ledger, days and pounds side by side at the prices before',
  program: 'ledger',
  async ask(folder) {
    const path = journalOf(
      folder,
      'peers.ledger',
      ({ school, item, quantity, net }) =>
        `  (school:${school})  ${quantity} ${item}\n  (school:${school})  £-${net}\n`,
    );
    const form = [
      '--flat',
      '--no-total',
      '--balance-format',
      '%(account)|%(quantity(scrub(display_total)))\n',
    ];
    const text = output('ledger', ['-f', path, 'balance', 'school', '-X', '£', ...form]);
    return savingsIn(text.replaceAll('school:', ''));
  },
};

/** A workbook as people write it: a line to a row with its saving, and a sum for each school. */
async function writeSheet(path: string, folder: string): Promise<void> {
  const text = (value = ''): Cell => ({ value });
  const number = (value = ''): Cell => ({ value: Number(value) });
  const formula = (value: string): Cell => ({ value, type: 'Formula' });
  const lines = linesIn(folder);
  const schools = [...new Set(lines.map(({ school }) => school))];
  const last = lines.length;
  await writeExcelFile([
    {
      sheet: 'Savings',
      data: schools.map((school, index) => [
        text(school),
        formula(`=SUMIF(Lines!A$1:A$${last},A${index + 1},Lines!E$1:E$${last})`),
      ]),
    },
    {
      sheet: 'Lines',
      data: lines.map(({ school, item, quantity, net }, index) => [
        ...[text(school), text(item), number(quantity), number(net)],
        formula(
          `=C${index + 1}*VLOOKUP(B${index + 1},Before!A$1:B$${items.length},2,FALSE)-D${index + 1}`,
        ),
      ]),
    },
    { sheet: 'Before', data: items.map(([item, , before]) => [text(item), number(before)]) },
  ]).toFile(path);
}

const sheet: Peer = {
  name: 'a LibreOffice sheet of formulas, worked out',
  program: 'soffice',
  async ask(folder) {
    await writeSheet(join(folder, 'peers.xlsx'), folder);
    const own = `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`;
    const into = ['--convert-to', 'csv', '--outdir', folder];
    output('soffice', [own, '--headless', ...into, join(folder, 'peers.xlsx')]);
    return savingsIn(readFileSync(join(folder, 'peers.csv'), 'utf8'), ',');
  },
};

export const peers: readonly Peer[] = [sqlite, duckdb, ledger, hledger, sheet];
