// N6: payback and the effects of a year are said with their numbers (F6, F7).
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { effectsInWords } from '../../../src/effects/effect-words.ts';
import { paybackMonths, yearEffect } from '../../../src/effects/year-effect.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { isRight } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';

const came = ['2027-01', '2027-02', '2027-03'].map((month) => {
  return { month: month as Month, saving: pounds('350.00') };
});
const measures = measuresOf([
  cellOf({
    ...{ measuredEntries: 3, cost: pounds('1500.00'), measuredCost: pounds('1500.00') },
    ...{ cashCost: pounds('1500.00'), baselineCost: pounds('2550.00') },
    ...{ cashBaselineCost: pounds('2550.00'), oneOff: pounds('2000.00') },
  }),
]);

t.test('each figure has a sentence, and a sum that gives it again', async (t) => {
  const effect = yearEffect(came, { wholeMonths: 8, isMonthly: true });
  if (typeof effect === 'string') throw new Error(effect);
  const payback = paybackMonths(measures.oneOff, came);
  const words = effectsInWords(measures, came, { payback, effect, wholeMonths: 8 });
  t.strictSame(words, {
    net_saving_sentence:
      'The net saving is −£950.00: £1,050.00 cash saving − £2,000.00 one-off cost.',
    net_saving_sum: '£1,050.00 − £2,000.00 = −£950.00',
    payback_months_sentence:
      'The one-off cost is paid back after 5.7 months: £2,000.00 one-off cost × 3 months that came ÷ £1,050.00 saved in them.',
    payback_months_sum: '£2,000.00 × 3 ÷ £1,050.00 = 5.7 rounded',
    part_year_effect_sentence: 'This year saves £2,800.00: £350.00 a month × 8 months.',
    part_year_effect_sum: '£350.00 × 8 = £2,800.00',
    full_year_effect_sentence: 'A full year saves £4,200.00: £350.00 a month × 12 months.',
    full_year_effect_sum: '£350.00 × 12 = £4,200.00',
    next_year_effect_sentence:
      'Next year adds £1,400.00: £4,200.00 in a full year − £2,800.00 this year.',
    next_year_effect_sum: '£4,200.00 − £2,800.00 = £1,400.00',
  });
  for (const [name, text] of Object.entries(words))
    if (name.endsWith('_sum')) t.ok(isRight(text ?? ''), name);
});

t.test('what is refused or not measured has no sum', async (t) => {
  const none = effectsInWords(measuresOf([]), [], { payback: null, effect: null, wholeMonths: 0 });
  t.strictSame(none, {});
});
