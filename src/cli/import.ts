import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { type ConfirmOptions, checkImport, confirmImport } from '../confirmations/commands.ts';
import type { ImportResult, SchoolEffect } from '../confirmations/result.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { receiveFile } from '../imports/commands.ts';
import { type ImportRecord, type StoppedRow, writeTallies } from '../imports/import.ts';
import { discardImport, importsOf } from '../imports/store.ts';
import { displayMoney, formatMoney, parseMoney, pence } from '../money/money.ts';
import { describe, type Problem } from '../problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const importFiles: Command = {
  name: 'import',
  usage:
    'import FILE… [--trust NAME] [--supplier NAME] [--confirm] [--all-or-nothing] [--total NET] [--by PERSON]',
  summary: 'check supplier files, and with --confirm post their good rows',
  options: {
    trust: { type: 'string' },
    supplier: { type: 'string' },
    confirm: { type: 'boolean' },
    'all-or-nothing': { type: 'boolean' },
    total: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length === 0) throw new WrongUsage('Name at least one file.');
    const options = importOptions(args);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const results: ImportResult[] = [];
      for (const path of args.words) {
        const result = await importFile(terminal, database, trust.id, path, options);
        results.push(result);
        if (!args.isSet('json'))
          for (const line of summaryOf(result, options.isConfirmed)) terminal.print(line);
      }
      if (args.isSet('json')) {
        const files = await Promise.all(
          results.map((result) => asJson(database, trust.id, result)),
        );
        terminal.print(
          JSON.stringify({ trust: trust.name, confirmed: options.isConfirmed, files }),
        );
      }
    });
  },
};

export interface ImportOptions extends ConfirmOptions {
  readonly supplier: string | undefined;
  readonly isConfirmed: boolean;
  readonly by: string;
}

function importOptions(args: Arguments): ImportOptions {
  const total = args.text('total');
  const controlTotal = total === undefined ? undefined : parseMoney(total.replace(/[£,]/g, ''));
  if (total !== undefined && controlTotal === undefined) {
    throw new WrongUsage(`--total '${total}' is not an amount, for example 1234.50.`);
  }
  return {
    supplier: args.text('supplier'),
    isConfirmed: args.isSet('confirm'),
    allOrNothing: args.isSet('all-or-nothing'),
    controlTotal,
    by: args.text('by') ?? userInfo().username,
  };
}

/** Takes one file in, and checks or posts it; a file that is only checked leaves nothing behind. */
export async function importFile(
  terminal: Terminal,
  database: Database,
  trustId: string,
  path: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const name = basename(path);
  const person = { by: options.by, at: terminal.now() };
  const file = {
    name,
    open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    supplier: options.supplier,
  };
  const { importId } = await receiveFile(database, trustId, file, person);
  const decide = options.isConfirmed ? confirmImport : checkImport;
  const onProgress = (rows: number) =>
    terminal.progress(`${name}: ${rows.toLocaleString('en-GB')} rows`);
  try {
    const result = await decide(database, trustId, importId, person, { ...options, onProgress });
    if (!options.isConfirmed)
      await inTrust(database, trustId, (tenant) => discardImport(tenant, importId));
    return result;
  } catch (error) {
    await inTrust(database, trustId, (tenant) => discardImport(tenant, importId)).catch(() => {});
    throw error;
  }
}

async function asJson(database: Database, trustId: string, result: ImportResult) {
  // A later file of the same command may have brought what a row of this one waited for.
  const [now = result.record] = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { id: result.record.id }),
  );
  return {
    import: result.record.id,
    file: result.record.file,
    sha256: result.record.sha256,
    supplier: result.supplier,
    encoding: result.encoding,
    same_file_as: result.sameFileAs,
    journal: result.journal,
    ...writeTallies(now),
    problems: result.stopped.map(({ net, waitsFor, ...stopped }) => ({
      ...stopped,
      net: formatMoney(net),
      waits_for: waitsFor,
    })),
    effect: result.effect.map(({ urn, cost, cashSaving, avoidance, netSaving }) => ({
      urn,
      cost: formatMoney(cost),
      cash_saving: formatMoney(cashSaving),
      avoidance: formatMoney(avoidance),
      net_saving: formatMoney(netSaving),
    })),
    warnings: result.warnings,
  };
}

/** What a business manager reads after a file: counts, pounds, problems, and who gains or loses. */
export function summaryOf(result: ImportResult, isConfirmed: boolean): string[] {
  const { file } = result.record;
  const heading = result.sameFileAs
    ? `${file}: this is the same file as ${result.sameFileAs}, which is posted. Nothing is counted twice.`
    : `${file} (${result.supplier}): ${isConfirmed ? `posted as journal ${result.journal}` : 'checked, nothing saved'}`;
  return [
    '',
    heading,
    ...(result.sameFileAs ? [] : tallyLines(result.record, isConfirmed)),
    ...result.warnings.map((warning) => `  ! ${warning}`),
    ...stoppedLines(result.stopped),
    ...result.effect.map(effectLine),
  ];
}

function tallyLines({ rows, net }: ImportRecord, isConfirmed: boolean): string[] {
  const words = {
    read: 'read',
    posted: isConfirmed ? 'posted' : 'would post',
    already: 'already posted',
    held: 'held',
    refused: 'refused',
  };
  const keys = Object.keys(words) as (keyof typeof words)[];
  const shown = keys.filter((key) => key === 'read' || key === 'posted' || rows[key] > 0);
  return shown.map((key) => {
    const count = String(rows[key]).padStart(8);
    return `  ${words[key].padEnd(15)}${count} rows  ${displayMoney(net[key]).padStart(16)} net`;
  });
}

function stoppedLines(stopped: readonly StoppedRow[]): string[] {
  const shown = stopped.slice(0, 20).map(({ row, column, state, message, remedy }) => {
    const place = column ? `row ${row}, ${column}` : `row ${row}`;
    return `  ${place} (${state}): ${message}${remedy ? ` ${remedy}` : ''}`;
  });
  const rest = stopped.length - shown.length;
  return rest > 0 ? [...shown, `  and ${rest} more rows; --json lists them all`] : shown;
}

function effectLine({ urn, netSaving, avoidance }: SchoolEffect): string {
  const amount = displayMoney(pence(Math.abs(netSaving)));
  const direction = netSaving >= 0 ? 'better off' : 'worse off';
  return `  ${urn}: ${amount} ${direction}, avoidance ${displayMoney(avoidance)}`;
}

/** What went wrong, as lines for a person. */
export function problemLines(problem: Problem): string[] {
  const shown = problem.details.slice(0, 50).map(describe);
  const rest = problem.details.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}
