import fc from 'fast-check';
import t from 'tap';
import {
  chargedPercent,
  chargeInWords,
  chargeOf,
  readPrice,
  unfitPrice,
  unitInWords,
  writtenPrice,
} from '../../../src/contracts/charge.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';

t.test('F14, F15: a price is pounds for a unit, or a percentage of pounds', async (t) => {
  const examples: [text: string, price: string | undefined][] = [
    ['4.25', '4.25 null'],
    ['0', '0 null'],
    ['22% mark-up', '1.22 mark-up'],
    ['22 % Markup', '1.22 mark-up'],
    ['0% mark-up', '1 mark-up'],
    ['12.3456% mark-up', '1.123456 mark-up'],
    ['18% discount', '0.82 discount'],
    ['100% discount', '0 discount'],
    ['101% discount', undefined],
    ['12.34567% mark-up', undefined],
    ['-1', undefined],
    ['22%', undefined],
    ['-22% mark-up', undefined],
    ['mark-up', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of examples) {
    const price = readPrice(text);
    t.equal(price && `${formatDecimal(price.unitPrice)} ${price.charge}`, expected, text);
    if (expected === undefined) t.throws(() => writtenPrice(text), RangeError);
    else t.strictSame(writtenPrice(text), price);
  }
});

t.test('what is said of a price comes back as that price', async () => {
  const percent = fc.integer({ min: 0, max: 1_000_000 }).map((count) => decimal(count / 10_000));
  fc.assert(
    fc.property(percent, fc.constantFrom('mark-up', 'discount'), (share, charge) => {
      const price = readPrice(`${formatDecimal(share)}% ${charge}`);
      const unit = charge === 'mark-up' ? 'pounds_of_pay' : 'pounds_at_list';
      return (
        price !== undefined &&
        chargeInWords(unit, price.unitPrice) === `a ${charge} of ${formatDecimal(share)}%`
      );
    }),
  );
});

t.test('units in words, and which of them are pounds', async (t) => {
  t.strictSame((['day', 'pounds_of_pay', 'pounds_at_list'] as const).map(chargeOf), [
    undefined,
    'mark-up',
    'discount',
  ]);
  t.strictSame((['half_day', 'pounds_of_pay', 'pounds_at_list'] as const).map(unitInWords), [
    'half day',
    'pounds of pay',
    'pounds at list price',
  ]);
  t.equal(chargeInWords('day', decimal('1.3')), undefined);
  t.equal(chargedPercent('mark-up', decimal('61000'), decimal('50000')), '22.0');
  t.equal(chargedPercent('discount', decimal('8200'), decimal('10000')), '18.0');
});

t.test('a price has to fit what its item is measured in', async (t) => {
  const examples: [price: string, unit: Parameters<typeof unfitPrice>[1], message: string][] = [
    ['212', 'day', ''],
    ['22% mark-up', 'pounds_of_pay', ''],
    ['1.22', 'pounds_of_pay', ''],
    ['18% discount', 'pounds_at_list', ''],
    ['0.82', 'pounds_at_list', ''],
    [
      '30% mark-up',
      'day',
      'A mark-up is for an item that is measured in pounds_of_pay, and STAFF is measured in day. Write what one unit costs, or give STAFF the unit pounds_of_pay in its price.',
    ],
    [
      '10% discount',
      'pounds_of_pay',
      'A discount is for an item that is measured in pounds_at_list, and STAFF is measured in pounds of pay. Write what one unit costs, or give STAFF the unit pounds_at_list in its price.',
    ],
    [
      '30% mark-up',
      undefined,
      'A mark-up is for an item that is measured in pounds_of_pay, and STAFF has no price that says so. Write what one unit costs, or give STAFF the unit pounds_of_pay in its price.',
    ],
    [
      '231.14',
      'pounds_of_pay',
      '£231.14 cannot be: STAFF is measured in pounds of pay, and one of them costs from £1.00 to £3.00. Write it as a mark-up, for example 22% mark-up.',
    ],
    [
      '1.05',
      'pounds_at_list',
      '£1.05 cannot be: STAFF is measured in pounds at list price, and one of them costs from £0.00 to £1.00. Write it as a discount, for example 18% discount.',
    ],
  ];
  for (const [text, unit, expected] of examples) {
    const price = readPrice(text);
    const unfit = price && unfitPrice('STAFF', unit, price);
    t.equal(unfit ? `${unfit.message} ${unfit.remedy}` : '', expected, `${text} ${unit}`);
  }
});
