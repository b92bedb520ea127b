import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { type ConfirmOptions, checkImport, confirmImport } from '../confirmations/commands.ts';
import type { ImportResult } from '../confirmations/result.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { receiveFile } from '../imports/commands.ts';
import { writeStopped, writeTallies } from '../imports/import.ts';
import { discardImport, importsOf } from '../imports/store.ts';
import { formatMoney, parseMoney } from '../money/money.ts';
import { writePriceCheck } from '../posting/price-check.ts';
import { describe, Problem, type ProblemDetail } from '../problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { summaryOf } from './import-summary.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const importFiles: Command = {
  name: 'import',
  usage:
    'import FILE… [--trust NAME] [--supplier NAME] [--accept COLUMN]… [--confirm] [--all-or-nothing] [--total NET] [--by PERSON]',
  summary: 'check supplier files, and with --confirm post their good rows',
  options: {
    trust: { type: 'string' },
    supplier: { type: 'string' },
    accept: { type: 'string', multiple: true },
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
      const isJson = args.isSet('json');
      const tell = (result: ImportResult) => {
        if (isJson) return;
        for (const line of summaryOf(result, options.isConfirmed)) terminal.print(line);
      };
      const take = (path: string) => importFile(terminal, database, trust.id, path, options);
      const { results, problems } = await importEach(terminal, args.words, take, tell);
      if (problems.length > 0) process.exitCode = 1;
      if (!isJson) return;
      const files = await Promise.all(
        results.map((result) => resultAsJson(database, trust.id, result)),
      );
      const told = { trust: trust.name, confirmed: options.isConfirmed, files };
      terminal.print(JSON.stringify(problems.length > 0 ? { ...told, problems } : told));
    });
  },
};

/** Takes files one after the other; what is wrong with one says nothing of the next. */
async function importEach(
  terminal: Terminal,
  paths: readonly string[],
  take: (path: string) => Promise<ImportResult>,
  tell: (result: ImportResult) => void,
) {
  const results: ImportResult[] = [];
  const problems: ProblemDetail[] = [];
  for (const path of paths) {
    try {
      const result = await take(path);
      results.push(result);
      tell(result);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'database.unavailable') throw error;
      problems.push(...error.details);
      for (const line of problemLines(error)) terminal.say(line);
    }
  }
  return { results, problems };
}

export interface ImportOptions extends ConfirmOptions {
  readonly supplier: string | undefined;
  /** New columns that the person has seen and that hold no personal data. */
  readonly newColumns: readonly string[];
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
    newColumns: args.texts('accept'),
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
    newColumns: options.newColumns,
  };
  const { importId } = await receiveFile(database, trustId, file, person);
  const discard = () => inTrust(database, trustId, (tenant) => discardImport(tenant, importId));
  const decide = options.isConfirmed ? confirmImport : checkImport;
  const onProgress = (rows: number) =>
    terminal.progress(`${name}: ${rows.toLocaleString('en-GB')} rows`);
  try {
    const result = await decide(database, trustId, importId, person, { ...options, onProgress });
    if (!options.isConfirmed) await discard();
    return result;
  } catch (error) {
    await discard().catch(() => {});
    throw error;
  }
}

/** What checking or posting a file found, as one JSON object. */
export async function resultAsJson(database: Database, trustId: string, result: ImportResult) {
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
    newly_posted: {
      rows: result.newlyPosted.rows,
      net: formatMoney(result.newlyPosted.net),
    },
    problems: result.stopped.map(writeStopped),
    effect: result.effect.map(({ urn, cost, cashSaving, avoidance, netSaving }) => ({
      urn,
      cost: formatMoney(cost),
      cash_saving: formatMoney(cashSaving),
      avoidance: formatMoney(avoidance),
      net_saving: formatMoney(netSaving),
    })),
    warnings: result.warnings,
    price_check: writePriceCheck(result.prices),
  };
}

/** What went wrong, as lines for a person. */
export function problemLines(problem: Problem): string[] {
  const shown = problem.details.slice(0, 50).map(describe);
  const rest = problem.details.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}
