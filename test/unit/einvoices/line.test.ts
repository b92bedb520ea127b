import t from 'tap';
import { netOf, periodCells, readExtra, readLine } from '../../../src/einvoices/line.ts';
import { round } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import type { ProblemDetail } from '../../../src/problem.ts';
import { cellsAre, ublElement } from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

const vat =
  '<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:ClassifiedTaxCategory>';
const item = `<cac:Item><cbc:Name>Milk</cbc:Name>${vat}</cac:Item>`;

function lineOf(parts: string, name = 'Invoice') {
  const problems: ProblemDetail[] = [];
  const line = ublElement(`<cac:${name}Line><cbc:ID>7</cbc:ID>${parts}</cac:${name}Line>`);
  return { ...readLine(line, 3, { problems, row: 3 }), problems };
}

const net = (text: string) =>
  `<cbc:LineExtensionAmount currencyID="GBP">${text}</cbc:LineExtensionAmount>`;
const quantity = (text: string) =>
  `<cbc:InvoicedQuantity unitCode="LTR">${text}</cbc:InvoicedQuantity>`;
const price = (text: string, base: string) =>
  `<cac:Price><cbc:PriceAmount currencyID="GBP">${text}</cbc:PriceAmount>${base === '-' ? '' : `<cbc:BaseQuantity>${base}</cbc:BaseQuantity>`}</cac:Price>`;
const extra = (indicator: string, text: string) =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${indicator}</cbc:ChargeIndicator><cbc:Amount currencyID="GBP">${text}</cbc:Amount></cac:AllowanceCharge>`;

t.test('a unit price is the price by its base quantity, if that is exact', async (t) => {
  const examples = readTable(`
    quantity  price   base  unit      calculated  why
    25        6.25    5     1.25      31.25       a price for five
    3         12.50   -     12.5      37.50       a price for one
    17        0.8734  3     empty     4.95        a third of it is not exact, and is not rounded
    1000      0.125   1000  0.000125  0.13        a price for a thousand
    -2        1.50    1     1.5       -3.00       taken back
    0.333333  3       -     3         1.00        six decimals
    7         0       -     0         0.00        free of charge
    1         0.00000025  -  empty    0.00        more decimals than the ledger has
  `);
  for (const {
    quantity: count = '',
    price: cost = '',
    base = '',
    unit,
    calculated,
    why = '',
  } of examples) {
    const line = lineOf(quantity(count) + net('1.00') + item + price(cost, base));
    t.strictSame(line.problems, [], why);
    t.equal(line.cells['Unit price'] || 'empty', unit, why);
    t.equal(round(line.calculated, 2), calculated, why);
  }
});

t.test('charges on a line add to it and allowances take off', async (t) => {
  const extras =
    extra('true', '0.79') + extra('false', '1.25') + extra('1', '1.00') + extra('0', '0.50');
  const line = lineOf(quantity('25') + net('31.29') + extras + item + price('6.25', '5'));
  t.equal(round(line.calculated, 2), '31.29');
  t.match(lineOf(net('1.00') + extra('perhaps', '1.00') + item).problems, [
    { code: 'einvoice.unreadable', row: 3, found: 'perhaps' },
  ]);
});

t.test('what cannot be told from a line is left empty or refused', async (t) => {
  const bare = lineOf(net('5.00') + item);
  cellsAre(t, bare.cells, {
    Quantity: '',
    Unit: '',
    'Unit price': '0',
    Item: 'Milk',
    'Item name': 'Milk',
  });
  t.notOk('Period start' in bare.cells, 'the period of the document stands');
  t.equal(lineOf(quantity('0.1234567') + net('5.00') + item).cells.Quantity, '0.1234567');
  const faulty = lineOf(`${quantity('five')}${net('5.001')}${item}${price('free', '0')}`);
  t.strictSame(
    faulty.problems.map(({ column, found }) => `${column}: ${found}`),
    ['Net: 5.001', 'Quantity: five', 'Unit price: free', 'Base quantity: 0'],
  );
});

t.test('a price in another currency is refused as an amount is', async (t) => {
  const euros = price('1.20', '-').replace('GBP', 'EUR');
  t.match(lineOf(quantity('2') + net('2.40') + item + euros).problems, [
    { code: 'einvoice.currency', row: 3, column: 'Unit price', found: 'EUR' },
  ]);
});

t.test('a line says what it is, for whom and when', async (t) => {
  const { cells, category } = lineOf(
    `<cbc:Note>Blue top</cbc:Note>
    <cbc:CreditedQuantity unitCode="LTR">2</cbc:CreditedQuantity>${net('2.40')}
    <cbc:AccountingCost>KITCHEN</cbc:AccountingCost>
    <cac:InvoicePeriod><cbc:EndDate>2025-09-30</cbc:EndDate></cac:InvoicePeriod>
    <cac:DocumentReference><cbc:ID>METER-1</cbc:ID></cac:DocumentReference>
    <cac:Item><cbc:Description>Whole milk</cbc:Description><cbc:Name>Milk</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID>MILK-1</cbc:ID></cac:SellersItemIdentification>${vat}
    </cac:Item>${price('1.20', '-')}`,
    'CreditNote',
  );
  t.strictSame(cells, {
    'Period start': '',
    'Period end': '2025-09-30',
    'Accounting reference': 'KITCHEN',
    'Object identifier': 'METER-1',
    Line: '7',
    Item: 'MILK-1',
    'Item name': 'Milk',
    Description: 'Whole milk',
    Quantity: '2',
    Unit: 'LTR',
    'Unit price': '1.2',
    Net: '2.40',
    'VAT category': 'S',
    'VAT rate': '20',
  });
  t.equal(category.code, 'S');
  t.equal(lineOf(`<cbc:Note>Blue top</cbc:Note>${net('1')}${item}`).cells.Description, 'Blue top');
  t.strictSame(periodCells(ublElement('<cac:InvoiceLine/>')), {});
});

t.test('an allowance on the whole document is a row below zero, a charge one above', async (t) => {
  const problems: ProblemDetail[] = [];
  const read = (indicator: string, reason: string) => {
    const piece = extra(indicator, '7.50').replace('<cbc:Amount', `${reason}<cbc:Amount`);
    return readExtra(ublElement(piece), 9, 2, { problems, row: 9 });
  };
  const reason = '<cbc:AllowanceChargeReason>Delivery</cbc:AllowanceChargeReason>';
  const code = '<cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>';
  const charge = read('true', reason + code);
  t.match(charge, { row: 9, kind: 'charge', cells: { Line: 'charge 2', Item: 'Delivery' } });
  cellsAre(t, charge.cells, { Quantity: '1', 'Unit price': '7.50', Net: '7.50' });
  const allowance = read('false', code);
  t.match(allowance, {
    kind: 'allowance',
    cells: { Line: 'allowance 2', Item: 'FC', Net: '-7.50' },
  });
  t.equal(allowance.cells.Quantity, undefined, 'nothing but money is taken off');
  t.equal(read('false', '').cells.Item, 'allowance');
  t.equal(formatMoney(netOf([charge, charge, allowance])), '7.50');
  t.strictSame(problems, []);
});
