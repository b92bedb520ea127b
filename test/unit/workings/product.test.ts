import fc from 'fast-check';
import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, parseMoney } from '../../../src/money/money.ts';
import { numberTerm, poundsTerm, priceTerm } from '../../../src/workings/explanation.ts';
import { partOf, productOf, quantityOf } from '../../../src/workings/product.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { anyAmount, millionths, pounds } from '../lines/given.ts';

t.test('N1: every part of a split says its odd penny, and the parts add up', async () => {
  const anyWeights = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(
      anyAmount,
      anyWeights.filter((weights) => weights.some((one) => one > 0)),
      (amount, weights) => {
        const total = weights.reduce((sum, one) => sum + one, 0);
        const parts = weights.map((weight, index) =>
          partOf(
            'share',
            [poundsTerm('×', '', amount), numberTerm('×', '', weight), numberTerm('÷', '', total)],
            {
              amount,
              weights: weights.map(BigInt),
              index,
              names: weights.map(String),
              first: 'the lower URN',
            },
            'It has',
          ),
        );
        const all = parts.reduce((sum, { value }) => sum + (parseMoney(value ?? '') ?? 0), 0);
        return (
          all === amount &&
          parts.every(({ sum, value }) => sum !== null && isRight(sum) && resultOf(sum) === value)
        );
      },
    ),
  );
});

t.test(
  'the sentence names who got the pennies that were left over, and by which rule',
  async (t) => {
    // 100.00 over three equal weights: the tie goes to the first.
    const terms = [
      poundsTerm('×', 'net', pounds('100.00')),
      numberTerm('×', 'weight', 1),
      numberTerm('÷', 'in all', 3),
    ];
    const splitting = {
      amount: 10_000 as Money,
      weights: [1n, 1n, 1n],
      index: 0,
      names: ['Ash', 'Beech', 'Cedar'],
      first: 'the lower URN',
    };
    t.equal(
      partOf('net', terms, splitting, 'Ash has').sentence,
      'Ash has: £100.00 × 1 ÷ 3 = £33.33 rounded down + £0.01 left over = £33.34. The penny that was left over went to the largest remainder, of two alike to the lower URN: Ash.',
    );
    t.equal(
      partOf('net', terms, { ...splitting, index: 1 }, 'Beech has').sum,
      '£100.00 × 1 ÷ 3 = £33.33 rounded down',
    );
  },
);

t.test('a product is rounded once, half away from zero, and says so', async () => {
  const any = fc.integer({ min: -9_000_000, max: 9_000_000 });
  fc.assert(
    fc.property(any, any, fc.integer({ min: 1, max: 400 }), (quantity, price, days) => {
      const terms = [
        numberTerm('×', 'units', millionths(quantity)),
        numberTerm('÷', 'days', days),
        priceTerm('×', 'before', millionths(price)),
      ];
      return [
        productOf('cost before', terms, 'It is'),
        quantityOf('quantity', terms, 'It is'),
      ].every(
        ({ sum, value }) => sum !== null && isRight(sum) && Number(resultOf(sum)) === Number(value),
      );
    }),
  );
});

t.test('an exact product is not called rounded', async (t) => {
  const terms = [numberTerm('×', '', 10), priceTerm('×', '', decimal('3.10'))];
  t.equal(
    productOf('cost', terms, 'It is').sentence,
    `It is: 10 × £3.10 = £${formatMoney(pounds('31.00'))}.`,
  );
});
