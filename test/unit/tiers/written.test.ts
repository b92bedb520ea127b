import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { type ContractYear, yearsBegun } from '../../../src/tiers/contract-year.ts';
import { standingOf, stepsOf, tierAt } from '../../../src/tiers/tier.ts';
import { writeOutlook } from '../../../src/tiers/written.ts';
import { day, pounds, rangeOf } from '../lines/given.ts';

t.test('tiers and rebates travel with amounts and quantities as text', async (t) => {
  const [year] = yearsBegun(rangeOf('2025-09-01..2028-08-31'), day('2025-09-01')) as [ContractYear];
  const steps = stepsOf([{ from: decimal('5500'), unitPrice: decimal('3.25') }], decimal('3.4'));
  const volume = {
    ...{ quantity: decimal('6000'), inWholeMonths: decimal('6000'), wholeMonths: 9 },
    ...{ months: 12, isOver: false },
  };
  const standing = standingOf(steps, volume, tierAt(steps, decimal('0')));
  const clause = {
    ...{ spendAbove: decimal('50000'), rebateRate: decimal('0.02'), dueMonths: 2 },
    valid: rangeOf('2025-09-01..'),
  };
  const written = writeOutlook({
    contract: 'PAY-2025',
    items: [{ item: 'PAYSLIP', year, steps, volume, standing }],
    rebates: [
      {
        ...{ year, spend: pounds('80000.00'), clauses: [{ clause, earned: pounds('600.00') }] },
        ...{ earned: pounds('600.00'), received: pounds('0.00'), gap: pounds('600.00') },
        ...{ expectedOn: day('2026-10-31'), isDue: false },
      },
    ],
  });
  t.match(written, {
    contract: 'PAY-2025',
    items: [
      {
        item: 'PAYSLIP',
        from: '2025-09',
        quantity: '6000',
        tier: { from_quantity: '5500', unit_price: '3.25' },
        worth: '900.00',
        next: null,
        forecast_by_run_rate: { quantity: '8000', whole_months: 9 },
        warning: null,
        loss: '0.00',
        in_words: [/^PAYSLIP/],
      },
    ],
    rebates: [
      {
        spend: '80000.00',
        clauses: [{ spend_above: '50000', rebate_rate: '0.02', earned: '600.00' }],
        gap: '600.00',
        expected_on: '2026-10-31',
        is_due: false,
      },
    ],
  });
});
