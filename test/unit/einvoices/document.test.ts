import { readFileSync } from 'node:fs';
import t from 'tap';
import { readDocument } from '../../../src/einvoices/document.ts';
import { ublName } from '../../../src/einvoices/ubl-element.ts';
import { readXml } from '../../../src/einvoices/xml.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { problemsOf, ublDocument } from '../../support/einvoices.ts';

const read = (text: string) => readDocument(readXml(text, ublName));
const fixture = (name: string) => readFileSync(`fixtures/einvoices/${name}.xml`, 'utf8');

t.test('lines come first, and allowances and charges on the document after them', async (t) => {
  const { rows, totals, breakdown, cells } = read(fixture('small-invoice'));
  t.strictSame(
    rows.map(({ row, kind, net }) => `${row} ${kind} ${formatMoney(net)}`),
    ['2 line 125.00', '3 line 10.00', '4 allowance -5.00', '5 charge 8.00'],
  );
  t.equal(formatMoney(totals.vat), '25.60');
  t.equal(breakdown.length, 2);
  t.match(cells, { 'Invoice number': 'CLW-2025-1040', Currency: 'GBP' });
});

t.test('everything that cannot be read is told at once', async (t) => {
  const text = fixture('small-invoice')
    .replace('<cbc:IssueDate>2025-11-03</cbc:IssueDate>', '')
    .replace('>10.00<', '>ten<')
    .replace('>138.00<', '>138.001<')
    .replaceAll('>125.00<', '>125,00<');
  t.match(
    problemsOf(() => read(text)),
    [
      { code: 'einvoice.amount', row: 2, column: 'Net', found: '125,00' },
      { code: 'einvoice.unreadable', column: 'Issue date' },
      { code: 'einvoice.amount', column: 'Taxable amount', found: 'ten' },
      { code: 'einvoice.amount', column: 'Total without VAT', found: '138.001' },
    ],
  );
});

t.test('another currency, or none, is one reason for all', async (t) => {
  for (const code of ['EUR', '', 'GBP</cbc:DocumentCurrencyCode><cbc:DocumentCurrencyCode>EUR']) {
    const text = fixture('small-invoice').replace('>GBP<', `>${code}<`);
    t.match(
      problemsOf(() => read(text)),
      [{ code: 'einvoice.currency', column: 'Currency' }],
    );
  }
});

t.test('lines of the other kind of document are none', async (t) => {
  const text = fixture('small-invoice').replaceAll('cac:InvoiceLine', 'cac:CreditNoteLine');
  t.match(
    problemsOf(() => read(text)),
    [{ code: 'einvoice.unreadable', message: /BR-16/ }],
  );
});

t.test('a document of more than 50,000 parts is refused', async (t) => {
  t.throws(() => read(ublDocument('<cac:InvoiceLine/>'.repeat(50_001))), {
    message: /50,000 lines/,
  });
});
