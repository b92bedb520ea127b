import { createHash } from 'node:crypto';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import { decodeText, type Encoding, encodingSniffer } from '../csv/encoding.ts';
import { eInvoiceBytesMax, readEInvoice } from '../einvoices/einvoice.ts';
import { Problem } from '../problem.ts';
import { readWorkbook } from '../workbooks/workbook-reader.ts';
import { formatBytes, type OtherFormat, otherFormatOf } from './file-format.ts';

/** A file as it lies somewhere, to be read from its start as often as needed. */
export interface IncomingFile {
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What a file's bytes are. */
export interface FileLook {
  readonly sha256: string;
  readonly byteCount: number;
  /** The encoding of a text, or what else the file is. */
  readonly encoding: Encoding | OtherFormat;
}

/** The first reading, over the bytes alone: a digest, a count, and what they are. */
export async function lookAt(file: IncomingFile): Promise<FileLook> {
  const hash = createHash('sha256');
  const sniffer = kindSniffer();
  let byteCount = 0;
  try {
    for await (const bytes of file.open()) {
      hash.update(bytes);
      sniffer.look(bytes);
      byteCount += bytes.length;
    }
    if (byteCount === 0) throw emptyFile(file.name, 'The file is empty: it has no bytes at all.');
    return { sha256: hash.digest('hex'), byteCount, encoding: sniffer.decide() };
  } catch (error) {
    throw aboutFile(error, file.name);
  }
}

/** Tells a text and its encoding from files of other formats, which have none. */
function kindSniffer() {
  const text = encodingSniffer();
  let start: Buffer | undefined = Buffer.alloc(0);
  let other: OtherFormat | undefined;
  const settle = () => {
    if (!start) return;
    other = otherFormatOf(start);
    if (!other) text.look(start);
    start = undefined;
  };
  return {
    look(bytes: Uint8Array) {
      if (start) {
        start = Buffer.concat([start, bytes]);
        if (start.length >= formatBytes) settle();
      } else if (!other) {
        text.look(bytes);
      }
    },
    decide(): FileLook['encoding'] {
      settle();
      return other ?? text.decide();
    },
  };
}

/** How the rows of a file stand in it, as far as its format leaves that open. */
export interface TableForm {
  /** What stands between the columns of a text. */
  readonly delimiter: string;
  /** The sheet of a workbook; the first where none is named. */
  readonly sheet?: string | undefined;
  /** The sign before the decimals of a workbook's numbers. */
  readonly decimal?: '.' | ',' | undefined;
}

/** Reads the rows of a file; refuses one that is no longer what was looked at when it ends. */
export async function* rowsOf(
  file: IncomingFile,
  look: FileLook,
  { delimiter, sheet, decimal = '.' }: TableForm,
): AsyncGenerator<CsvRow> {
  const bytes = unchanged(file, look);
  const { encoding } = look;
  try {
    if (encoding === 'workbook') yield* readWorkbook(bytes, { sheet, decimal });
    else if (encoding === 'e-invoice') yield* readEInvoice(await whole(bytes, eInvoiceBytesMax));
    else yield* readCsv(decodeText(bytes, encoding), delimiter);
  } catch (error) {
    throw aboutFile(error, file.name);
  }
}

/** All bytes of a file that has to be in memory at once; what is more than that is left to refuse. */
async function whole(bytes: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let byteCount = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    byteCount += piece.length;
    if (byteCount > bytesMax) break;
  }
  return Buffer.concat(pieces);
}

/** Some rows from the start of a file. */
export async function firstRowsOf(
  file: IncomingFile,
  look: FileLook,
  { count, ...form }: TableForm & { readonly count: number },
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of rowsOf(file, look, form)) {
    rows.push(row);
    if (rows.length === count) break;
  }
  return rows;
}

/** The bytes of a file, which may have gone on growing since they were looked at. */
async function* unchanged(file: IncomingFile, look: FileLook): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let byteCount = 0;
  for await (const bytes of file.open()) {
    byteCount += bytes.length;
    if (byteCount > look.byteCount) break;
    hash.update(bytes);
    yield bytes;
  }
  if (byteCount === look.byteCount && hash.digest('hex') === look.sha256) return;
  throw new Problem({
    code: 'file.unreadable',
    message: 'The file changed while it was read, so nothing of it was kept.',
    remedy: 'Wait until it is complete, and send it again.',
  });
}

/** A file without anything in it that counts. */
export function emptyFile(file: string, message: string): Problem {
  const remedy = 'Ask the supplier for the file again.';
  return new Problem({ code: 'file.empty', file, message, remedy });
}

/** What went wrong with a file, with its name. */
function aboutFile(error: unknown, file: string): unknown {
  if (error instanceof Problem)
    return new Problem(error.details.map((detail) => ({ ...detail, file })));
  const code = (error as { code?: string } | null)?.code;
  if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR' && code !== 'EIO') return error;
  const reasons = {
    ENOENT: 'There is no such file',
    EACCES: 'The file may not be read',
    EISDIR: 'This is a folder, not a file',
    EIO: 'The disk fails to give the file',
  };
  return new Problem({
    code: 'file.unreadable',
    file,
    message: `${reasons[code]} (${code}).`,
    remedy: 'Check the name and the place of the file.',
  });
}

/** Whether the columns of a file are separated by a sign that has to be found. */
export function isText({ encoding }: FileLook): boolean {
  return encoding !== 'e-invoice' && encoding !== 'workbook';
}
