import { Problem, type ProblemDetail } from '../problem.ts';
import { currency, note } from './amount.ts';
import type { Cells } from './columns.ts';
import { type DocumentType, rootType } from './document-type.ts';
import { refusal } from './failure.ts';
import { headerCells } from './header.ts';
import { type BilledRow, readExtra, readLine } from './line.ts';
import { readTotals, readVat, type Totals, type VatBreakdown } from './totals.ts';
import { all, textOf } from './ubl-element.ts';
import type { XmlElement } from './xml.ts';

/** A whole e-invoice as it was printed: nothing of it is checked against anything else yet. */
export interface EInvoice {
  readonly cells: Cells;
  readonly rows: readonly BilledRow[];
  readonly totals: Totals;
  readonly breakdown: readonly VatBreakdown[];
}

const mostRows = 50_000;

/** Reads the parts of a UBL document; throws everything that cannot be read in it at once. */
export function readDocument(parts: Iterable<XmlElement>): EInvoice {
  const problems: ProblemDetail[] = [];
  const lines: BilledRow[] = [];
  const children: XmlElement[] = [];
  let root: DocumentType | undefined;
  for (const part of parts) {
    if (!root) {
      root = rootType(part.name);
      continue;
    }
    const isLine = part.name === (root === 'invoice' ? 'cac:InvoiceLine' : 'cac:CreditNoteLine');
    if (!isLine) children.push(part);
    else lines.push(readLine(part, lines.length + 2, { problems, row: lines.length + 2 }));
    if (lines.length + children.length > mostRows) throw tooLong();
  }
  const document: XmlElement = { name: '', attributes: {}, text: '', children };
  const found = textOf(document, 'cbc:DocumentCurrencyCode');
  // Every amount is in the same currency then, and one reason is enough.
  if (found !== currency) throw foreign(found);
  const cells = headerCells(document, root ?? 'invoice', { problems });
  const extras = all(document, 'cac:AllowanceCharge').map((extra, index) => {
    const row = lines.length + index + 2;
    return readExtra(extra, row, index + 1, { problems, row });
  });
  const rows = [...lines, ...extras];
  const { vat, breakdown } = readVat(document, { problems });
  const totals = { ...readTotals(document, { problems }), vat };
  if (lines.length === 0) {
    note({ problems }, 'Line', {
      code: 'einvoice.unreadable',
      message: 'The e-invoice has no lines (BR-16).',
      remedy: 'Ask the supplier for a complete e-invoice.',
    });
  }
  if (problems.length > 0) throw refusal(problems);
  return { cells, rows, totals, breakdown };
}

function foreign(found: string): Problem {
  return new Problem({
    code: 'einvoice.currency',
    message: `The e-invoice is in ${found || 'no currency'} (BT-5), and only pounds (${currency}) are read.`,
    column: 'Currency',
    found,
    remedy: 'Ask the supplier for an e-invoice in pounds.',
  });
}

function tooLong(): Problem {
  return new Problem({
    code: 'einvoice.unreadable',
    message: 'The e-invoice has more than 50,000 lines.',
    remedy: 'Ask the supplier to invoice in smaller parts.',
  });
}
