import { Problem } from '../problem.ts';
import { otherFormat } from './refusal.ts';

const zipStart = Buffer.from('PK\u0003\u0004', 'latin1');
/** The container of the Office of the nineties, in which protected workbooks still come. */
const oldStart = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Whether a file begins as workbooks do, and as no text does. Only `.xlsx` can be read, and
 * whoever reads one of the other kinds is told which it is and what to do.
 */
export function isWorkbook(firstBytes: Uint8Array): boolean {
  return startsWith(firstBytes, zipStart) || startsWith(firstBytes, oldStart);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, start.length), start) === 0;
}

/** Refuses what is no zip file, as every `.xlsx` is one. */
export function refuseOtherBytes(bytes: Buffer): void {
  if (startsWith(bytes, zipStart)) return;
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (!startsWith(bytes, oldStart)) throw otherFormat('This is not an .xlsx workbook.');
  if (holds('EncryptedPackage')) throw locked();
  if (holds('Workbook') || holds('Book'))
    throw otherFormat('This is a workbook in the old .xls format.');
  throw otherFormat('This is a document of an old Office program, and no workbook.');
}

/** Refuses a zip file that is something else than an `.xlsx`, by the names of its parts. */
export function refuseOtherParts(parts: readonly string[]): void {
  if (parts.includes('xl/workbook.bin'))
    throw otherFormat('This is a workbook in the binary .xlsb format.');
  if (parts.includes('mimetype') && parts.includes('content.xml'))
    throw otherFormat('This is an OpenDocument file, such as an .ods workbook.');
  if (parts.some((part) => /^(?:word|ppt)\//.test(part)))
    throw otherFormat('This is a text document or a presentation, and no workbook.');
  if (parts.includes('[content_types].xml')) return;
  throw new Problem({
    code: 'file.unreadable',
    message: 'This is a zip file, and no workbook.',
    remedy: 'Unpack it, and send each file in it by itself.',
  });
}

/** A workbook that only a password opens. */
export function locked(): Problem {
  return new Problem({
    code: 'file.unreadable',
    message: 'The workbook is protected by a password.',
    remedy: 'Open it, save it without a password as .xlsx or as CSV, and send that.',
  });
}
