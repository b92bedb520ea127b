// Files of a supply agency with their truth: what each of them says, counted while it is written.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columns, items, months, urnOf } from '../trust.ts';
import type { Chance } from './chance.ts';

/** What lines come to. */
export interface Tally {
  readonly lines: number;
  /** Net pence. */
  readonly net: number;
}

/** A file, what it brings that no other one does, and whether the ledger counts it. */
export interface SoakFile {
  readonly name: string;
  readonly path: string;
  readonly own: Tally;
  /** Lines of documents that an earlier file has brought. */
  readonly earlier: Tally;
  /** Whether it was told as posted, and not as taken back since. */
  isPosted: boolean;
  /** Whether somebody is at work on it. */
  isBusy: boolean;
  /** Whether another file repeats a part of it: then it is not taken back. */
  isRepeated: boolean;
}

const linesOfDocument = 5;
const linesRepeated = 40;

/** Writes a new file; a part of an earlier one comes before its own lines, if one is given. */
export async function writeSoakFile(
  folder: string,
  { number, schools, lines }: { number: number; schools: number; lines: number },
  chance: Chance,
  repeated?: SoakFile,
): Promise<SoakFile> {
  const name = `F${number}.csv`;
  const path = join(folder, name);
  const rows: string[] = [];
  let net = 0;
  for (let index = 0; index < lines; index++) {
    const document = Math.floor(index / linesOfDocument);
    const row = rowOf(`F${number}-${document}`, schools, chance);
    rows.push(row.text);
    net += row.net;
  }
  const before = repeated ? await firstRows(repeated) : [];
  await writeFile(path, `${[columns.join(','), ...before, ...rows].join('\n')}\n`);
  const facts = { isPosted: false, isBusy: true, isRepeated: false };
  return { name, path, own: { lines, net }, earlier: tallyOf(before), ...facts };
}

/** A line of one school, or now and then of all of them. */
function rowOf(document: string, schools: number, chance: Chance) {
  const month = chance.pick(months);
  const isJoint = chance.oneIn(20);
  const [item, price] = isJoint ? ['DESK', '90'] : chance.pick(items);
  const halfDays = isJoint ? 2 : 1 + chance.below(9);
  const school = isJoint ? 'ALL' : urnOf(chance.below(schools));
  const net = (Number(price) * 100 * halfDays) / 2;
  const [from, to] = [`${month}-01`, `${month}-28`];
  const amounts = [net, net / 5].map((pence) => (pence / 100).toFixed(2));
  const cells = [document, '2026-08-31', 'I', from, to, school, item, halfDays / 2, ...amounts];
  return { text: cells.join(','), net };
}

/** Whole documents from the beginning of what a file brings itself. */
async function firstRows({ path, name, own }: SoakFile): Promise<string[]> {
  const rows = (await readFile(path, 'utf8')).split('\n');
  const prefix = `${name.replace('.csv', '')}-`;
  return rows.filter((row) => row.startsWith(prefix)).slice(0, Math.min(linesRepeated, own.lines));
}

function tallyOf(rows: readonly string[]): Tally {
  const netAt = columns.indexOf('net');
  const net = rows.reduce((sum, row) => sum + Number(row.split(',')[netAt]?.replace('.', '')), 0);
  return { lines: rows.length, net };
}
