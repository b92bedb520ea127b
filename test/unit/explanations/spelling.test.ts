import t from 'tap';
import {
  addedUp,
  fieldsOf,
  inWords,
  pounds,
  spellTerms,
  telling,
} from '../../../src/explanations/spelling.ts';
import type { Money } from '../../../src/money/money.ts';
import { isRight } from '../../support/recompute.ts';
import { pounds as amount } from '../lines/given.ts';

const number = (value: string) => ({ sign: '×', label: '', value, unit: 'number' }) as const;

t.test('a figure is said with its sum, which can be worked out again', async (t) => {
  const terms = telling([
    pounds('+', 'before', amount('10.00')),
    pounds('+', 'by price', amount('-2.00')),
    pounds('+', 'by mix', amount('0.00')),
  ]);
  const told = inWords('It costs £8.00', terms, { value: '8.00' });
  t.strictSame(told, {
    sentence: 'It costs £8.00: £10.00 before − £2.00 by price.',
    sum: '£10.00 − £2.00 = £8.00',
  });
  const product = inWords('Told', [pounds('+', '', amount('10.00')), number('0.3333')], {
    value: '3.33',
    rounding: 'nearest',
  });
  t.equal(product.sum, '£10.00 × 0.3333 = £3.33 rounded');
  for (const { sum } of [told, product]) t.ok(isRight(sum ?? ''));
});

t.test('words are fields of a row, and what is not told has none', async (t) => {
  const told = { sentence: 'It is so.', sum: null };
  t.strictSame(fieldsOf({ price: told, mix: undefined }), {
    price_sentence: 'It is so.',
    price_sum: null,
  });
});

t.test('many parts: the largest by name, the rest together', async (t) => {
  const parts = Array.from({ length: 14 }, (_, at) => [`of ${at}`, (at * 100) as Money] as const);
  const terms = addedUp(parts);
  t.equal(terms.length, 12);
  t.match(spellTerms(terms), /^£13\.00 of 13 \+ .* \+ £3\.00 of 2 others$/);
  t.equal(spellTerms(addedUp([['of none', 0 as Money]])), '£0.00 in all');
});
