import t from 'tap';
import { show, spellSum, spellTerms, type Unit } from '../../../src/explanations/spelling.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { explained, numberTerm, poundsTerm, priceTerm } from '../../../src/workings/explanation.ts';
import { readTable } from '../../support/table.ts';
import { pounds } from '../lines/given.ts';

t.test('a number is shown as people read it', async (t) => {
  const examples = readTable(`
    value       unit     shown
    1234.50     pounds   £1,234.50
    -310.00     pounds   −£310.00
    0.0325      price    £0.0325
    3.1         price    £3.10
    87.5        percent  87.5%
    -5.0        percent  −5.0%
    120.333333  number   120.333333
  `);
  for (const { value = '', unit, shown } of examples) t.equal(show(value, unit as Unit), shown);
});

t.test('an amount below zero turns its sign', async (t) => {
  const terms = [
    poundsTerm('-', 'one-off', pounds('3.00')),
    poundsTerm('-', 'less', pounds('-5.00')),
    poundsTerm('+', 'late', pounds('-1.00')),
    poundsTerm('+', 'unknown', null),
  ];
  t.equal(spellTerms(terms), '−£3.00 one-off + £5.00 less − £1.00 late');
  const { sum, sentence } = explained('figure', '1.00', terms, (told) => `It is £1.00: ${told}.`);
  t.equal(sum, '−£3.00 + £5.00 − £1.00 = £1.00');
  t.equal(sentence, 'It is £1.00: −£3.00 one-off + £5.00 less − £1.00 late.');
  t.equal(
    explained('figure', null, terms, () => 'Unknown.').sum,
    null,
    'no sum of what is unknown',
  );
});

t.test('how a product became pence is part of the sum', async (t) => {
  const terms = [
    numberTerm('×', '', 7),
    priceTerm('×', '', decimal('0.0325')),
    numberTerm('÷', '', decimal('2.5')),
  ];
  const facts = { about: '', unit: 'pounds', terms, oddPenny: '0.00' } as const;
  t.equal(
    spellSum({ ...facts, value: '0.09', rounding: 'nearest' }),
    '7 × £0.0325 ÷ 2.5 = £0.09 rounded',
  );
  t.equal(
    spellSum({ ...facts, value: '0.09', rounding: 'down' }),
    '7 × £0.0325 ÷ 2.5 = £0.09 rounded down',
  );
  t.equal(
    spellSum({ ...facts, value: '-0.10', rounding: 'down', oddPenny: '-0.01' }),
    '7 × £0.0325 ÷ 2.5 = −£0.09 rounded down − £0.01 left over = −£0.10',
  );
});
