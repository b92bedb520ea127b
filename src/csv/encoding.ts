import iconv from 'iconv-lite';
import { Problem } from '../problem.ts';

/** The encodings that suppliers' files come in. */
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** Looks at a whole file, piece by piece, before anyone decides how to read it. */
export interface EncodingSniffer {
  look(bytes: Uint8Array): void;
  /** What the file turned out to be; refuses bytes that are no text at all. */
  decide(): Encoding;
}

/** So many bytes from the start tell whether a file is UTF-16. */
const sampleSize = 4096;

/**
 * Decides the encoding over the whole file: by its mark, else by where zero bytes stand, else
 * UTF-8 if every byte fits it, else Windows-1252. The one £ may be on the last line. The pieces in
 * which the bytes come decide nothing.
 */
export function encodingSniffer(): EncodingSniffer {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let sample = Buffer.alloc(0);
  let hasZero = false;
  let fitsUtf8 = true;
  let utf16: Encoding | null | undefined;
  const settle = () => {
    if (sample.subarray(0, 5).toString('latin1') === '%PDF-') throw notText();
    if (utf16 === undefined) utf16 = utf16Of(sample);
    if (utf16 === null && hasZero) throw notText();
  };
  return {
    look(bytes) {
      if (utf16) return;
      sample = Buffer.concat([sample, bytes.subarray(0, sampleSize - sample.length)]);
      hasZero ||= bytes.includes(0);
      if (sample.length === sampleSize) settle();
      try {
        if (fitsUtf8) strict.decode(bytes, { stream: true });
      } catch {
        fitsUtf8 = false;
      }
    },
    decide() {
      settle();
      if (utf16) return utf16;
      try {
        if (fitsUtf8) strict.decode();
      } catch {
        fitsUtf8 = false;
      }
      return fitsUtf8 || sample.subarray(0, 3).equals(utf8Mark) ? 'utf-8' : 'windows-1252';
    },
  };
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** UTF-16 shows itself by its mark, or by zeros in many second bytes, and hardly any elsewhere. */
function utf16Of(sample: Uint8Array): Encoding | null {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const most = sample.length * 0.3;
  if (odd > most && even * 10 < odd) return 'utf-16le';
  return even > most && odd * 10 < even ? 'utf-16be' : null;
}

function notText(): Problem {
  return new Problem({
    code: 'file.unreadable',
    message: 'This is no table: it holds bytes that no text has, as pictures and PDFs do.',
    remedy: 'Ask the supplier for a CSV file, an .xlsx workbook or a UBL e-invoice.',
  });
}

/** Bytes as text, without the mark that may begin them; refuses a zero, which no text has. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let half = '';
  for await (const piece of bytes) {
    const read = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (read.includes('\0')) throw notText();
    // The other half of a character may come with the next piece.
    const text = half + read;
    half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
    yield wellFormed(text.slice(0, text.length - half.length));
  }
  yield wellFormed(half + (decoder.end() ?? ''));
}

/**
 * Half a character is no text that a database keeps; it is read as the mark for such damage. A
 * control sign between U+0080 and U+009F is what a program makes of a Windows dash or apostrophe.
 */
function wellFormed(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0080-\u009f]/g, (sign) =>
      iconv.decode(Buffer.from(sign, 'latin1'), 'windows-1252'),
    );
}
