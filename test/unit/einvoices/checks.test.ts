import t from 'tap';
import { failuresOf } from '../../../src/einvoices/checks.ts';
import { readDocument } from '../../../src/einvoices/document.ts';
import { ublName } from '../../../src/einvoices/ubl-element.ts';
import { readXml } from '../../../src/einvoices/xml.ts';
import { sampleInvoice } from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

const failures = (text: string) => failuresOf(readDocument(readXml(text, ublName)));
const rules = (text: string) =>
  failures(text).map(({ message }) => /\(([A-Z\d-]+)\)\.$/.exec(message)?.[1]);

const sample = sampleInvoice([
  { kind: 'line', pence: 100_00, code: 'S', rate: 20 },
  { kind: 'allowance', pence: 10_00, code: 'S', rate: 20 },
  { kind: 'charge', pence: 5_00, code: 'S', rate: 20 },
]);

t.test('a document whose sums add up has no failure', async (t) => {
  t.strictSame(failures(sample), []);
  t.strictSame(failures(sampleInvoice([{ kind: 'line', pence: -5, code: 'E', rate: 0 }])), []);
});

t.test('each total stands for one rule', async (t) => {
  const examples = readTable(`
    element                printed  instead  rules
    LineExtensionAmount    100.00   100.01   BR-CO-10, BR-CO-13
    AllowanceTotalAmount   10.00    10.01    BR-CO-11, BR-CO-13
    ChargeTotalAmount      5.00     5.01     BR-CO-12, BR-CO-13
    TaxExclusiveAmount     95.00    95.01    BR-CO-13, BR-CO-15
    TaxInclusiveAmount     114.00   114.01   BR-CO-15, BR-CO-16
    PrepaidAmount          2.50     2.51     BR-CO-16
    PayableRoundingAmount  -0.01    0.00     BR-CO-16
    PayableAmount          111.49   111.50   BR-CO-16
  `);
  for (const { element = '', printed = '', instead = '', rules: expected = '' } of examples) {
    const found = rules(
      sample.replace(
        `${element} currencyID="GBP">${printed}<`,
        `${element} currencyID="GBP">${instead}<`,
      ),
    );
    t.strictSame(found, expected.split(', '), element);
  }
});

t.test('a line may be two pence away from quantity × price, and no more', async (t) => {
  const priced = (price: string) =>
    rules(
      sample.replace(/PriceAmount currencyID="GBP">[^<]*/, `PriceAmount currencyID="GBP">${price}`),
    );
  t.strictSame(priced('100.02'), []);
  t.strictSame(priced('99.98'), []);
  t.strictSame(priced('100.020001'), ['PEPPOL-EN16931-R120'], 'not even by less than a penny');
  t.strictSame(priced('99.979999'), ['PEPPOL-EN16931-R120']);
  const [failure] = failures(
    sample.replace('>1</cbc:InvoicedQuantity>', '>-1.5</cbc:InvoicedQuantity>'),
  );
  t.match(failure, {
    row: 2,
    column: 'Net',
    message:
      'Line 1: net is £100.00, and quantity × price with its charges and allowances comes to −£150.00 (PEPPOL-EN16931-R120).',
  });
});
