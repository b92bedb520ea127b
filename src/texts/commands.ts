import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mediaTypeOf } from '../evidence/media-type.ts';
import { withoutText } from './document-text.ts';
import type { DocumentText } from './text-part.ts';

/** What the reading of one document may take. */
export interface ReadingLimits {
  readonly bytesMax: number;
  readonly seconds: number;
  readonly heapMebibytes: number;
}

const usual: ReadingLimits = { bytesMax: 32 * 1024 * 1024, seconds: 30, heapMebibytes: 512 };

/**
 * Reads what can be searched of a document. It came from somewhere and may be made to do harm, so
 * that it is read in a process of its own, which knows nothing of the service, for so long and with
 * so much memory, and one at a time. Whatever cannot be read has no text, and is no failure.
 */
export async function readText(
  pieces: AsyncIterable<Uint8Array>,
  limits: ReadingLimits = usual,
): Promise<DocumentText> {
  const bytes = await gathered(pieces, limits.bytesMax);
  if (bytes.length > limits.bytesMax) return withoutText(mediaTypeOf(bytes), 'It is too large.');
  return inTurn(() => readApart(bytes, limits));
}

/** The bytes, or one more than there may be. */
async function gathered(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    all.push(piece);
    size += piece.length;
    if (size > most) break;
  }
  return Buffer.concat(all, size);
}

let last: Promise<unknown> = Promise.resolve();

/** Begins when all that was asked for before is done: two large documents would need twice the memory. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

// The sources and the built product have the same files, under their own ending.
const program = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? './reader-process.ts' : './reader-process.js',
    import.meta.url,
  ),
);

const damaged = 'It cannot be read: it is damaged.';

function readApart(
  bytes: Uint8Array,
  { seconds, heapMebibytes }: ReadingLimits,
): Promise<DocumentText> {
  const none = (reason: string) => withoutText(mediaTypeOf(bytes), reason);
  return new Promise((resolve) => {
    const reader = fork(program, {
      execArgv: [...process.execArgv, `--max-old-space-size=${heapMebibytes}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let timer: NodeJS.Timeout | undefined;
    const end = (text: DocumentText) => {
      clearTimeout(timer);
      resolve(text);
      reader.kill('SIGKILL');
    };
    reader.once('message', () => {
      // It is ready: until here it was no fault of the document.
      reader.once('message', (text) => end(text as DocumentText));
      reader.send(bytes, (error) => error && end(none(damaged)));
      const late = `Reading it took longer than ${seconds} seconds.`;
      timer = setTimeout(() => end(none(late)), 1000 * seconds);
    });
    reader.once('error', () => end(none(damaged)));
    reader.once('exit', (_code, signal) => {
      // A heap that is full ends a process so.
      end(none(signal === 'SIGABRT' ? 'Reading it took too much memory.' : damaged));
    });
  });
}
