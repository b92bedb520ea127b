import { looksLikeXml } from '../einvoices/xml-text.ts';
import { isWorkbook } from '../workbooks/file-kind.ts';

/** In what a supplier's rows come, if not as text with separators. */
export type OtherFormat = 'workbook' | 'e-invoice';

/** So many bytes from the start tell the format of a file. */
export const formatBytes = 4096;

/** The format of a file by its first bytes, or undefined for a text; its name says nothing. */
export function otherFormatOf(start: Uint8Array): OtherFormat | undefined {
  if (isWorkbook(start)) return 'workbook';
  return looksLikeXml(start) ? 'e-invoice' : undefined;
}

const encodings: Readonly<Record<string, string>> = {
  'utf-8': 'text in Unicode (UTF-8)',
  'utf-8-sig': 'text in Unicode (UTF-8)',
  'utf-16': 'text in Unicode (UTF-16)',
  'windows-1252': 'text in the letters of Windows (Windows-1252)',
  workbook: 'an Excel workbook',
  'e-invoice': 'an e-invoice (UBL)',
};

/** What the bytes of a file are, in words. */
export function encodingInWords(encoding: string): string {
  return encodings[encoding] ?? encoding;
}
