import t from 'tap';
import {
  amountAt,
  areInPounds,
  note,
  numberAt,
  numberCell,
  type Place,
} from '../../../src/einvoices/amount.ts';
import { fraction, one, round } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { ublElement } from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

const place = (): Place => ({ problems: [], row: 4 });

function amountOf(amounts: string, isOptional = false): string {
  const here = place();
  const element = ublElement(`<cac:Price>${amounts}</cac:Price>`);
  const money = amountAt(element, 'cbc:Amount', 'Net (BT-131)', here, isOptional);
  const [problem] = here.problems;
  if (!problem) return formatMoney(money);
  t.match(problem, { row: 4, column: 'Net' });
  return `${problem.code}: ${problem.found}`;
}

const pounds = (text: string) => `<cbc:Amount currencyID="GBP">${text}</cbc:Amount>`;

t.test('an amount is whole pence in pounds, or refused', async (t) => {
  const examples = readTable(`
    printed            amount
    12.50              12.50
    12                 12.00
    12.5               12.50
    12.500             12.50
    +12.50             12.50
    -12.50             -12.50
    -0.00              0.00
    .5                 0.50
    -.5                -0.50
    999999999.99       999999999.99
    12.505             einvoice.amount: 12.505
    1000000000         einvoice.amount: 1000000000
    1,250.00           einvoice.amount: 1,250.00
    12,50              einvoice.amount: 12,50
    1e3                einvoice.amount: 1e3
    INF                einvoice.amount: INF
    £12.50             einvoice.amount: £12.50
  `);
  for (const { printed = '', amount } of examples)
    t.equal(amountOf(pounds(printed)), amount, printed);
  t.equal(amountOf(pounds(' 12.50\n')), '12.50', 'white space around it');
  t.equal(amountOf(pounds('1') + pounds('1')), 'einvoice.amount: 1, 1', 'two are not one');
  t.equal(amountOf(''), 'einvoice.amount: ', 'one that is missing');
  t.equal(amountOf('', true), '0.00', 'one that may be missing');
  t.equal(amountOf(pounds(''), true), 'einvoice.amount: ', 'and is there without a number');
  t.equal(amountOf('<cbc:Amount currencyID="EUR">1</cbc:Amount>'), 'einvoice.currency: EUR');
  t.equal(amountOf('<cbc:Amount>1</cbc:Amount>'), 'einvoice.currency: ');
});

t.test('quantities and prices are exact, and a cell holds what the ledger can', async (t) => {
  const examples = readTable(`
    printed          exact             cell
    12               12.000000000000   12
    12.50            12.500000000000   12.5
    -3.250           -3.250000000000   -3.25
    .5               0.500000000000    0.5
    0.1234567        0.123456700000    empty
    0.123456000      0.123456000000    0.123456
    0.123456789012   0.123456789012    empty
    999999999.999999  999999999.999999000000  999999999.999999
    0                0.000000000000    0
    0.1234567890123  refused           empty
    1000000000       refused           empty
    1e3              refused           empty
    .                refused           empty
    -                refused           empty
  `);
  for (const { printed = '', exact, cell } of examples) {
    const here = place();
    const element = ublElement(
      `<cac:Price><cbc:BaseQuantity>${printed}</cbc:BaseQuantity></cac:Price>`,
    );
    const value = numberAt(
      element,
      'cbc:BaseQuantity',
      'Quantity (BT-129)',
      here,
      fraction(one, 3),
    );
    t.equal(here.problems.length > 0 ? 'refused' : round(value, 12), exact, printed);
    t.equal(numberCell(value) || 'empty', cell, printed);
  }
  const none = numberAt(ublElement('<cac:Price/>'), 'cbc:ID', 'Quantity', place(), fraction(one));
  t.equal(numberCell(none), '1', 'what stands for one that is not there');
  t.equal(numberCell(fraction(one, 3)), '', 'a third is not exact in any decimals');
});

t.test('a problem has the row of its line, and none for the whole document', async (t) => {
  const document: Place = { problems: [] };
  note(document, 'Total VAT (BT-110)', { code: 'einvoice.amount', message: 'No.' });
  t.strictSame(document.problems, [
    { code: 'einvoice.amount', message: 'No.', column: 'Total VAT' },
  ]);
});

t.test('nothing is in another currency, and none of them is told twice', async (t) => {
  const here = place();
  const euros = ublElement('<cbc:Amount currencyID="EUR">1</cbc:Amount>');
  t.ok(areInPounds([], 'Net (BT-131)', here));
  t.ok(areInPounds([ublElement(pounds('1'))], 'Net (BT-131)', here));
  t.notOk(areInPounds([euros, euros], 'Net (BT-131)', here));
  t.match(here.problems, [{ code: 'einvoice.currency', column: 'Net', row: 4, found: 'EUR' }]);
  t.equal(here.problems.length, 1);
});
