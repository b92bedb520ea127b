import fc from 'fast-check';
import t from 'tap';
import { plainNumber, readDate, readDecimal, readMoney } from '../../../src/invoices/cell.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import { formatMoney, pence } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';

type Form = Parameters<typeof plainNumber>[1];

const british: Form = { decimal: '.', thousands: ',' };
const ungrouped: Form = { decimal: '.', thousands: '' };
const german: Form = { decimal: ',', thousands: '.' };
const french: Form = { decimal: ',', thousands: ' ' };
const swiss: Form = { decimal: '.', thousands: "'" };
const forms: Record<string, Form> = { british, ungrouped, german, french, swiss };

/** In the tables, `_` is a space, `~` a space that does not break, `−` the minus of typographers. */
const asPrinted = (cell = '') => cell.replaceAll('_', ' ').replaceAll('~', '\u00a0');

const moneyOf = (cell: string, form: Form = british) => {
  const money = readMoney(cell, form);
  return money === undefined ? 'refused' : formatMoney(money);
};

t.test('amounts in all the ways that suppliers write them', async (t) => {
  const examples = readTable(`
    cell            form       amount       why
    1234.50         british    1234.50      plain digits
    1,234.50        british    1234.50      thousands
    12,345,678.90   british    12345678.90  more thousands
    £1,234.50       british    1234.50      with its sign
    £_1,234.50      british    1234.50      and a space
    £~1,234.50      british    1234.50      and a space that does not break
    1,234.50_£      british    1234.50      the sign behind it
    1_234.50        british    1234.50      a space for the thousands
    1~234.50        british    1234.50      and one that does not break
    1234            british    1234.00      no pennies
    1234.5          british    1234.50      one decimal
    1234.           british    1234.00      a point and nothing behind it
    .50             british    0.50         nothing before the point
    1234.500000     british    1234.50      zeros behind the pennies
    0.00            british    0.00         nothing
    007.50          british    7.50         zeros before it
    +1.00           british    1.00         a plus
    -1.00           british    -1.00        below zero
    -£1.00          british    -1.00        the minus before the sign
    £-1.00          british    -1.00        the minus behind the sign
    -_£_1.00        british    -1.00        with spaces
    −1.00           british    -1.00        the minus of typographers
    1.00-           british    -1.00        the minus behind
    1.00−           british    -1.00        the typographers' one, too
    1.00_-          british    -1.00        with a space
    (1.00)          british    -1.00        in brackets
    (£1,234.50)     british    -1234.50     with its sign
    £(1.00)         british    -1.00        the sign before the bracket
    (_1.00_)        british    -1.00        with spaces
    1.00_CR         british    -1.00        a credit
    1.00cr          british    -1.00        in small letters
    £1.00_DR        british    1.00         a debit
    -0.00           british    0.00         nothing has no sign
    1234.50         ungrouped  1234.50      plain digits
    1_234.50        ungrouped  1234.50      white space is dropped
    1.234,50        german     1234.50      a comma for the decimals
    1.234           german     1234.00      a thousand, as the profile says
    12,5            german     12.50        one decimal
    1234,50         german     1234.50      no thousands
    1_234,50        french     1234.50      a space for the thousands
    1~234~567,00-   french     -1234567.00  and one that does not break
    1'234.50        swiss      1234.50      an apostrophe for the thousands
    999,999,999.99  british    999999999.99  the most that is taken for an amount
  `);
  for (const { cell, form = '', amount, why = '' } of examples) {
    t.equal(moneyOf(asPrinted(cell), forms[form]), amount, `${cell}: ${why}`);
  }
});

t.test('what is not surely one amount is refused, never guessed', async (t) => {
  const examples = readTable(`
    cell           form       why
    1.005          british    a fraction of a penny
    1.234          british    a thousand in another language, or a fraction of a penny
    1.234,50       british    another language
    1,23           british    a group of two
    1,2345         british    a group of four
    1234,567.00    british    a first group of four
    1,,234         british    an empty group
    ,123           british    an empty first group
    1,234,56       british    a last group of two
    1.23,4         british    a group behind the point
    1.2.3          british    two points
    1,234.50       ungrouped  the profile says that there are no thousands
    1,23           ungrouped  nor a comma
    1,234.50       german     another language
    1.23           german     a group of two
    1'234.50       british    an apostrophe that the profile does not name
    12_50          british    pounds and pence, or a slip: a group of two
    1_2_3          british    single digits
    1234_567       french     a first group of four
    1.50_00        british    a space behind the point
    1£20           british    a pound sign for the point
    £1_£2          british    two amounts
    --1.00         british    two signs
    -−1.00         british    two signs
    (-1.00)        british    two signs
    -(1.00)        british    two signs
    -1.00-         british    two signs
    +1.00-         british    two signs
    (1.00)-        british    two signs
    -1.00_CR       british    two signs
    (1.00)_CR      british    two signs
    (1.00          british    an open bracket
    1.00)          british    a closing bracket
    1.00+          british    a plus behind
    1.00_CR_DR     british    both
    CR             british    no digits
    £              british    no digits
    -              british    a dash is no zero
    £-             british    a dash is no zero
    .              british    a point
    1e3            british    scientific
    12O.00         british    a letter
    1.00_EUR       british    another currency
    $1.00          british    another currency
    n/a            british    words
    25%            british    a percentage
    ١٢٣            british    other digits
    =1+1           british    a formula
    1000000000.00  british    the number of an account
    90071992547409919  british  the number of a meter
  `);
  for (const { cell, form = '', why = '' } of examples) {
    t.equal(moneyOf(asPrinted(cell), forms[form]), 'refused', `${cell}: ${why}`);
  }
  for (const cell of ['', ' ', '\u200b1.00', '1\u00002']) {
    t.equal(moneyOf(cell), 'refused', JSON.stringify(cell));
  }
});

