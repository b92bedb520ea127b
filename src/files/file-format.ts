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
