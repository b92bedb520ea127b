import t from 'tap';
import { documentType, rootType } from '../../../src/einvoices/document-type.ts';
import { readTable } from '../../support/table.ts';

t.test('which documents are a cost, which give one back, and why others are neither', async (t) => {
  const examples = readTable(`
    root         code  meaning      why
    invoice      380   invoice      a commercial invoice
    invoice      82    invoice      for metered services
    invoice      388   invoice      a tax invoice
    invoice      389   invoice      self-billed: written by the school, and a cost all the same
    invoice      393   invoice      sold to a factor
    invoice      383   invoice      a debit note adds to what is owed
    credit note  381   credit note  a credit note
    credit note  261   credit note  self-billed
    credit note  396   credit note  sold to a factor
    invoice      381   has the code of a credit note  nobody can tell its sign
    invoice      384   corrected invoice              it may replace the first, or add to it
    invoice      386   prepayment is not a cost yet   it comes off a later invoice
    invoice      325   pro forma                      nothing is to be paid
    invoice      326   partial invoice                the last one takes it off again
    invoice      751   for the accounts               the invoice itself comes as well
    invoice      71    of the type 71                 a request for payment
    invoice      toString  of the type toString       no code at all
    credit note  380   of the type 380                an invoice in a credit note
    credit note  420   of the type 420                another document
  `);
  for (const { root, code = '', meaning = '', why = '' } of examples) {
    const kind = root === 'invoice' ? 'invoice' : 'credit note';
    const isRead = meaning === 'invoice' || meaning === 'credit note';
    if (isRead) t.equal(documentType(kind, code), meaning, why);
    else {
      const refusal = { code: 'einvoice.kind', message: new RegExp(meaning) };
      t.throws(() => documentType(kind, code), refusal, why);
    }
  }
  t.throws(() => documentType('invoice', ''), { message: /does not say its type/ });
});

t.test('other XML is refused by what it is', async (t) => {
  t.equal(rootType('ubl:Invoice'), 'invoice');
  t.equal(rootType('ubl:CreditNote'), 'credit note');
  const cii = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100:CrossIndustryInvoice';
  const strangers: [name: string, message: RegExp][] = [
    [cii, /in the form CII, .*UBL 2\.1/],
    ['urn:ferd:CrossIndustryDocument:invoice:1p0:CrossIndustryDocument', /ZUGFeRD 1/],
    ['urn:x:StandardBusinessDocument', /in the envelope/],
    [':html', /web page/],
    [':Invoice', /not in the namespace of UBL 2\.1/],
    [':CreditNote', /not in the namespace of UBL 2\.1/],
    ['ubl:Order', /no e-invoice: it is “Order”/],
    [':toString', /no e-invoice: it is “toString”/],
  ];
  for (const [name, message] of strangers) {
    t.throws(() => rootType(name), { code: 'einvoice.kind', message }, name);
  }
});
