import type { CsvRow } from '../csv/csv-reader.ts';
import { Problem } from '../problem.ts';
import { failuresOf } from './checks.ts';
import { readDocument } from './document.ts';
import { rootType } from './document-type.ts';
import { refusal } from './failure.ts';
import { rowsOf } from './rows.ts';
import { ublName } from './ubl-element.ts';
import { vatOfRows } from './vat-shares.ts';
import { readXml } from './xml.ts';
import { decodeXml } from './xml-text.ts';

/** No e-invoice is larger, and its whole text is in memory while it is read. */
export const eInvoiceBytesMax = 50_000_000;

/**
 * The rows of one UBL 2.1 invoice or credit note, as a CSV file would give them: row 1 is the header,
 * line n is row n + 1, and allowances and charges on the whole document follow. A document whose sums
 * do not add up is refused whole, with all the sums that do not.
 */
export function readEInvoice(bytes: Uint8Array): Iterable<CsvRow> {
  if (bytes.length > eInvoiceBytesMax) throw tooLarge();
  const text = decodeXml(bytes);
  // A web page begins with a document type, and deserves its own answer.
  if (/^\s*<(?:!doctype\s+)?html\b/i.test(text)) rootType('html');
  const invoice = readDocument(readXml(text, ublName));
  const failures = failuresOf(invoice);
  if (failures.length > 0) throw refusal(failures);
  return rowsOf(invoice, vatOfRows(invoice));
}

function tooLarge(): Problem {
  return new Problem({
    code: 'einvoice.unreadable',
    message: 'The e-invoice has more than 50,000,000 bytes.',
    remedy: 'Ask the supplier to send it without attached files, or in smaller parts.',
  });
}
