import { currency, note, type Place } from './amount.ts';
import type { Cells } from './columns.ts';
import { type DocumentType, documentType } from './document-type.ts';
import { periodCells } from './line.ts';
import { all, textOf } from './ubl-element.ts';
import type { XmlElement } from './xml.ts';

/** The cells that all rows of a document share, unless a line has its own. */
export function headerCells(document: XmlElement, root: DocumentType, place: Place): Cells {
  const text = (path: string) => textOf(document, path);
  const isCredit = root === 'credit note';
  const typeCode = text(isCredit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode');
  const number = text('cbc:ID');
  const date = text('cbc:IssueDate');
  requireText(number, 'Invoice number', 'It has no number (BT-1, BR-02).', place);
  requireText(date, 'Issue date', 'It has no date (BT-2, BR-03).', place);
  const preceding = all(document, 'cac:BillingReference/cac:InvoiceDocumentReference');
  const originals = new Set(preceding.map((reference) => textOf(reference, 'cbc:ID')));
  const object = all(document, 'cac:AdditionalDocumentReference').filter(
    (reference) => textOf(reference, 'cbc:DocumentTypeCode') === '130',
  );
  const delivered = text('cac:Delivery/cbc:ActualDeliveryDate');
  const buyer = 'cac:AccountingCustomerParty/cac:Party';
  const seller = 'cac:AccountingSupplierParty/cac:Party';
  const legalName = 'cac:PartyLegalEntity/cbc:RegistrationName';
  const tradingName = 'cac:PartyName/cbc:Name';
  return {
    'Invoice number': number,
    'Issue date': date,
    'Document type': documentType(root, typeCode),
    // Several originals become a list that is none of them, so that the credit is held.
    'Preceding invoice': [...originals].join(', '),
    'Credit reason': isCredit ? text('cbc:Note') : '',
    'Period start': delivered,
    'Period end': delivered,
    ...periodCells(document),
    Buyer: text(`${buyer}/${legalName}`) || text(`${buyer}/${tradingName}`),
    'Buyer trading name': text(`${buyer}/${tradingName}`),
    'Buyer identifier': text(`${buyer}/cac:PartyIdentification/cbc:ID`),
    'Buyer reference': text('cbc:BuyerReference'),
    'Delivery location': text('cac:Delivery/cac:DeliveryLocation/cbc:ID'),
    'Delivery name': text('cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name'),
    'Accounting reference': text('cbc:AccountingCost'),
    'Object identifier': object.map((reference) => textOf(reference, 'cbc:ID')).join(', '),
    'Order reference': text('cac:OrderReference/cbc:ID'),
    'Contract reference': text('cac:ContractDocumentReference/cbc:ID'),
    Seller: text(`${seller}/${legalName}`) || text(`${seller}/${tradingName}`),
    Currency: currency,
  };
}

function requireText(text: string, column: string, message: string, place: Place): void {
  if (text) return;
  const remedy = 'Ask the supplier for a complete e-invoice.';
  note(place, column, { code: 'einvoice.unreadable', message, remedy });
}
