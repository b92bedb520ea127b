// A profile that the tests of reading start from; each test changes what it is about.

import type { SupplierProfile } from '../../../src/invoices/supplier-profile.ts';

export const columns = {
  document_number: 'Invoice',
  document_date: 'Date',
  document_kind: 'Kind',
  credit_kind: 'Reason',
  original_document: 'Against',
  service_from: 'From',
  service_to: 'To',
  school: 'School',
  item: 'Item',
  description: 'Notes',
  quantity: 'Days',
  unit_price: 'Rate',
  net: 'Net',
  vat: 'VAT',
  gross: 'Gross',
} as const;

export function profileOf(facts: Partial<SupplierProfile> = {}): SupplierProfile {
  return {
    supplier: 'Northfield Supply Teachers',
    contract: 'SUPPLY-2025',
    files: ['northfield-*.csv'],
    encoding: 'utf-8',
    delimiter: ',',
    skip_rows: 0,
    total_rows: null,
    dates: 'dd/mm/yyyy',
    decimal: '.',
    thousands: ',',
    amounts: 'net',
    credit_sign: 'positive',
    personal: ['Candidate'],
    columns,
    words: {
      document_kind: { INV: 'invoice', CRN: 'credit_note' },
      credit_kind: { Returned: 'quantity', 'Rate correction': 'price', Cancelled: 'reversal' },
      whole_trust: ['Whole trust'],
      item: { Teacher: 'TEACHER' },
    },
    ...facts,
  };
}
