import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { type ContractYear, yearsBegun } from '../../../src/tiers/contract-year.ts';
import type { RebateYear } from '../../../src/tiers/rebate.ts';
import { lostTier, standingOf, stepsOf, tierAt } from '../../../src/tiers/tier.ts';
import {
  itemSentences,
  lostTierSentence,
  rebateSentences,
  units,
  yearInWords,
} from '../../../src/tiers/words.ts';
import { day, pounds, rangeOf } from '../lines/given.ts';

const [year] = yearsBegun(rangeOf('2025-09-01..2028-08-31'), day('2025-09-01')) as [ContractYear];
const steps = stepsOf([{ from: decimal('5500'), unitPrice: decimal('3.25') }], decimal('3.4'));

function told(quantity: string, wholeMonths: number, isOver = false, expected = '0') {
  const volume = {
    ...{ quantity: decimal(quantity), inWholeMonths: decimal(quantity), wholeMonths },
    ...{ months: 12, isOver },
  };
  const standing = standingOf(steps, volume, tierAt(steps, decimal(expected)));
  return itemSentences({ item: 'PAYSLIP', year, steps, volume, standing });
}

t.test('where an item stands, in words', async (t) => {
  t.equal(yearInWords(year), '2025-09 to 2026-08');
  t.strictSame(
    ['5200', '1234567.5', '0.004', '999'].map((text) => units(decimal(text))),
    ['5,200', '1,234,567.5', '0', '999'],
  );
  t.strictSame(told('3900', 9, false, '5500'), [
    'PAYSLIP, 2025-09 to 2026-08: 3,900 so far are in the tier from 0 (£3.40 each).',
    'Next: the tier from 5,500 (£3.25 each), 1,600 to go; with it the year costs £825.00 less.',
    'Forecast by run rate, no promise: 3,900 in 9 whole months make 5,200 in 12, the tier from 0 (£3.40 each).',
    'Warning: the tier from 5,500 (£3.25 each) will be lost: without it the year costs £780.00 more.',
    'Warning: the tier from 5,500 (£3.25 each) will just be missed, by 300.',
  ]);
  t.strictSame(told('6000', 12, true), [
    'PAYSLIP, 2025-09 to 2026-08: 6,000 ended in the tier from 5,500 (£3.25 each), which takes £900.00 off against the first tier.',
  ]);
  t.match(told('5200', 12, true, '5500')[1], /was lost: without it the year costs £780\.00 more/);
  t.match(told('400', 1)[2], /400 in 1 whole month makes 4,800 in 12/);
});

t.test('what is earned, came and is to be claimed, in words', async (t) => {
  const rebate = (facts: Partial<RebateYear>) =>
    rebateSentences({
      ...{ year, spend: pounds('80000.00'), clauses: [], earned: pounds('1600.00') },
      ...{ received: pounds('0.00'), gap: pounds('1600.00') },
      ...{ expectedOn: day('2026-10-31'), isDue: false, ...facts },
    }).join(' ');
  t.equal(
    rebate({}),
    'Rebate, 2025-09 to 2026-08: of £80,000.00 net spend the clause earned £1,600.00, received £0.00; £1,600.00 is expected by 2026-10-31. What is expected is no saving before it is received.',
  );
  t.match(rebate({ isDue: true }), /£1,600\.00 is to be claimed: it was due on 2026-10-31\./);
  t.match(rebate({ gap: pounds('0.00') }), /nothing is open\.$/);
  t.match(rebate({ gap: pounds('-10.00') }), /£10\.00 more came than the clause says\.$/);
});

t.test('19: a lost tier in words', async (t) => {
  const lost = lostTier(steps, decimal('6000'), decimal('5200'));
  t.equal(
    lost && lostTierSentence('PAYSLIP', year, lost),
    'Lost volume tier: PAYSLIP, 2025-09 to 2026-08, falls from 6,000 to 5,200 and so from the tier from 5,500 (£3.25 each) to the tier from 0 (£3.40 each): £780.00 more for those who stay.',
  );
});
