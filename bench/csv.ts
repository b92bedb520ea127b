// How many files are read right, refused with a reason, or silently wrong: npm run bench -- csv [FOLDER]…
// A folder has its truth in truth.json (the product's own fixtures), or as a cleaned twin of each
// file in clean/ beside csv/, or as JSON in json/ beside csvs/.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SupplierProfile } from '../src/invoices/supplier-profile.ts';
import { lineFields } from '../src/invoices/supplier-profile.ts';
import { Problem } from '../src/problem.ts';
import { openFile, outcomeOf, type Truth, truthsIn } from '../test/support/supplier-files.ts';
import { type Bench, measured } from './measured.ts';

/** What became of a file: all of it right, some rows of it refused, the whole refused, or wrong. */
const verdicts = ['right', 'rows refused', 'refused', 'silently wrong'] as const;
type Verdict = (typeof verdicts)[number];

interface Score {
  readonly file: string;
  readonly ours: Verdict;
  /** The same file read by csv-parse as it is, with commas and nothing else said. */
  readonly reference: Verdict;
  readonly rows: { readonly right: number; readonly refused: number; readonly wrong: number };
}

/** Files that are read right, refused or silently wrong, beside csv-parse as it is. */
export const csvBench: Bench = async (folders, print) => {
  const started = performance.now();
  const results: { folder: string; scores: Score[] }[] = [];
  for (const folder of ['fixtures/files', ...folders]) {
    results.push({ folder, scores: await scoresOf(folder) });
  }
  const seconds = (performance.now() - started) / 1000 - reading.seconds;
  const scores = results.flatMap((result) => result.scores);
  for (const { folder, scores } of results) tell(folder, scores, print);
  const wrong = scores.filter(({ ours }) => ours === 'silently wrong').map(({ file }) => file);
  if (wrong.length > 0) process.exitCode = 1;
  const rows = scores.map(({ rows: { right, refused, wrong } }) => right + refused + wrong);
  return measured({
    ...{ name: 'csv', lines: rows.reduce((sum, each) => sum + each, 0), seconds },
    ...{ reference: 'csv-parse alone', referenceSeconds: reading.seconds },
    more: {
      files: count(scores.map(({ ours }) => ours)),
      reference_files: count(scores.map((score) => score.reference)),
      wrong,
    },
  });
};

const count = (found: readonly Verdict[]) =>
  Object.fromEntries(
    verdicts.map((verdict) => [verdict, found.filter((each) => each === verdict).length]),
  );

function tell(folder: string, scores: readonly Score[], print: (text: string) => void): void {
  print(`${folder}: ${scores.length} files`);
  const by = { 'this product': 'ours', 'csv-parse alone': 'reference' } as const;
  for (const [name, key] of Object.entries(by)) {
    const counts = Object.entries(count(scores.map((score) => score[key])));
    print(`  ${name.padEnd(15)} ${counts.map(([v, n]) => `${v} ${n}`).join(', ')}`);
  }
  const sum = (key: 'right' | 'refused' | 'wrong') =>
    scores.reduce((total, { rows }) => total + rows[key], 0);
  print(`  rows: right ${sum('right')}, refused ${sum('refused')}, wrong ${sum('wrong')}`);
  for (const { file, ours } of scores.filter((score) => score.ours === 'silently wrong')) {
    print(`  ! ${ours}: ${file}`);
  }
  for (const { file, ours } of scores.filter((score) => score.ours === 'refused')) {
    if (folder !== 'fixtures/files') print(`    ${ours}: ${file}`);
  }
}

async function scoresOf(folder: string): Promise<Score[]> {
  if (existsSync(join(folder, 'truth.json'))) {
    return Promise.all(truthsIn(folder).map((known) => scoreOfLines(known)));
  }
  const [files, truths] = existsSync(join(folder, 'clean')) ? ['csv', 'clean'] : ['csvs', 'json'];
  if (!existsSync(join(folder, truths))) {
    throw new Error(`${folder} has neither truth.json, nor csv/ and clean/, nor csvs/ and json/.`);
  }
  const scores: Score[] = [];
  for (const name of readdirSync(join(folder, files)).sort()) {
    const path = join(folder, files, name);
    const truth = truthOf(join(folder, truths, name));
    const dialect = join(folder, 'parameters', `${name}_parameters.json`);
    const hasHeader =
      !existsSync(dialect) || !/"header_lines": 0/.test(readFileSync(dialect, 'utf8'));
    if (truth) scores.push(await scoreOfRows(path, truth, hasHeader));
  }
  return scores;
}

