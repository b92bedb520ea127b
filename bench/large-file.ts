// A large file of a supply agency, and the built product that takes it in, for the benchmarks.
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';

/** The benchmarks are run from the folder of the project, with the product as it is built. */
const root = process.cwd();

const header =
  'Doc No;Doc Date;Doc Type;Reason;Original;School;Candidate;Role;Notes;Week From;Week To;Days;Day Rate;Net;VAT;Gross\r\n';
const weeks = [
  '01/09/2025;05/09/2025',
  '29/09/2025;03/10/2025',
  '10/11/2025;14/11/2025',
  '05/01/2026;09/01/2026',
];
const roles = ['Teacher;212', 'Cover supervisor;158', 'Teaching assistant;118'];
const schools = ['900001', '900002', '900004', '900005', '900007', '900008', '900009'];

/** Which lines a file holds: so many, from one on. */
interface Lines {
  readonly lines: number;
  readonly from?: number;
}

/** Every so many lines: one that all schools share, and one that credits an earlier line. */
const every = { joint: 50, credit: 33 };

/** A line of an invoice of five, as the demonstration's supply agency writes them. */
function lineOf(index: number): string[] {
  const [role = '', rate = ''] = (roles[index % 3] ?? '').split(';');
  const halfDays = 2 + (index % 9);
  const pence = (Number(rate) * 100 * halfDays) / 2;
  const amounts = [pence, pence / 5, pence * 1.2].map((amount) => (amount / 100).toFixed(2));
  const number = `BENCH-${String(Math.floor(index / 5)).padStart(7, '0')}`;
  const school = index % every.joint === 0 ? 'Whole trust' : (schools[index % 7] ?? '');
  const start = [number, '20/02/2026', 'INV', '', '', school, '"Invented, Ada"', role];
  return [
    ...start,
    `line ${index}`,
    weeks[index % 4] ?? '',
    String(halfDays / 2),
    rate,
    ...amounts,
  ];
}

/** The days that were not worked of a line, all of them, as a document of their own. */
function creditOf(index: number): string[] {
  const [original = '', day = '', , , , ...cells] = lineOf(index);
  return [`CREDIT-${index}`, day, 'CRN', 'Days not worked', original, ...cells];
}

function* supplyFile({ lines, from = 0 }: Lines): Generator<string> {
  yield `\uFEFF${header}`;
  for (let index = from; index < from + lines; index++) {
    const isCredit = index % every.credit === every.credit - 1;
    const cells = isCredit ? creditOf(index - every.credit + 1) : lineOf(index);
    yield `${cells.join(';')}\r\n`;
  }
}

interface Run {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs the built product in a process of its own; its peak memory is the process's own account. */
export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Run> {
  const started = performance.now();
  const report = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));`;
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=4',
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
      join(root, 'dist/src/cli.js'),
      ...args,
    ],
    { env: { ...process.env, ...environment } },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${errors}`);
  const peak = Number(/peak (\d+)/.exec(errors)?.[1] ?? 0);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: peak / 1024, output };
}

/** The columns of the file as a table has them that does nothing else with them. */
const bareColumns =
  'doc_no text, doc_date date, doc_type text, reason text, original text, school text, candidate text, role text, notes text, week_from date, week_to date, days numeric, day_rate numeric, net numeric, vat numeric, gross numeric';

/** The same file into one bare typed table: as fast as the server can take its cells in. */
export async function bareCopy(url: string, path: string): Promise<number> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { DateStyle: britishDays },
  });
  await sql.unsafe(`drop table if exists bare; create table bare (${bareColumns})`);
  const started = performance.now();
  if (!(await psqlCopy(url, path))) {
    const copy = "copy bare from stdin with (format csv, delimiter ';', header)";
    await pipeline(createReadStream(path), await sql.unsafe(copy).writable());
  }
  const seconds = (performance.now() - started) / 1000;
  await sql.unsafe('drop table bare');
  await sql.end();
  return seconds;
}

const britishDays = 'ISO, DMY';

async function psqlCopy(url: string, path: string): Promise<boolean> {
  const command = `\\copy bare from '${path}' with (format csv, delimiter ';', header)`;
  const child = spawn('psql', [url, '-qc', command], {
    stdio: 'ignore',
    env: { ...process.env, PGDATESTYLE: britishDays },
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** The trust that the files are for, as fixtures/demo has it. */
const trustName = 'Lantern Vale Co-operative Trust';

/** Writes a file of so many lines, and tells its bytes. */
export async function writeSupplyFile(path: string, lines: Lines): Promise<number> {
  await pipeline(Readable.from(supplyFile(lines)), createWriteStream(path));
  return (await stat(path)).size;
}

/** Runs a command of the product for that trust. */
export const runFor = (url: string, ...words: readonly string[]) =>
  run([...words, '--trust', trustName], { DATABASE_URL: url });

/** Loads that trust, without any of its files. */
export const loadDemo = (url: string) =>
  run(['trust', 'load', join(root, 'fixtures/demo')], { DATABASE_URL: url });