t.test('quantities and prices have up to six decimals', async (t) => {
  const examples = readTable(`
    cell            form     value
    4.5             british  4.5
    4.50            british  4.5
    1,234.567891    british  1234.567891
    0.000001        british  0.000001
    -12             british  -12
    (12)            british  -12
    12-             british  -12
    £212.00         british  212
    1.234           british  1.234
    1.234           german   1234
    4,5             german   4.5
    1.5000000       british  1.5
    0               british  0
    -0              british  0
    1.2345678       british  refused
    4,5             british  refused
    4½              british  refused
    4.5_days        british  refused
    999999999.5     british  999999999.5
    1000000000      british  refused
    -1000000000     british  refused
    1200345678901   british  refused
  `);
  for (const { cell, form = '', value } of examples) {
    const read = readDecimal(asPrinted(cell), forms[form] ?? british);
    t.equal(read ? formatDecimal(read) : 'refused', value, cell ?? '');
  }
});

t.test('a cell longer than any number is not searched for one', async (t) => {
  for (const cell of [
    '1'.repeat(100_000),
    '1 '.repeat(100_000),
    '1'.repeat(1000) + '£'.repeat(1000),
  ]) {
    t.equal(readMoney(cell, british), undefined);
  }
});

t.test('dates in the form of their column, in years that invoices have', async (t) => {
  const examples = readTable(`
    cell        dd/mm/yyyy  yyyy-mm-dd
    30/11/2025  2025-11-30  refused
    2025-11-30  2025-11-30  2025-11-30
    11/30/2025  refused     refused
    01/01/1990  1990-01-01  refused
    31/12/1989  refused     refused
    1989-12-31  refused     refused
    31/12/2099  2099-12-31  refused
    01/01/2100  refused     refused
    2100-01-01  refused     refused
  `);
  for (const { cell = '', ...row } of examples) {
    for (const form of ['dd/mm/yyyy', 'yyyy-mm-dd'] as const) {
      t.equal(readDate(cell, form) ?? 'refused', row[form], `${cell} as ${form}`);
    }
  }
});

t.test('any amount is read as it was meant, in any form', async (t) => {
  const amount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(pence);
  const form = fc.constantFrom(...Object.values(forms));
  const sign = fc.constantFrom(
    (digits: string) => `-${digits}`,
    (digits: string) => `\u2212£${digits}`,
    (digits: string) => `£ -${digits}`,
    (digits: string) => `(${digits})`,
    (digits: string) => `${digits}-`,
    (digits: string) => `${digits} CR`,
  );
  const rule = fc.property(amount, form, sign, (money, { decimal, thousands }, belowZero) => {
    const [whole = '', rest = ''] = formatMoney(pence(Math.abs(money))).split('.');
    const digits = `${whole.replace(/\B(?=(\d{3})+$)/g, thousands)}${decimal}${rest}`;
    const cell = money < 0 ? belowZero(digits) : digits;
    return readMoney(cell, { decimal, thousands }) === money;
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 1000 }));
});

t.test('whatever a cell holds, its digits are the digits of what is read', async (t) => {
  const letter = fc.constantFrom(..."0123456789.,-()£ \u00a0\u2212CRD+'");
  const cell = fc.array(letter, { maxLength: 9 }).map((list) => list.join(''));
  const rule = fc.property(cell, fc.constantFrom(...Object.values(forms)), (text, form) => {
    const plain = plainNumber(text, form);
    if (plain === undefined) return true;
    const digits = (it: string) => it.replace(/\D/g, '').replace(/^0+/, '');
    return /^-?\d+(\.\d*)?$/.test(plain) && digits(plain) === digits(text);
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 5000 }));
});
