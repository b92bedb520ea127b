import iconv from 'iconv-lite';
import { Problem } from '../problem.ts';

type XmlEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What a file may call its encoding; Latin-1 is read as Windows-1252, which has all of it. */
const declarable: ReadonlyMap<string, readonly XmlEncoding[]> = new Map<
  string,
  readonly XmlEncoding[]
>([
  ['utf-8', ['utf-8']],
  ['us-ascii', ['utf-8']],
  ['utf-16', ['utf-16le', 'utf-16be']],
  ['utf-16le', ['utf-16le']],
  ['utf-16be', ['utf-16be']],
  ['windows-1252', ['windows-1252']],
  ['iso-8859-1', ['windows-1252']],
]);

/** How the first bytes of each encoding look, with a mark or without: `<` is 3c. */
const beginnings: readonly [XmlEncoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0x3c, 0x00]],
  ['utf-16be', [0x00, 0x3c]],
];

/** So many bytes hold the declaration that an XML file begins with. */
const declarationBytes = 400;

/** Whether a file begins as XML does, in any encoding; a table never begins with an element. */
export function looksLikeXml(start: Uint8Array): boolean {
  const sample = start.subarray(0, declarationBytes);
  return /^\uFEFF?\s*<[?!\p{L}_]/u.test(iconv.decode(Buffer.from(sample), apparent(sample)));
}

function apparent(bytes: Uint8Array): XmlEncoding {
  return shown(bytes) ?? 'windows-1252';
}

function shown(bytes: Uint8Array): XmlEncoding | undefined {
  return beginnings.find(([, begin]) => begin.every((byte, index) => bytes[index] === byte))?.[0];
}

/**
 * The text of an XML file by its mark and its declaration. One that says another encoding than its
 * bytes have is refused: nobody can tell which of its names and signs are right.
 */
export function decodeXml(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = iconv.decode(buffer.subarray(0, declarationBytes), apparent(bytes));
  const [, declared] = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  const mark = shown(bytes);
  if (declared === undefined) return decodeAs(buffer, mark ?? 'utf-8', 'UTF-8');
  const meant = declarable.get(declared.toLowerCase());
  if (!meant) {
    throw unreadable(
      `The file says that it is written in ${declared}, which is not read here.`,
      declared,
    );
  }
  const [first = 'utf-8'] = meant;
  const encoding = mark ?? first;
  if (!meant.includes(encoding) || (!mark && first.startsWith('utf-16'))) {
    throw misdeclared(declared);
  }
  return decodeAs(buffer, encoding, declared);
}

function decodeAs(bytes: Buffer, encoding: XmlEncoding, declared: string): string {
  if (encoding === 'windows-1252') {
    const hasAccents = bytes.some((byte) => byte > 0x7f);
    // Every byte is some character of Windows-1252, so only a text that is UTF-8 gives it away.
    if (hasAccents && strictly(bytes, 'utf-8') !== undefined) throw misdeclared(declared);
    return iconv.decode(bytes, encoding);
  }
  const text = strictly(bytes, encoding);
  if (text === undefined) throw misdeclared(declared);
  return text;
}

function strictly(bytes: Buffer, encoding: XmlEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function misdeclared(declared: string): Problem {
  return unreadable(`The file should be written in ${declared}, and its bytes are not.`, declared);
}

function unreadable(message: string, found: string): Problem {
  return new Problem({
    code: 'einvoice.unreadable',
    message,
    found,
    remedy: 'Ask the supplier for the e-invoice in UTF-8.',
  });
}
