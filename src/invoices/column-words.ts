import type { CreditKind, DocumentKind, LineField } from './supplier-profile.ts';

/** What suppliers call the columns that the product reads, in lower case without signs. */
export const fieldWords: readonly [LineField, readonly string[]][] = [
  [
    'document_number',
    [
      ...['invoice number', 'invoice no', 'invoice', 'inv no', 'inv number', 'document number'],
      ...['doc no', 'document no', 'bill no', 'bill', 'number', 'invoice ref', 'our reference'],
      ...['invoice reference', 'transaction number', 'transaction no', 'trans no', 'reference'],
      ...['transaction reference', 'payment reference', 'reference number', 'ref no', 'ref'],
    ],
  ],
  [
    'document_date',
    [
      ...['invoice date', 'doc date', 'document date', 'bill date', 'inv date', 'tax point'],
      ...['date', 'issue date', 'transaction date', 'paid date', 'payment date', 'date paid'],
      ...['invoice payment date', 'clearing date'],
    ],
  ],
  ['document_kind', ['document type', 'doc type', 'invoice type', 'transaction type', 'type']],
  ['credit_kind', ['credit reason', 'credit type', 'reason for credit', 'reason']],
  [
    'original_document',
    [
      ...['against', 'original', 'original invoice', 'original document', 'credits invoice'],
      ...['preceding invoice', 'related invoice'],
    ],
  ],
  [
    'service_from',
    ['service from', 'period from', 'period start', 'week from', 'start date', 'from date', 'from'],
  ],
  ['service_to', ['service to', 'period to', 'period end', 'week to', 'end date', 'to date', 'to']],
  [
    'school',
    [
      ...['school', 'site', 'school name', 'urn', 'establishment', 'location', 'customer'],
      ...['branch', 'cost centre', 'organisational unit', 'service area', 'entity', 'department'],
    ],
  ],
  [
    'supplier',
    ['supplier', 'supplier name', 'vendor', 'vendor name', 'payee', 'beneficiary name', 'creditor'],
  ],
  [
    'item',
    [
      ...['item', 'item code', 'service', 'product', 'product code', 'role', 'grade', 'sku'],
      ...['expense type', 'expenditure category', 'procurement category', 'category'],
    ],
  ],
  [
    'description',
    ['description', 'notes', 'details', 'narrative', 'line description', 'expense area', 'purpose'],
  ],
  ['quantity', ['quantity', 'qty', 'units', 'days', 'hours', 'payslips', 'volume']],
  ['unit_price', ['unit price', 'rate', 'day rate', 'hourly rate', 'price', 'unit cost']],
  ['fee', ['fee', 'supplier fee', 'agency fee', 'agency margin', 'margin']],
  ['net', ['net', 'net amount', 'net total', 'amount net', 'line net', 'amount ex vat', 'ex vat']],
  ['vat', ['vat', 'vat amount', 'tax', 'tax amount']],
  [
    'gross',
    [
      ...['gross', 'gross amount', 'total', 'amount inc vat', 'total inc vat', 'inc vat'],
      ...['total gross', 'amount', 'invoice amount', 'payment amount', 'total amount', 'spend'],
    ],
  ],
  ['contract', ['contract', 'contract reference', 'contract ref', 'agreement']],
];

/** Suppliers' words for an invoice and for a credit note, in lower case without signs. */
export const kindWords: Readonly<Record<string, DocumentKind>> = {
  invoice: 'invoice',
  inv: 'invoice',
  pi: 'invoice',
  bill: 'invoice',
  'credit note': 'credit_note',
  credit: 'credit_note',
  crn: 'credit_note',
  cn: 'credit_note',
  pc: 'credit_note',
};

/** Words that say themselves which kind of credit they mean. */
export const creditWords: Readonly<Record<string, CreditKind>> = {
  rebate: 'rebate',
  'volume rebate': 'rebate',
  cancellation: 'reversal',
  cancelled: 'reversal',
  'invoice cancelled': 'reversal',
  'price correction': 'price',
  'rate correction': 'price',
};

const personalWords =
  /\b(candidate|worker|employee|staff|teacher|person|forename|surname|first name|last name|full name|e ?mail|phone|telephone|mobile|address( line)? ?\d*|post ?code|ni number|national insurance|date of birth|dob|user ?name|payroll number)\b/;

/** A header or word as it is compared: lower case, signs and double spaces gone. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether the name of a column says that it holds something about a person. */
export function isPersonal(header: string): boolean {
  return personalWords.test(plainWords(header));
}
