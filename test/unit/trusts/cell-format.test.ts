import fc from 'fast-check';
import t from 'tap';
import { localDate } from '../../../src/calendar/local-date.ts';
import { decimal } from '../../../src/money/decimal.ts';
import {
  amount,
  type CellFormat,
  date,
  instant,
  oneOf,
  rate,
  text,
  urn,
  wholeNumber,
} from '../../../src/trusts/cell-format.ts';

const months = wholeNumber(1, 12);
const driver = oneOf(['pupils', 'payslips']);

t.test('a cell that can be read is written in its shortest form', async (t) => {
  const examples: [format: CellFormat<unknown>, cell: string, written: string][] = [
    [text, 'St Brannock, C of E', 'St Brannock, C of E'],
    [text, 'two\r\nlines\rmore', 'two\nlines\nmore'],
    [text, '=1+1', '=1+1'],
    [urn, '900001', '900001'],
    [urn, '10001', '10001'],
    [urn, '0012345', '0012345'],
    [date, '2028-02-29', '2028-02-29'],
    [amount, '4.10', '4.1'],
    [amount, '0', '0'],
    [amount, '-0.00', '0'],
    [amount, '1.333333', '1.333333'],
    [amount, '007', '7'],
    [rate, '0.20', '0.2'],
    [rate, '1', '1'],
    [months, '9', '9'],
    [months, '09', '9'],
    [driver, 'pupils', 'pupils'],
    [instant, '2025-08-12T10:00:00Z', '2025-08-12T10:00:00Z'],
    [instant, '2025-08-12T10:00:00.000Z', '2025-08-12T10:00:00Z'],
    [instant, '2025-08-12T10:00:10.500Z', '2025-08-12T10:00:10.5Z'],
  ];
  for (const [format, cell, written] of examples) {
    const value = format.read(cell);
    t.equal(
      value === undefined ? value : format.write(value),
      written,
      `${cell}, ${format.wanted}`,
    );
  }
});

t.test('a cell that says something else is refused, not guessed', async (t) => {
  const examples: [format: CellFormat<unknown>, cells: string[]][] = [
    [text, ['a\u0000b', 'a\u001bb', 'a\u007f']],
    [urn, ['1234', '12345678', '90000A', '900001.0', '٩٠٠٠٠١']],
    [date, ['01/09/2025', '2025-9-1', '2025-02-29', '2025-13-01', '20250901', '45901']],
    [
      amount,
      ['-0.01', '1,234.50', '£4.10', '1e3', '1.2345678', '4.1O', '0x10', '12345678901234567890'],
    ],
    [rate, ['1.01', '-0.2', '20%', '20']],
    [months, ['0', '13', '9.0', '-1', 'September', '1234567890123']],
    [driver, ['Pupils', 'equal', 'pupil']],
    [
      instant,
      [
        '2025-08-12',
        '2025-08-12 10:00:00',
        '2025-08-12T10:00:00',
        '2025-08-12T10:00:00+01:00',
        '2025-08-12T24:00:00Z',
        '2025-08-12T10:60:00Z',
        '2025-02-30T10:00:00Z',
        '2025-08-12T10:00:00.1234567Z',
      ],
    ],
  ];
  for (const [format, cells] of examples) {
    for (const cell of cells)
      t.equal(format.read(cell), undefined, `${cell}: not ${format.wanted}`);
  }
});

t.test('what was written is read back the same', async (t) => {
  const same = <Value>(format: CellFormat<Value>, value: Value) =>
    String(format.read(format.write(value))) === String(value);
  const decimals = fc
    .tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, part]) => decimal(`${whole}.${String(part).padStart(6, '0')}`));
  const dates = fc
    .tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map((parts) => localDate(...parts))
    .filter((day) => day !== undefined);
  t.doesNotThrow(() => {
    fc.assert(fc.property(decimals, (value) => same(amount, value)));
    fc.assert(fc.property(dates, (value) => same(date, value)));
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), (value) => same(months, value)));
  });
});
