import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { type ConfirmOptions, confirmImport } from '../confirmations/commands.ts';
import type { ImportResult } from '../confirmations/result.ts';
import { writeFindings } from '../confirmations/written.ts';
import type { Database } from '../database/connect.ts';
import { stoppable } from '../database/stoppable.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { progressMeter, type Step, secondsLeft } from '../documents/progress.ts';
import { receiveFile, type SupplierFile } from '../imports/commands.ts';
import { type ImportRecord, writeTallies } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { rowsKept } from '../invoices/store.ts';
import { stoppedNow, writeMendable } from '../mending/commands.ts';
import { parseMoney } from '../money/money.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { summaryOf } from './import-summary.ts';
import { Interrupted, interruptible } from './interrupt.ts';
import { problemLines } from './problem-lines.ts';
import { progressLine } from './progress-line.ts';
import {
  type Arguments,
  type Command,
  recorded,
  type Terminal,
  WrongUsage,
  withEngine,
} from './terminal.ts';

export const importFiles: Command = {
  name: 'import',
  usage:
    'import FILE… [--trust NAME] [--supplier NAME] [--accept COLUMN]… [--confirm] [--copy FILE] [--all-or-nothing] [--total NET] [--by PERSON]',
  summary: 'check supplier files, and with --confirm post their good rows',
  options: {
    trust: { type: 'string' },
    supplier: { type: 'string' },
    accept: { type: 'string', multiple: true },
    copy: { type: 'string' },
    confirm: { type: 'boolean' },
    'all-or-nothing': { type: 'boolean' },
    total: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length === 0) throw new WrongUsage('Name at least one file.');
    if (args.words.length > 1 && args.text('copy'))
      throw new WrongUsage('Copy one file at a time.');
    const options = importOptions(args);
    await withEngine(terminal, async ({ database, url }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const isJson = args.isSet('json');
      const tell = (result: ImportResult) => {
        if (isJson) return;
        for (const line of summaryOf(result, options.isConfirmed)) terminal.print(line);
      };
      const { results, problems } = await interruptible((signal) => {
        const take = (path: string) =>
          stoppable(url, signal, (own) =>
            importFile(terminal, recorded(terminal, own), trust.id, path, { ...options, signal }),
          );
        return importEach(terminal, args.words, take, tell);
      });
      if (problems.length > 0) process.exitCode ??= 1;
      if (!isJson) return;
      const files = await Promise.all(
        results.map((result) => resultAsJson(database, trust.id, result, options)),
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
      const result = await take(path).finally(() => terminal.progress(''));
      results.push(result);
      tell(result);
    } catch (error) {
      if (error instanceof Interrupted) {
        terminal.say(`${basename(path)}: stopped. Nothing of it was saved.`);
        process.exitCode = error.exitCode;
        break;
      }
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
  /** Where a copy of the file is written with the reason of each row that is not posted. */
  readonly copy?: string | undefined;
  readonly by: string;
  /** Stops the work before its next step. */
  readonly signal?: AbortSignal;
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
    copy: args.text('copy'),
    allOrNothing: args.isSet('all-or-nothing'),
    controlTotal,
    by: args.text('by') ?? userInfo().username,
  };
}

/**
 * Takes one file in and checks or posts it, in one transaction: a file that is only checked, refused
 * or stopped leaves nothing behind, however the process ends.
 */
export function importFile(
  terminal: Terminal,
  database: Database,
  trustId: string,
  path: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const person = { by: options.by, at: terminal.now() };
  const whole = options.isConfirmed ? inTrust : tryInTrust;
  return whole(database, trustId, async (tenant) => {
    const file = await fileAt(terminal, path, options);
    const part = asDatabase(tenant);
    const { importId } = await receiveFile(part, trustId, file, person);
    const tell = await progressTeller(terminal, tenant, importId);
    const onProgress = (step: Step) => {
      options.signal?.throwIfAborted();
      tell(step);
    };
    const asked = { ...options, onProgress };
    const result = await confirmImport(part, trustId, importId, person, asked);
    if (options.copy !== undefined) await writeCopy(tenant, result.record, options.copy);
    return result;
  });
}

/** Writes the copy for mending, and never over a file that is there. */
async function writeCopy(tenant: Tenant, record: ImportRecord, path: string): Promise<void> {
  const copy = await open(path, 'wx').catch((error: Error) => {
    throw new Problem({
      code: 'file.unreadable',
      file: path,
      message: `The copy cannot be written (${(error as { code?: string }).code}).`,
      remedy: 'Name a file that is not there yet, in a folder that is.',
    });
  });
  try {
    const stopped = await stoppedNow(tenant, record);
    await writeMendable(tenant, record, stopped, (text) => copy.writeFile(text));
  } finally {
    await copy.close();
  }
}

/** A file on the disk; tells how much of it is read, each time that it is. */
async function fileAt(
  terminal: Terminal,
  path: string,
  { supplier, newColumns, signal }: ImportOptions,
): Promise<SupplierFile> {
  const name = basename(path);
  const { size = 0 } = await stat(path).catch(() => ({}) as { size?: number });
  return {
    name,
    supplier,
    newColumns,
    open: async function* () {
      let bytes = 0;
      for await (const piece of createReadStream(path, { highWaterMark: 1 << 18, signal })) {
        bytes += piece.length;
        terminal.progress(`${name}: taking it in, ${Math.floor((100 * bytes) / (size || 1))} %`);
        yield piece;
      }
    },
  };
}

/** Tells on the passing line how far the work on a received file is. */
async function progressTeller(terminal: Terminal, tenant: Tenant, importId: string) {
  const [record] = await importsOf(tenant, { id: importId });
  if (!record) throw new Error(`import ${importId} is gone`);
  const meter = progressMeter(await rowsKept(tenant, record.fileId));
  const started = Date.parse(terminal.now());
  return (step: Step) => {
    meter.note(step);
    const progress = meter.progress();
    const left = secondsLeft(progress, (Date.parse(terminal.now()) - started) / 1000);
    terminal.progress(`${record.file}: ${progressLine(progress, left)}`);
  };
}

/** What checking or posting a file found, as one JSON object; a check has written no journal. */
export async function resultAsJson(
  database: Database,
  trustId: string,
  result: ImportResult,
  { isConfirmed }: Pick<ImportOptions, 'isConfirmed'>,
) {
  // A later file of the same command may have brought what a row of this one waited for.
  const [now = result.record] = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { id: result.record.id }),
  );
  return {
    import: result.record.id,
    file: result.record.file,
    sha256: result.record.sha256,
    ...writeTallies(now),
    ...writeFindings(result),
    ...(!isConfirmed && { journal: null }),
  };
}
