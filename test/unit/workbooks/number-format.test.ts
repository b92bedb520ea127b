import t from 'tap';
import { numberFormat } from '../../../src/workbooks/number-format.ts';

const spelt = (id: number, code?: string) => {
  const format = numberFormat(id, code);
  return format.kind === 'number' ? `number ${format.leastDigits}` : format.kind;
};

t.test('the formats that have no code', async (t) => {
  const kinds = Array.from({ length: 60 }, (_, id) => spelt(id));
  const of = (kind: string) => kinds.flatMap((found, id) => (found === kind ? [id] : []));
  t.strictSame(of('day'), [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
  t.strictSame(of('hours'), [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56]);
  t.equal(spelt(164), 'number 0', 'one that the workbook does not explain');
});

t.test('a format is told by its code, whatever its number', async (t) => {
  const examples: [code: string, kind: string, why: string][] = [
    ['General', 'number 0', 'no letter of it is of a date'],
    ['general', 'number 0', 'in small letters'],
    ['0.00', 'number 0', 'decimals'],
    ['#,##0.00;[Red]-#,##0.00', 'number 0', 'red is no day'],
    ['_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', 'number 0', 'accounting'],
    ['[$£-809]#,##0.00', 'number 0', 'a currency'],
    ['0.00E+00', 'number 0', 'scientific'],
    ['0%', 'number 0', 'per cent'],
    ['# ?/?', 'number 0', 'fractions'],
    ['@', 'number 0', 'text'],
    ['0 "days"', 'number 0', 'letters in quotation marks are only shown'],
    ['0\\d', 'number 0', 'and so is one behind a backslash'],
    ['0_d', 'number 0', 'a gap as wide as a letter'],
    ['0;dd/mm/yyyy', 'number 0', 'for numbers below zero'],
    ['', 'number 0', 'nothing'],
    ['00000', 'number 5', 'leading zeros'],
    ['00', 'number 2', 'leading zeros'],
    ['0', 'number 0', 'one zero leads nothing'],
    ['000.0', 'number 0', 'only of whole numbers'],
    ['dd/mm/yyyy', 'day', 'a day'],
    ['DD/MM/YYYY', 'day', 'in capitals'],
    ['[$-809]dd mmmm yyyy;@', 'day', 'with a language'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'day', 'a long day'],
    ['mmm-yy', 'day', 'a month is a day'],
    ['mmmm', 'day', 'alone, too'],
    ['yyyy', 'day', 'and so is a year'],
    ['dd/mm/yyyy hh:mm', 'day and time', 'with a time'],
    ['[<40000]dd/mm/yy;0', 'day', 'with a condition'],
    ['h:mm', 'hours', 'a time'],
    ['h:mm AM/PM', 'hours', 'of a half day'],
    ['mm:ss.0', 'hours', 'minutes are no months'],
    ['[h]:mm', 'hours', 'hours worked'],
    ['[mm]', 'hours', 'minutes worked'],
    ['[s]', 'hours', 'seconds worked'],
  ];
  for (const [code, kind, why] of examples) {
    t.equal(spelt(164, code), kind, `${code}: ${why}`);
    t.equal(spelt(14, code), kind, `${code}: as another meaning of a known number`);
  }
});
