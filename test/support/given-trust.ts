// A trust as a person sets one up in a terminal: a folder that is loaded, files that are imported,
// answers that are asked for. What a test says of it is what differs from one school that buys one thing.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { Database } from '../../src/database/connect.ts';
import { baselines, paperColumns, smallTrust, writeFolder } from './small-trust.ts';
import { terminalOn } from './terminal.ts';

/** A row of a supplier's file. */
export interface Line {
  readonly number: string;
  /** The first and the last day of service. */
  readonly days: string;
  readonly item?: string;
  readonly quantity?: string | number;
  readonly net: string;
  readonly vat?: string;
  readonly school?: string;
  readonly credit?: 'q' | 'p' | 'r' | 'x';
  readonly of?: string;
  readonly fee?: string;
  /** The day of the document, its last day of service unless told. */
  readonly date?: string;
}

export interface GivenSchool {
  readonly recovers?: string;
  /** Its size by the contract's driver. */
  readonly size?: number | string;
  /** The days of the contract, where it does not take part in all of them. */
  readonly days?: string;
}

export interface GivenTrust {
  /** Who takes part, by URN; 100001 alone, which recovers all VAT, unless told. */
  readonly schools?: Readonly<Record<string, GivenSchool>>;
  /** What shares a joint line, pupils unless told. */
  readonly driver?: string;
  /** Item, unit and, where a row is of another kind, class and fee cap. */
  readonly prices?: readonly string[];
  /** School, item and the price that was paid before. */
  readonly before?: readonly string[];
  /** Series and base month of the index by which those prices move. */
  readonly index?: string;
  /** Other suppliers by the beginning of their files' names. */
  readonly suppliers?: Readonly<Record<string, string>>;
  /** The first day of everything. */
  readonly from?: string;
  /** What the profile of `mill-*.csv` says otherwise. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** The first day of the contract, where it is another. */
  readonly starts?: string;
}

const list = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

/** The files of such a trust's folder. */
export function givenFolder(name: string, given: GivenTrust): Record<string, string> {
  const { driver = 'pupils', suppliers = {}, from = '2025-01-01' } = given;
  const files = smallTrust(name);
  const schools = Object.entries(given.schools ?? { 100001: {} });
  const prices = (given.prices ?? ['UNIT']).map((text) => {
    const [item, unit = 'each', lineClass = 'recurring', cap = ''] = text.split(' ');
    return `P1,${item},,${unit},consumed,${lineClass},1,${cap},${from},`;
  });
  const mill = JSON.parse(files['profiles/paper-mill.json'] ?? '');
  const others = Object.entries(suppliers).map(([file, supplier]) => [
    `profiles/${file}.json`,
    JSON.stringify({ ...mill, supplier, files: [`${file}-*.csv`] }),
  ]);
  const own = { files: ['mill-*.csv'], columns: { ...mill.columns, fee: 'fee' } };
  return {
    ...files,
    'schools.csv': list(
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      schools.map(([urn, { recovers = '1' }]) => {
        return `${urn},School ${urn},primary,academy,${from},,9,${recovers}`;
      }),
    ),
    'drivers.csv': list(
      'urn,driver,value,effective_from,source',
      schools.map(([urn, { size = 1 }]) => {
        return `${urn},${driver === 'equal' ? 'pupils' : driver},${size},${from},census`;
      }),
    ),
    'participants.csv': list(
      'contract,urn,starts_on,ends_on',
      schools.map(([urn, { days = `${from} ` }]) => `P1,${urn},${days.replace(' ', ',')}`),
    ),
    'suppliers.csv': list('name', ['Paper Mill', ...Object.values(suppliers)]),
    'contracts.csv': (files['contracts.csv'] ?? '')
      .replace('2025-01-01', given.starts ?? from)
      .replace('pupils', driver),
    'prices.csv': list(
      'contract,item,description,unit,quantity_basis,line_class,unit_price,fee_cap,valid_from,valid_to',
      prices,
    ),
    'baselines.csv': beforeOf(given, from),
    'profiles/paper-mill.json': JSON.stringify({ ...mill, ...own, ...given.profile }),
    ...Object.fromEntries(others),
  };
}

function beforeOf({ before = [], index = ',' }: GivenTrust, from: string): string {
  const rows = before.map((text) => {
    const [urn = '', item = '', price = ''] = text.split(' ');
    return [urn, item, 'previous_contract', price, from, ''] as const;
  });
  const [header = '', ...lines] = baselines(rows).trimEnd().split('\n');
  const indexed = lines.map((line) => `${line},${index}`);
  return list(`${header},index_series,index_base_month`, indexed);
}

/** A file of the supplier Paper Mill. */
export function givenFile(lines: readonly Line[]): string {
  const rows = lines.map((line) => {
    const { number, days, school = '100001', item = 'UNIT', quantity = '', vat = '0.00' } = line;
    const { credit = '', of = '', net, fee = '' } = line;
    const [from = '', to = ''] = days.split(' ');
    const kind = credit ? 'C' : 'I';
    const document = [number, line.date ?? to, kind, credit, of, from, to];
    return [...document, school, item, quantity, net, vat, fee].join();
  });
  return list([...paperColumns, 'fee'].join(), rows);
}

// biome-ignore lint/suspicious/noExplicitAny: answers are JSON of many forms
export type Answer = any;
export type Ask = (command: string, ...words: string[]) => Promise<Answer>;

/** What a person does with a trust in a terminal. */
export interface TrustInTerminal {
  readonly name: string;
  /** A folder for the files that are sent. */
  readonly folder: string;
  readonly ask: Ask;
  /** Loads the folder again with what differs now. */
  load(given: GivenTrust): Promise<Answer>;
  /** Imports a file of lines or of a text with --confirm; answers what became of it, or `refused`. */
  bring(file: string, lines: readonly Line[] | string, ...options: string[]): Promise<Answer>;
  /** The same, checked only. */
  check(file: string, lines: readonly Line[] | string, ...options: string[]): Promise<Answer>;
}

/** Sets a trust of that name up, in a folder of the test. */
export async function setUp(
  t: Test,
  database: Database,
  name: string,
  given: GivenTrust = {},
): Promise<TrustInTerminal> {
  const run = terminalOn(database);
  const folder = t.testdir({ trust: {} });
  const ask: Ask = (command, ...words) => run(command, ...words, '--trust', name);
  const load = async (facts: GivenTrust) => {
    const own = join(folder, 'trust');
    await writeFolder(own, givenFolder(name, facts));
    return run('trust', 'load', own, '--by', 'A. Manager');
  };
  const check: TrustInTerminal['check'] = async (file, lines, ...options) => {
    const path = join(folder, file);
    await writeFile(path, typeof lines === 'string' ? lines : givenFile(lines));
    const { files, problems } = await ask('import', path, '--by', 'A. Manager', ...options);
    return files[0] ?? { refused: problems };
  };
  await load(given);
  return {
    name,
    folder,
    ask,
    load,
    check,
    bring: (file, lines, ...options) => check(file, lines, '--confirm', ...options),
  };
}
