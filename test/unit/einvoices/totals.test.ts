import t from 'tap';
import { readTotals, readVat } from '../../../src/einvoices/totals.ts';
import { formatMoney } from '../../../src/money/money.ts';
import type { ProblemDetail } from '../../../src/problem.ts';
import { ublElement } from '../../support/einvoices.ts';

const amount = (name: string, text: string, currency = 'GBP') =>
  `<cbc:${name} currencyID="${currency}">${text}</cbc:${name}>`;
const document = (parts: string) => ublElement(`<cac:Item>${parts}</cac:Item>`);

t.test('totals that have to be there are missed, and the others are nothing', async (t) => {
  const all = [
    ['LineExtensionAmount', '100.00'],
    ['TaxExclusiveAmount', '98.00'],
    ['TaxInclusiveAmount', '117.60'],
    ['AllowanceTotalAmount', '5.00'],
    ['ChargeTotalAmount', '3.00'],
    ['PrepaidAmount', '17.00'],
    ['PayableRoundingAmount', '-0.60'],
    ['PayableAmount', '100.00'],
  ].map(([name = '', text = '']) => amount(name, text));
  const read = (parts: string) => {
    const problems: ProblemDetail[] = [];
    const total = document(`<cac:LegalMonetaryTotal>${parts}</cac:LegalMonetaryTotal>`);
    const totals = Object.entries(readTotals(total, { problems }));
    return { totals: totals.map(([term, money]) => `${term} ${formatMoney(money)}`), problems };
  };
  t.strictSame(read(all.join('')).totals, [
    'lines 100.00',
    'allowances 5.00',
    'charges 3.00',
    'net 98.00',
    'gross 117.60',
    'paid 17.00',
    'rounding -0.60',
    'due 100.00',
  ]);
  t.strictSame(
    read('').problems.map(({ message }) => message),
    [
      'Sum of the lines (BT-106) is missing.',
      'Total without VAT (BT-109) is missing.',
      'Total with VAT (BT-112) is missing.',
      'Amount due (BT-115) is missing.',
    ],
  );
});

t.test('VAT is what is given in pounds, once', async (t) => {
  const category =
    '<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:TaxCategory>';
  const subtotal = `<cac:TaxSubtotal>${amount('TaxableAmount', '98.00')}${amount('TaxAmount', '19.60')}${category}</cac:TaxSubtotal>`;
  const total = (parts: string) => `<cac:TaxTotal>${parts}</cac:TaxTotal>`;
  const inPounds = total(amount('TaxAmount', '19.60') + subtotal);
  const inEuros = total(amount('TaxAmount', '22.50', 'EUR'));
  const read = (parts: string) => {
    const problems: ProblemDetail[] = [];
    return { ...readVat(document(parts), { problems }), problems };
  };
  for (const parts of [inPounds, inPounds + inEuros, inEuros + inPounds]) {
    const { vat, breakdown, problems } = read(parts);
    t.equal(formatMoney(vat), '19.60');
    t.match(breakdown, [{ category: { code: 'S' }, taxable: 9800, vat: 1960 }]);
    t.strictSame(problems, []);
  }
  for (const [parts, count] of [
    ['', 0],
    [inEuros, 0],
    [inPounds + inPounds, 2],
  ] as const) {
    t.match(read(parts).problems, [
      { code: 'einvoice.total', message: new RegExp(`given ${count} times .*BR-CO-15`) },
    ]);
  }
});
