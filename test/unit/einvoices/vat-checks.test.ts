import t from 'tap';
import { readDocument } from '../../../src/einvoices/document.ts';
import { ublName } from '../../../src/einvoices/ubl-element.ts';
import { vatFailures } from '../../../src/einvoices/vat-checks.ts';
import { readXml } from '../../../src/einvoices/xml.ts';
import { sampleInvoice } from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

const failures = (text: string) => vatFailures(readDocument(readXml(text, ublName)));
const rules = (text: string) =>
  failures(text).map(({ message }) => /\(([A-Z\d-]+)\)\.$/.exec(message)?.[1]);

t.test(
  'a standard rate may be rounded by less than a pound, and nothing else at all',
  async (t) => {
    const examples = readTable(`
    code  rate  taxable  vat     rules     why
    S     20    100.00   20.00   none      exact
    S     20    100.99   20.00   none      less than a pound
    S     20    101.00   20.00   BR-S-08   a pound
    S     20    99.01    20.00   none      less than a pound the other way
    S     20    99.00    20.00   BR-S-08   a pound
    S     20    100.00   20.99   none      less than a pound of VAT
    S     20    100.00   21.00   BR-CO-17  a pound of VAT
    S     20    100.00   19.00   BR-CO-17  a pound the other way
    S     20    100.00   -20.00  BR-CO-17  the other sign
    Z     0     100.01   0.00    BR-Z-08   no rate needs no rounding
    Z     0     100.00   0.01    BR-CO-17  and bears no VAT
    E     0     100.01   0.00    BR-E-08   exempt
    AE    0     100.01   0.00    BR-AE-08  reverse charge
    K     0     100.01   0.00    BR-IC-08  supplied within the Union
    G     0     100.01   0.00    BR-G-08   exported
    O     0     100.01   0.00    BR-O-08   outside the scope
  `);
    for (const { code = '', rate, taxable, vat, rules: expected = '', why = '' } of examples) {
      const text = sampleInvoice([{ kind: 'line', pence: 100_00, code, rate: Number(rate) }]);
      const [before = '', after = ''] = text.split('<cac:TaxSubtotal>');
      const changed = after
        .replace(
          /TaxableAmount currencyID="GBP">[^<]*/,
          `TaxableAmount currencyID="GBP">${taxable}`,
        )
        .replace(/TaxAmount currencyID="GBP">[^<]*/, `TaxAmount currencyID="GBP">${vat}`);
      const found = rules(`${before}<cac:TaxSubtotal>${changed}`);
      t.strictSame(found, expected === 'none' ? [] : [expected], why);
    }
  },
);

t.test('VAT is half a penny away from zero, below zero too', async (t) => {
  for (const pence of [250, -250, 12, -12, 13, -13]) {
    t.strictSame(rules(sampleInvoice([{ kind: 'line', pence, code: 'S', rate: 5 }])), []);
  }
});

t.test('a category that is charged and not listed, or listed twice, or unknown', async (t) => {
  const text = sampleInvoice([
    { kind: 'line', pence: 100_00, code: 'S', rate: 20 },
    { kind: 'line', pence: 10_00, code: 'S', rate: 5 },
  ]);
  const [subtotal = ''] = /<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>/s.exec(text) ?? [];
  t.match(failures(text.replace(subtotal, '')), [
    { code: 'einvoice.total', row: 2, message: /S at 20% is nowhere in the e-invoice \(BR-S-01\)/ },
  ]);
  t.strictSame(rules(text.replace(subtotal, subtotal.replace('100.00', '50.00').repeat(2))), [
    'BR-S-08',
    'BR-CO-17',
    'BR-S-08',
    'BR-CO-17',
  ]);
  t.strictSame(rules(text.replaceAll('>S<', '>X<')), ['BR-CL-17', 'BR-CL-17']);
  t.strictSame(
    rules(
      text.replace(
        '>S</cbc:ID><cbc:Percent>5</cbc:Percent></cac:ClassifiedTaxCategory>',
        '></cbc:ID></cac:ClassifiedTaxCategory>',
      ),
    ),
    ['BR-S-08', 'BR-CO-18'],
  );
});
