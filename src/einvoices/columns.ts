/** The columns that an e-invoice becomes, so that a profile names them as it does those of a CSV. */
export const columns = [
  'Invoice number',
  'Issue date',
  'Document type',
  'Preceding invoice',
  'Credit reason',
  'Period start',
  'Period end',
  'Buyer',
  'Buyer trading name',
  'Buyer identifier',
  'Buyer reference',
  'Delivery location',
  'Delivery name',
  'Accounting reference',
  'Object identifier',
  'Order reference',
  'Contract reference',
  'Seller',
  'Line',
  'Item',
  'Item name',
  'Description',
  'Quantity',
  'Unit',
  'Unit price',
  'Net',
  'VAT',
  'VAT category',
  'VAT rate',
  'Currency',
] as const;
export type Column = (typeof columns)[number];

/** The cells of one row by column; a column that is not there is empty. */
export type Cells = Readonly<Partial<Record<Column, string>>>;

/**
 * How every e-invoice is read: what a supplier's profile would otherwise have to say about its
 * files. Which column tells the school is the supplier's habit, so a profile may name another.
 */
export const eInvoiceDialect = {
  dates: 'yyyy-mm-dd',
  decimal: '.',
  thousands: '',
  amounts: 'net',
  credit_sign: 'positive',
  columns: {
    document_number: 'Invoice number',
    document_date: 'Issue date',
    document_kind: 'Document type',
    credit_kind: 'Credit reason',
    original_document: 'Preceding invoice',
    service_from: 'Period start',
    service_to: 'Period end',
    school: 'Buyer',
    item: 'Item',
    description: 'Description',
    quantity: 'Quantity',
    unit_price: 'Unit price',
    net: 'Net',
    vat: 'VAT',
  },
  words: { document_kind: { invoice: 'invoice', 'credit note': 'credit_note' } },
} as const;
