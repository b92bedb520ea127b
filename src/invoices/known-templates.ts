import type { DateForm } from '../calendar/date-form.ts';
import { eInvoiceDialect } from '../einvoices/columns.ts';
import type { LineField, SupplierProfile } from './supplier-profile.ts';

/** The table that a well-known program or duty to publish makes, and what its columns mean here. */
export interface KnownTemplate {
  readonly name: string;
  /** Columns that together are in no other table; a file that has them all is one of these. */
  readonly marks: readonly string[];
  /** The column of each field; of several the first that the file has. */
  readonly columns: Readonly<Partial<Record<LineField, readonly string[]>>>;
  readonly personal: readonly string[];
  readonly amounts: SupplierProfile['amounts'];
  readonly creditSign: SupplierProfile['credit_sign'];
  readonly words?: SupplierProfile['words'];
  readonly dates?: DateForm;
  /** What a person has to know or decide before figures are made of such a file. */
  readonly notes: readonly string[];
}

const noQuantity =
  'The file has no quantities: lines of a recurring service cannot be compared with a baseline.';
const noCreditKind =
  'Amounts below zero do not say which kind of credit they are, so those rows are held.';

/** The programs and publications whose exact headers are known, the most particular first. */
export const knownTemplates: readonly KnownTemplate[] = [
  {
    name: 'UBL e-invoices (Peppol BIS Billing 3)',
    marks: ['Invoice number', 'Document type', 'Preceding invoice', 'Object identifier'],
    columns: {
      supplier: ['Seller'],
      ...Object.fromEntries(
        Object.entries(eInvoiceDialect.columns).map(([field, column]) => [field, [column]]),
      ),
    },
    personal: [],
    amounts: eInvoiceDialect.amounts,
    creditSign: eInvoiceDialect.credit_sign,
    words: { ...eInvoiceDialect.words, credit_kind: {}, whole_trust: [] },
    dates: eInvoiceDialect.dates,
    notes: [
      'The school is read from the buyer; a delivery location, an accounting reference or an object identifier (a site or meter number) can stand in its place.',
      'The reason of a credit note is its note, word for word.',
    ],
  },
  {
    name: 'Xero bills',
    marks: ['*ContactName', '*InvoiceNumber', '*InvoiceDate', '*Quantity', '*UnitAmount'],
    columns: {
      supplier: ['*ContactName'],
      document_number: ['*InvoiceNumber'],
      document_date: ['*InvoiceDate'],
      school: ['TrackingOption1'],
      item: ['InventoryItemCode'],
      description: ['Description', '*Description'],
      quantity: ['*Quantity'],
      unit_price: ['*UnitAmount'],
      vat: ['TaxAmount'],
    },
    personal: [
      'EmailAddress',
      ...['POAddressLine1', 'POAddressLine2', 'POAddressLine3', 'POAddressLine4'],
      ...['POCity', 'PORegion', 'POPostalCode', 'POCountry'],
    ],
    amounts: 'unit_price',
    creditSign: 'negative',
    notes: [
      'The unit amounts are taken without VAT: say so to whoever exports the file.',
      'The school is read from the first tracking category.',
      noCreditKind,
    ],
  },
  {
    name: 'QuickBooks Online bills',
    marks: ['*BillNo', '*Supplier', '*BillDate', '*LineAmount'],
    columns: {
      supplier: ['*Supplier'],
      document_number: ['*BillNo'],
      document_date: ['*BillDate'],
      school: ['Location'],
      item: ['*Account'],
      description: ['LineDescription'],
      net: ['*LineAmount'],
      vat: ['LineTaxAmount'],
    },
    personal: [],
    amounts: 'net',
    creditSign: 'negative',
    notes: ['The school is read from the location.', noQuantity, noCreditKind],
  },
  {
    name: 'Sage 50 audit trail',
    marks: ['Type', 'Account Reference', 'Nominal A/C Ref', 'Net Amount', 'Tax Amount'],
    columns: {
      supplier: ['Account Reference'],
      document_kind: ['Type'],
      document_number: ['Reference'],
      document_date: ['Date'],
      school: ['Department Code', 'Cost Code Refn'],
      item: ['Nominal A/C Ref'],
      description: ['Details'],
      net: ['Net Amount'],
      vat: ['Tax Amount'],
    },
    personal: ['User Name'],
    amounts: 'net',
    creditSign: 'positive',
    words: { document_kind: { PI: 'invoice', PC: 'credit_note' }, whole_trust: [] },
    dates: 'dd/mm/yyyy',
    notes: [
      'The school is read from the department: give each school its department code as an alias.',
      'Only purchase invoices (PI) and purchase credits (PC) are read; other types are held.',
      noQuantity,
    ],
  },
  {
    name: 'QuickFile purchases',
    marks: ['Receipt date', 'Supplier name', 'Total gross amount'],
    columns: {
      supplier: ['Supplier name'],
      document_number: ['Description'],
      document_date: ['Receipt date'],
      description: ['Description'],
      gross: ['Total gross amount'],
    },
    personal: [],
    amounts: 'gross',
    creditSign: 'negative',
    notes: [
      'The file has no invoice numbers: the description stands for them and has to be one of a kind.',
      'The file has no VAT, so all of the amount counts as net.',
      noQuantity,
      noCreditKind,
    ],
  },
  {
    name: 'council spend over £500',
    marks: ['Body name', 'Transaction date', 'Supplier (beneficiary)', 'Net amount'],
    columns: {
      supplier: ['Supplier (beneficiary)'],
      document_number: ['Transaction number'],
      document_date: ['Transaction date'],
      school: ['Department or service where expenditure occurred', 'Body name'],
      item: ['Procurement category'],
      description: ['Purpose of expenditure (narrative)'],
      net: ['Net amount'],
    },
    personal: [],
    amounts: 'net',
    creditSign: 'negative',
    notes: [
      'The irrecoverable VAT of the file is not read: it is not the VAT of the invoice.',
      noQuantity,
      noCreditKind,
    ],
  },
  {
    name: 'HM Treasury spend over £25,000',
    marks: ['Department family', 'Entity', 'Expense type', 'Expense area', 'Transaction number'],
    columns: {
      supplier: ['Supplier'],
      document_number: ['Transaction number'],
      document_date: ['Date'],
      school: ['Entity'],
      item: ['Expense type'],
      description: ['Expense area'],
      gross: ['Amount'],
    },
    personal: [],
    amounts: 'gross',
    creditSign: 'negative',
    notes: [
      'The amounts are what was paid, and their VAT is not known: all of it counts as net.',
      noQuantity,
      noCreditKind,
    ],
  },
];
