import t from 'tap';
import { type CellContext, cellText } from '../../../src/workbooks/cell-text.ts';
import type { StoredCell } from '../../../src/workbooks/stored-row.ts';
import { readTable } from '../../support/table.ts';

const context: CellContext = {
  texts: ['00042', '', 'a_x000D_b', 'x'.repeat(32_767), 'x'.repeat(32_768)],
  formats: [
    { kind: 'number', leastDigits: 0 },
    { kind: 'day' },
    { kind: 'hours' },
    { kind: 'number', leastDigits: 5 },
    { kind: 'day and time' },
  ],
  dates: 1900,
  isUncalculated: false,
  decimal: '.',
};
const blank: StoredCell = {
  column: 3,
  type: 'n',
  style: 0,
  hasFormula: false,
  value: '',
  inline: '',
};
const read = (cell: Partial<StoredCell>, given: Partial<CellContext> = {}) =>
  cellText({ ...blank, ...cell }, 7, { ...context, ...given });

t.test('a cell by its type and format', async (t) => {
  const examples = readTable(`
    type  style  value                text              why
    n     0      1234.50              1234.5            a number
    n     0      0.30000000000000004  0.3               without the noise of binary
    n     0      1.2345E+3            1234.5            in plain digits
    n     0      0.05                 0.05              five per cent
    n     0      -12.5                -12.5             below zero
    n     0      45991                45991             no format makes no day of a number
    n     1      45991                2025-11-30        a day
    n     1      45991.0              2025-11-30        a day
    n     1      45990.99999999999    2025-11-30        a day, but for the noise
    n     1      45991.0416666667     2025-11-30        the hour that summer time added to midnight
    n     1      45991.9999           2025-11-30T23:59:51  which may be the next day
    n     4      45991.5              2025-11-30T12:00  a time of day, which is refused later
    n     1      1234.5               1903-05-18        an amount that is shown as a day
    n     2      1.5                  36:00             hours worked, which are no 1.5
    n     3      42                   00042             leading zeros
    n     3      1234567              1234567           of which this needs none
    n     3      -42                  -42               nor this
    n     3      4.2                  4.2               nor this
    n     99     12.5                 12.5              a style that is not there
    n     0      NaN                  NaN               no number
    n     1      INF                  INF               no number
    n     0      1E+999               1E+999            greater than any
    s     0      0                    00042             a shared text keeps its zeros
    s     1      0                    00042             whatever its format
    str   0      INV_x005F_1          INV_1             the text of a formula
    b     0      1                    TRUE              yes
    b     0      0                    FALSE             no
    b     0      true                 TRUE              yes, strictly
    b     0      2                    2                 neither
    e     0      #REF!                #REF!             an error
    d     0      2025-11-30           2025-11-30        a day as ISO writes it
    d     0      2025-11-30T00:00:00  2025-11-30        with its midnight
    d     0      2025-11-30T00:00:00.000Z  2025-11-30  in detail
    d     0      2025-11-30T14:30:00  2025-11-30T14:30:00  with another time
  `);
  for (const { type = '', style, value = '', text, why } of examples) {
    t.equal(read({ type, style: Number(style), value }), text, `${type} ${value}: ${why}`);
  }
  t.equal(read({ type: 'inlineStr', inline: '007' }), '007');
  for (const type of ['n', 's', 'str', 'inlineStr']) t.equal(read({ type }), '', 'nothing');
  t.equal(read({ type: 's', value: '2' }), 'a_x000D_b', 'shared texts were read already');
});

t.test('numbers have the decimal sign that is wanted', async (t) => {
  t.equal(read({ value: '1234.5' }, { decimal: ',' }), '1234,5');
  t.equal(read({ value: '-1234567.25' }, { decimal: ',' }), '-1234567,25', 'without groups');
  t.equal(read({ value: '1234' }, { decimal: ',' }), '1234');
  t.equal(read({ type: 'str', value: '1.5' }, { decimal: ',' }), '1.5', 'a text is not touched');
});

t.test('days of workbooks that count from 1904', async (t) => {
  t.equal(read({ style: 1, value: '44529' }, { dates: 1904 }), '2025-11-30');
});

t.test('a formula has the result that was saved, and one without makes a fault', async (t) => {
  const fault = {
    fault:
      'Cell D7 holds a formula that was never worked out. Open the workbook, let it calculate, and save it.',
  };
  t.equal(read({ hasFormula: true, value: '12.5' }), '12.5');
  t.equal(read({ hasFormula: true, type: 'str', value: 'x' }), 'x');
  t.equal(read({ hasFormula: true, type: 'str' }), '', 'an empty text is a result');
  t.equal(read({ hasFormula: true, type: 'e', value: '#N/A' }), '#N/A');
  t.strictSame(read({ hasFormula: true }), fault);
  const given = { isUncalculated: true };
  t.strictSame(
    read({ hasFormula: true, value: '0' }, given),
    fault,
    'a result that was only put in',
  );
  t.equal(read({ value: '0' }, given), '0', 'what is no formula needs no working out');
});

t.test('a cell that is too long makes a fault', async (t) => {
  const fault = { fault: 'Cell D7 holds more than 32767 characters.' };
  t.equal(read({ type: 's', value: '3' }), context.texts[3]);
  t.strictSame(read({ type: 's', value: '4' }), fault);
  t.strictSame(read({ type: 'inlineStr', inline: 'x'.repeat(32_768) }), fault);
  t.strictSame(read({ type: 'n', value: '9'.repeat(32_768) }), fault);
});

t.test('what no workbook says is damage', async (t) => {
  const damages: [cell: Partial<StoredCell>, how: RegExp][] = [
    [{ type: 's', value: '5' }, /holds text 5, which is not there/],
    [{ type: 's', value: '-1' }, /holds text -1, which is not there/],
    [{ type: 's', value: 'length' }, /holds text length, which is not there/],
    [{ type: 'z', value: '1' }, /is of the unknown type "z"/],
  ];
  for (const [cell, message] of damages) {
    t.throws(() => read(cell), { code: 'file.unreadable', message });
  }
});
