import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Problem } from '../problem.ts';

/** The bytes of a file on this machine, piece by piece; refuses one that cannot be opened. */
export async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1 << 18 });
  } catch (error) {
    throw unreachable(file, error, 'Check that it is a readable file.');
  }
}

/** Writes a new file; refuses one that is there already, or that cannot be made. */
export async function writeNewFile(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  await writeFile(file, bytes, { flag: 'wx' }).catch((error) => {
    throw unreachable(file, error, 'Name a new file in a folder that may be written to.');
  });
}

function unreachable(file: string, error: unknown, remedy: string): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return error;
  const message = `The file cannot be opened (${code}).`;
  return new Problem({ code: 'file.unreadable', file, message, remedy });
}
