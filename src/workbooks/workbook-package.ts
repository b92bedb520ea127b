import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { Problem } from '../problem.ts';
import { locked, refuseOtherBytes, refuseOtherParts } from './file-kind.ts';
import { damaged, tooLarge } from './refusal.ts';

const mebibyte = 1024 * 1024;
/** A million rows of twelve columns are 70 MiB packed. */
const packedMost = 256 * mebibyte;
/** And 500 MiB unpacked; what is not rows is far less, and is held whole. */
const unpackedMost = {
  facts: 16 * mebibyte,
  styles: 64 * mebibyte,
  texts: 512 * mebibyte,
  rows: 2048 * mebibyte,
};
/** Rows unpack to ten times their size, and rows that are all alike to fifty times. */
const ratioMost = 200;
/** What unpacks to less than this does no harm at any ratio. */
const harmless = 32 * mebibyte;
const partsMost = 10_000;

/** What a part is about, and so how large it may be. */
export type PartContent = keyof typeof unpackedMost;

/** The parts of a workbook by name, each unpacked only while it is read. */
export interface WorkbookPackage {
  readonly has: (part: string) => boolean;
  readonly read: (part: string, content: PartContent) => AsyncGenerator<Uint8Array>;
}

/**
 * Opens the zip file that a workbook is. Refuses one whose parts are unreasonably many or large,
 * by what it says about itself, and holds it to that.
 */
export async function openPackage(pieces: AsyncIterable<Uint8Array>): Promise<WorkbookPackage> {
  const bytes = await gathered(pieces);
  refuseOtherBytes(bytes);
  const zip = await fromBufferPromise(bytes).catch(refuse);
  const entries = await entriesOf(zip);
  refuseOtherParts([...entries.keys()]);
  return {
    has: (part) => entries.has(part.toLowerCase()),
    read(part, content) {
      const entry = entries.get(part.toLowerCase());
      if (!entry) throw damaged(`its part ${part} is not there`);
      return unpacked(zip, entry, unpackedMost[content]);
    },
  };
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > packedMost) throw tooLarge(`it has more than ${packedMost / mebibyte} MiB`);
    all.push(piece);
  }
  return Buffer.concat(all, size);
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > partsMost) throw tooLarge(`it has more than ${partsMost} parts`);
  try {
    for await (const entry of zip.eachEntry()) {
      // Names of parts differ by more than their capitals, or two programs would read two workbooks.
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw damaged(`it has two parts ${entry.fileName}`);
      entries.set(name, entry);
    }
  } catch (error) {
    refuse(error);
  }
  return entries;
}

async function* unpacked(zip: ZipFile, entry: Entry, largest: number): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw locked();
  const most = Math.min(largest, Math.max(harmless, entry.compressedSize * ratioMost));
  // What a part says of its size is enough: yauzl ends with an error at the first byte beyond it.
  if (entry.uncompressedSize > most) {
    const size = `${Math.floor(most / mebibyte)} MiB`;
    throw tooLarge(`its part ${entry.fileName} unpacks to more than ${size}`);
  }
  let sum = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    refuse(error);
  }
  if (sum !== entry.crc32) throw damaged(`the checksum of its part ${entry.fileName} is wrong`);
}

/** What the unpacking of a damaged file ends with; a refusal of our own stays as it is. */
function refuse(error: unknown): never {
  if (error instanceof Problem) throw error;
  throw damaged(`it cannot be unpacked (${error instanceof Error ? error.message : error})`);
}
