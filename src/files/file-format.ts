import { looksLikeXml } from '../einvoices/xml-text.ts';

/** In what a supplier's rows come, if not as text with separators. */
export type OtherFormat = 'e-invoice';

/** So many bytes from the start tell the format of a file. */
export const formatBytes = 4096;

/** The format of a file by its first bytes, or undefined for a text; its name says nothing. */
export function otherFormatOf(start: Uint8Array): OtherFormat | undefined {
  return looksLikeXml(start) ? 'e-invoice' : undefined;
}
