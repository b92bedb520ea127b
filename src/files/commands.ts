import { createHash } from 'node:crypto';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import { decodeText, type Encoding, encodingSniffer } from '../csv/encoding.ts';
import { Problem } from '../problem.ts';

/** A file as it lies somewhere, to be read from its start as often as needed. */
export interface IncomingFile {
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What a file's bytes are. */
export interface FileLook {
  readonly sha256: string;
  readonly byteCount: number;
  readonly encoding: Encoding;
}

/** The first reading, over the bytes alone: a digest, a count, and what text they are. */
export async function lookAt(file: IncomingFile): Promise<FileLook> {
  const hash = createHash('sha256');
  const sniffer = encodingSniffer();
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

/** Reads the rows of a file; refuses one that is no longer what was looked at when it ends. */
export async function* rowsOf(
  file: IncomingFile,
  look: FileLook,
  delimiter: string,
): AsyncGenerator<CsvRow> {
  try {
    yield* readCsv(decodeText(unchanged(file, look), look.encoding), delimiter);
  } catch (error) {
    throw aboutFile(error, file.name);
  }
}

/** Some rows from the start of a file, as they stand with one sign between the columns. */
export async function firstRowsOf(
  file: IncomingFile,
  look: FileLook,
  { delimiter, count }: { delimiter: string; count: number },
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of rowsOf(file, look, delimiter)) {
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
