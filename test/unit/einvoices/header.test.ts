import t from 'tap';
import { headerCells } from '../../../src/einvoices/header.ts';
import type { ProblemDetail } from '../../../src/problem.ts';
import { cellsAre, ublElement } from '../../support/einvoices.ts';

function header(parts: string, root: 'invoice' | 'credit note' = 'invoice') {
  const problems: ProblemDetail[] = [];
  const code = root === 'invoice' ? 'InvoiceTypeCode>380' : 'CreditNoteTypeCode>381';
  const typed = `<cbc:${code}</cbc:${code.replace(/>.*/, '')}>`;
  // Any element of UBL can stand for the document, whose parts are what is read.
  const document = ublElement(`<cac:Item>${typed}${parts}</cac:Item>`);
  return { cells: headerCells(document, root, { problems }), problems };
}

const invoicePeriod = (parts: string) => `<cac:InvoicePeriod>${parts}</cac:InvoicePeriod>`;
const delivery = (parts: string) => `<cac:Delivery>${parts}</cac:Delivery>`;
const original = (id: string) =>
  `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${id}</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>`;
const party = (role: string, parts: string) =>
  `<cac:Accounting${role}Party><cac:Party>${parts}</cac:Party></cac:Accounting${role}Party>`;
const tradingName = (name: string) => `<cac:PartyName><cbc:Name>${name}</cbc:Name></cac:PartyName>`;
const legalName = (name: string) =>
  `<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity>`;

t.test('the period of a document, or the day of its delivery, or none', async (t) => {
  const delivered = delivery('<cbc:ActualDeliveryDate>2025-09-12</cbc:ActualDeliveryDate>');
  const start = '<cbc:StartDate>2025-09-01</cbc:StartDate>';
  const end = '<cbc:EndDate>2025-09-30</cbc:EndDate>';
  const code = '<cbc:DescriptionCode>35</cbc:DescriptionCode>';
  const examples: [parts: string, from: string, to: string, why: string][] = [
    [invoicePeriod(start + end) + delivered, '2025-09-01', '2025-09-30', 'the period'],
    [invoicePeriod(start) + delivered, '2025-09-01', '', 'half a period stays half'],
    [invoicePeriod(end), '', '2025-09-30', 'the other half'],
    [delivered, '2025-09-12', '2025-09-12', 'the delivery is one day'],
    [invoicePeriod(code) + delivered, '2025-09-12', '2025-09-12', 'a period without days is none'],
    [delivered + delivered, '2025-09-12, 2025-09-12', '2025-09-12, 2025-09-12', 'two are no day'],
    ['', '', '', 'nothing'],
  ];
  for (const [parts, from, to, why] of examples) {
    cellsAre(t, header(parts).cells, { 'Period start': from, 'Period end': to }, why);
  }
});

t.test('several originals are told as several, and one twice as one', async (t) => {
  const credit = (parts: string) => header(parts, 'credit note').cells['Preceding invoice'];
  t.equal(credit(original('A-1')), 'A-1');
  t.equal(credit(original('A-1') + original('A-1')), 'A-1');
  t.equal(credit(original('A-1') + original('A-2')), 'A-1, A-2');
  t.equal(credit(''), '');
});

t.test('who is meant has more than one place', async (t) => {
  const named = legalName('Invented Trust') + tradingName('Larkspur Bank');
  cellsAre(t, header(party('Customer', named)).cells, {
    Buyer: 'Invented Trust',
    'Buyer trading name': 'Larkspur Bank',
  });
  cellsAre(t, header(party('Customer', tradingName('Larkspur Bank'))).cells, {
    Buyer: 'Larkspur Bank',
  });
  cellsAre(t, header(party('Supplier', tradingName('Clearwater'))).cells, { Seller: 'Clearwater' });
  cellsAre(t, header(party('Supplier', named)).cells, { Seller: 'Invented Trust' });
  const place = delivery('<cac:DeliveryLocation><cbc:ID>LB-1</cbc:ID></cac:DeliveryLocation>');
  cellsAre(t, header(place).cells, { 'Delivery location': 'LB-1', 'Delivery name': '' });
  const reference = (id: string, code: string) =>
    `<cac:AdditionalDocumentReference><cbc:ID>${id}</cbc:ID><cbc:DocumentTypeCode>${code}</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>`;
  const object = header(reference('project', '50') + reference('METER-1', '130'));
  t.equal(object.cells['Object identifier'], 'METER-1');
});

t.test('a reason is what a credit note says of itself, and an invoice needs none', async (t) => {
  const note = '<cbc:Note>Hours not worked</cbc:Note>';
  t.equal(header(note, 'credit note').cells['Credit reason'], 'Hours not worked');
  t.equal(header(note).cells['Credit reason'], '');
  t.equal(header('', 'credit note').cells['Document type'], 'credit note');
});

t.test('a document without number or date is no document', async (t) => {
  const both = '<cbc:ID>A-1</cbc:ID><cbc:IssueDate>2025-10-03</cbc:IssueDate>';
  t.strictSame(header(both).problems, []);
  t.match(header('').problems, [
    { code: 'einvoice.unreadable', column: 'Invoice number', message: /BR-02/ },
    { code: 'einvoice.unreadable', column: 'Issue date', message: /BR-03/ },
  ]);
});
