import t from 'tap';
import examples from '../../../fixtures/worked-examples.json' with { type: 'json' };
import { decimal } from '../../../src/money/decimal.ts';
import { type ContractYear, yearsBegun } from '../../../src/tiers/contract-year.ts';
import { lostTiers, writeLostTier } from '../../../src/tiers/lost-tiers.ts';
import { standingOf, stepsOf, tierAt, type Volume } from '../../../src/tiers/tier.ts';
import { day, rangeOf } from '../lines/given.ts';

const [year] = yearsBegun(rangeOf('2025-09-01..2028-08-31'), day('2025-09-01')) as [ContractYear];
const steps = stepsOf([{ from: decimal('5500'), unitPrice: decimal('3.25') }], decimal('3.4'));
const outlook = (quantity: string, facts: Partial<Volume> = {}) => {
  const volume = {
    ...{ quantity: decimal(quantity), inWholeMonths: decimal(quantity), wholeMonths: 12 },
    ...{ months: 12, isOver: true, ...facts },
  };
  const standing = standingOf(steps, volume, tierAt(steps, decimal('0')));
  const items = [{ item: 'PAYSLIP', year, steps, volume, standing }];
  return [{ contract: 'PAY-2025', items, rebates: [] }];
};

t.test(
  '19: the volume that is left, at the price of its tier less that of the old one',
  async (t) => {
    const [lost, ...others] = lostTiers(outlook('6000'), outlook('5200'));
    t.strictSame(others, []);
    t.match(lost && writeLostTier(lost), {
      contract: 'PAY-2025',
      item: 'PAYSLIP',
      from: '2025-09',
      to: '2026-08',
      quantity_before: '6000',
      quantity_after: '5200',
      unit_price_before: '3.25',
      unit_price_after: '3.4',
      cost: examples['19_tier_loss'],
      in_words: /^Lost volume tier: PAYSLIP/,
    });
    t.strictSame(lostTiers(outlook('6000'), outlook('5600')), []);
    t.strictSame(
      lostTiers(outlook('6000'), []),
      [],
      'a contract without terms has nothing to lose',
    );
  },
);

t.test('a running year is compared by run rate over the same months', async (t) => {
  const running = { isOver: false, wholeMonths: 6 };
  const [lost] = lostTiers(
    outlook('3000', running),
    outlook('2600', { ...running, wholeMonths: 5 }),
  );
  t.equal(lost?.lost.quantityAfter.toFixed(), '5200');
});