/** Reads a file of invoices and holds every line and refusal against what it is known to say. */
async function scoreOfLines({
  path,
  profile,
  truth,
}: {
  path: string;
  profile: SupplierProfile;
  truth: Truth;
}): Promise<Score> {
  const outcome = await outcomeOf(path, profile);
  const wanted = truth.lines ?? {};
  const found = Object.entries(outcome.lines);
  const right = found.filter(([row, line]) => wanted[row] === line).length;
  const wrong = found.length - right;
  const refused = Object.keys(outcome.stopped).length;
  const isWhole = right === Object.keys(wanted).length;
  const ours = verdictOf({ wrong, isWhole, isRefused: outcome.refused !== undefined, refused });
  const reference = referenceVerdict(path, Object.values(wanted).length, refused > 0);
  return { file: path, ours, reference, rows: { right, refused, wrong } };
}

function verdictOf(found: {
  wrong: number;
  isWhole: boolean;
  isRefused: boolean;
  refused: number;
}): Verdict {
  if (found.wrong > 0) return 'silently wrong';
  if (found.isRefused) return 'refused';
  if (found.refused > 0) return 'rows refused';
  return found.isWhole ? 'right' : 'silently wrong';
}

/** Whether csv-parse finds as many rows of ten cells as there are lines; what it makes of cells is not asked. */
function referenceVerdict(path: string, lines: number, hasStopped: boolean): Verdict {
  const rows = parsed(path);
  if (!rows) return 'refused';
  const body = rows.slice(1).filter((row) => row.length >= 10);
  return body.length === lines && !hasStopped ? 'right' : 'silently wrong';
}

/** How long csv-parse took in all. */
const reading = { seconds: 0 };

function parsed(path: string): string[][] | undefined {
  const started = performance.now();
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  } finally {
    reading.seconds += (performance.now() - started) / 1000;
  }
}

/** The cells that a file holds, its header first; nothing for a truth that is none. */
function truthOf(path: string): string[][] | undefined {
  const json = path.replace(/\.csv$/, '.json');
  if (existsSync(json)) {
    const rows: Record<string, string>[] = [JSON.parse(readFileSync(json, 'utf8'))].flat();
    const [first = {}] = rows;
    return [Object.keys(first), ...rows.map((row) => Object.values(row).map(String))];
  }
  if (!existsSync(path)) return undefined;
  return parse(readFileSync(path, 'utf8'), { bom: true, relax_column_count: true });
}

/** A row as it is compared: how its line breaks and its empty end are written is no content. */
function key(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.trim().replace(/\r\n?/g, '\n'));
  while (texts.at(-1) === '') texts.pop();
  return JSON.stringify(texts);
}

/** Reads any table by the names of its columns and holds its rows against their truth. */
async function scoreOfRows(path: string, truth: string[][], hasHeader: boolean): Promise<Score> {
  const named = hasHeader ? truth : [['a column that the file does not name'], ...truth];
  const [header = [], ...body] = named.map((row) => row.map((cell) => cell.trim()));
  const left = new Map<string, number>();
  for (const row of body) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  const take = (cells: readonly string[]) => {
    const times = left.get(key(cells)) ?? 0;
    if (times > 0) left.set(key(cells), times - 1);
    return times > 0;
  };
  const rows = { right: 0, refused: 0, wrong: 0 };
  let isRefused = false;
  try {
    const table = await openFile(path, profileFor(header));
    for await (const row of table.rows) {
      if ('fault' in row) rows.refused += 1;
      else if (take(row.cells)) rows.right += 1;
      else rows.wrong += 1;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    isRefused = true;
  }
  const isWhole = rows.right === body.length;
  const ours = verdictOf({ wrong: rows.wrong, isWhole, isRefused, refused: rows.refused });
  const found = parsed(path)?.map(key);
  const isSame = JSON.stringify(found) === JSON.stringify([header, ...body].map(key));
  const reference = found ? (isSame ? 'right' : 'silently wrong') : 'refused';
  return { file: path, ours, reference, rows };
}

/** A profile that names as many columns of a table as a profile can, and reads no amounts. */
function profileFor(header: readonly string[]): SupplierProfile {
  const names = [...new Set(header)].filter(Boolean);
  const columns = Object.fromEntries(lineFields.map((field, index) => [field, names[index]]));
  return {
    supplier: 'anyone',
    files: [],
    encoding: 'utf-8',
    delimiter: ',',
    skip_rows: 0,
    total_rows: null,
    amounts: 'net',
    credit_sign: 'negative',
    personal: [],
    columns: Object.fromEntries(Object.entries(columns).filter(([, name]) => name)),
    words: { whole_trust: [] },
  };
}
