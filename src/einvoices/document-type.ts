import { Problem } from '../problem.ts';

/** What the two kinds of e-invoice are called in the column `Document type`. */
export type DocumentType = 'invoice' | 'credit note';

/** Codes of UNTDID 1001 under which a document asks for money once, for something supplied. */
const invoices = ['80', '82', '331', '380', '383', '387', '388', '389', '393', '394', '395'];
const supplierInvoices = [...invoices, '575', '623', '780'];
/** And those under which it gives money back. */
const creditNotes = ['81', '83', '261', '262', '381', '396', '532'];

/** Why a document is no cost, or not one that can be told; all other codes get one answer. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['325', 'It is a pro forma invoice (BT-3 is 325), which asks for no money.'],
  [
    '326',
    'It is a partial invoice (BT-3 is 326), and does not say what the whole will take off again.',
  ],
  [
    '384',
    'It is a corrected invoice (BT-3 is 384), and does not say whether it replaces the first or adds to it.',
  ],
  ['386', 'It is a prepayment invoice (BT-3 is 386), and a prepayment is not a cost yet.'],
  ['751', 'It is information for the accounts (BT-3 is 751), and not the invoice itself.'],
]);

const creditAsInvoice =
  'It is called an invoice and has the code of a credit note (BT-3), so that its sign is unclear.';

/** Which kind a document is, by its root element and its type code (BT-3); refuses all others. */
export function documentType(root: DocumentType, code: string): DocumentType {
  if ((root === 'invoice' ? supplierInvoices : creditNotes).includes(code)) return root;
  const isCredit = root === 'invoice' && creditNotes.includes(code);
  const other = code
    ? `Documents of the type ${code} (BT-3) are not read.`
    : 'It does not say its type (BT-3, BR-04).';
  throw new Problem({
    code: 'einvoice.kind',
    message: isCredit ? creditAsInvoice : (reasons.get(code) ?? other),
    column: 'Document type',
    found: code,
    remedy: 'Ask the supplier for an invoice (380) or a credit note (381) for what was supplied.',
  });
}

/** Which kind of document a root element begins; refuses everything that is not UBL, by its name. */
export function rootType(name: string): DocumentType {
  if (name === 'ubl:Invoice') return 'invoice';
  if (name === 'ubl:CreditNote') return 'credit note';
  const local = name.slice(name.lastIndexOf(':') + 1);
  throw new Problem({
    code: 'einvoice.kind',
    message:
      strangers.get(local.toLowerCase()) ?? `This is XML, and no e-invoice: it is “${local}”.`,
    found: name,
    remedy: 'Ask the supplier for UBL 2.1, as in Peppol BIS Billing 3, or for a CSV file.',
  });
}

const strangers: ReadonlyMap<string, string> = new Map([
  ['crossindustryinvoice', 'This is an e-invoice in the form CII, which is not read.'],
  ['crossindustrydocument', 'This is an e-invoice in the form ZUGFeRD 1, which is not read.'],
  ['standardbusinessdocument', 'This is an e-invoice in the envelope in which it was sent.'],
  ['invoice', 'This is XML called an invoice, and not in the namespace of UBL 2.1.'],
  ['creditnote', 'This is XML called a credit note, and not in the namespace of UBL 2.1.'],
  ['html', 'This is a web page, and no e-invoice.'],
]);
