import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from './errors.ts';

/** A file as it came, to be read from its start as often as needed. */
export interface Upload {
  readonly sha256: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What a supplier's file may be sent as; what it really is, its bytes say. */
const fileTypes = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/xml',
];

/** The body of a route that takes a file, for its description. */
export const fileBody = {
  content: Object.fromEntries(fileTypes.map((type) => [type, { schema: {} }])),
};

/** Whether a body is said to be a file, or a form with one, which may be large. */
export const isFileType = (type = '') =>
  [...fileTypes, 'multipart/form-data'].includes(type.split(';', 1)[0]?.trim() ?? '');

/** Lets the routes of a plugin take files as they are. */
export function takeFiles(app: FastifyInstance): void {
  app.addContentTypeParser(fileTypes, (_request, body, done) => done(null, body));
}

/** A file that was taken in, there until it is let go. */
export interface TakenFile extends Upload {
  readonly close: () => Promise<void>;
}

/** Takes the body of a request into a private file and gives it to some work. */
export async function withUpload<T>(
  request: FastifyRequest,
  bytesMax: number,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const { body } = request;
  if (!(body instanceof Readable)) throw otherType();
  try {
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax);
    const file = await takeIn(body, bytesMax);
    return await work(file).finally(file.close);
  } finally {
    // What nobody reads would hold the connection, and with it the service when it has to stop.
    body.resume();
  }
}

/**
 * Takes bytes into a private file, piece by piece. The file has no name any more while it is used, so
 * that nothing is left of it however this ends.
 */
export async function takeIn(body: Readable, bytesMax: number): Promise<TakenFile> {
  const file = await namelessFile();
  try {
    const sha256 = await receive(body, file, bytesMax);
    return { sha256, open: () => piecesOf(file), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const pieceBytes = 1 << 18;

/** The bytes from the start; a stream that is left early would spoil the file for the next reader. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read({
      buffer: Buffer.allocUnsafe(pieceBytes),
      position,
    });
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function namelessFile(): Promise<FileHandle> {
  // The folder is closed to everybody else, and so is the file in it.
  const folder = await mkdtemp(join(tmpdir(), 'savings-ledger-upload-'));
  try {
    return await open(join(folder, 'upload'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(body: Readable, file: FileHandle, bytesMax: number): Promise<string> {
  const hash = createHash('sha256');
  let byteCount = 0;
  try {
    // The stream has to outlive a refusal: with it, the way of the answer would be destroyed.
    for await (const bytes of body.iterator({ destroyOnReturn: false })) {
      byteCount += bytes.length;
      if (byteCount > bytesMax) throw tooLarge(bytesMax);
      hash.update(bytes);
      await file.writeFile(bytes);
    }
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ECONNRESET' ? brokenOff() : error;
  }
  return hash.digest('hex');
}

/** The refusal of a file that is larger than what the service takes. */
export function tooLarge(bytesMax: number): Refused {
  const mebibytes = Math.floor(bytesMax / 1024 / 1024);
  return new Refused(413, {
    code: 'file.too-large',
    message: `The file is larger than ${mebibytes} MiB (${bytesMax} bytes), which is the most that is taken here.`,
    remedy: 'Send it in parts, or import it on the server with: import FILE.',
  });
}

function otherType(): Refused {
  return new Refused(415, {
    code: 'request.unreadable',
    message: 'A file is sent as it is.',
    remedy: `Send its bytes with Content-Type: ${fileTypes.join(', ')}.`,
  });
}

function brokenOff(): Refused {
  return new Refused(400, {
    code: 'file.unreadable',
    message: 'The file broke off before its end; nothing of it was kept.',
    remedy: 'Send it again.',
  });
}
