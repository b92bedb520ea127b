import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import {
  type ContractSheet,
  checkContractSheet,
  readMapping,
  type TakenSheet,
  takeContractSheet,
} from '../contract-sheets/commands.ts';
import { writeTaken } from '../contract-sheets/written.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { lookAt, rowsOf } from '../files/commands.ts';
import { Problem } from '../problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, counted, type Terminal, WrongUsage, withEngine } from './terminal.ts';

/** Reads a trust's own list of contracts, and takes it with `--confirm`. */
export async function importSheet(terminal: Terminal, args: Arguments, path: string) {
  const mappingPath = args.text('mapping');
  if (mappingPath === undefined) throw new WrongUsage('Say how it is read: --mapping FILE.json.');
  const sheet = await readFiles(path, mappingPath);
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const doing = isConfirmed ? takeContractSheet : checkContractSheet;
    const taken = await doing(database, trust.id, sheet, person);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ confirmed: isConfirmed, ...writeTaken(taken) }));
      return;
    }
    for (const line of takenLines(sheet.file, taken)) terminal.print(line);
    if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
  });
}

async function readFiles(path: string, mappingPath: string): Promise<ContractSheet> {
  const mapping = readMapping(await readJson(mappingPath), mappingPath);
  const file = { name: basename(path), open: () => createReadStream(path) };
  const form = { delimiter: mapping.delimiter ?? ',', sheet: mapping.sheet };
  const rows: CsvRow[] = [];
  for await (const row of rowsOf(file, await lookAt(file), form)) rows.push(row);
  return { file: file.name, rows, mapping };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Problem({
      code: 'mapping.unreadable',
      file: path,
      message: `The mapping cannot be read: ${(error as Error).message}.`,
      remedy: 'CONTRIBUTING.md shows a whole mapping.',
    });
  }
}

function takenLines(file: string, taken: TakenSheet): string[] {
  const { contracts, added, changes, suppliersAdded, suppliersKnown, suppliersAlike } = taken;
  const changed = new Set(changes.flatMap(({ contract }) => contract ?? [])).size;
  const same = contracts - added.length - changed;
  return [
    `${file}: ${counted(contracts, 'contract')}: ${added.length} new, ${changed} changed, ${same} as they are.`,
    ...(added.length > 0 ? [`  New: ${added.join(', ')}`] : []),
    ...changes.map(({ contract, supplier, field, before, after }) => {
      return `  ${contract ?? supplier}: ${field} "${before}" becomes "${after}"`;
    }),
    ...(suppliersAdded.length > 0 ? [`  New suppliers: ${suppliersAdded.join(', ')}`] : []),
    ...suppliersKnown.map(
      ({ found, supplier }) => `  "${found}" is taken as the supplier "${supplier}"`,
    ),
    ...suppliersAlike.map(({ supplier, other, reasons }) => {
      return `  Is the new supplier "${supplier}" the same as "${other}"? ${reasons.join(' ')}`;
    }),
  ];
}
