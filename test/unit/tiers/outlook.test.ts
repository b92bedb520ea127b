import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import { yearsBegun } from '../../../src/tiers/contract-year.ts';
import { type Bought, outlookOf, stepsIn } from '../../../src/tiers/outlook.ts';
import { contractOf, day, pounds, priceOf, rangeOf } from '../lines/given.ts';

const contract = contractOf([], {
  term: rangeOf('2025-09-01..2028-08-31'),
  prices: [priceOf('PAYSLIP', { unitPrice: decimal('3.25'), valid: rangeOf('2025-09-01..') })],
});
const tier = (from: string, price: string, valid = '2025-09-01..') => ({
  contractId: contract.id,
  item: 'PAYSLIP',
  fromQuantity: decimal(from),
  unitPrice: decimal(price),
  valid: rangeOf(valid),
});
const terms = { tiers: [tier('0', '3.4'), tier('5500', '3.25'), tier('8000', '3.1')], clauses: [] };
const bought = (...quantities: string[]): Bought => ({
  lines: quantities.map((quantity, year) => ({
    ...{ item: 'PAYSLIP', year, lineId: null, days: 0 },
    ...{ quantity: decimal(quantity), net: pounds('0.00') },
  })),
  months: [{ item: 'PAYSLIP', month: '2026-09' as Month, quantity: decimal(quantities[1] ?? '0') }],
  receipts: [],
});

t.test('the tier that is charged or was reached before is the one to keep', async (t) => {
  const told = (of: Bought, today: string) =>
    outlookOf(contract, terms, of, day(today)).items.map(({ year, standing }) =>
      [year.from, formatDecimal(standing.expected.from), standing.warning].join(' '),
    );
  t.strictSame(told(bought('5200'), '2026-09-01').slice(0, 1), ['2025-09 5500 lost']);
  t.strictSame(
    told(bought('8100', '600'), '2026-10-01'),
    ['2025-09 5500 ', '2026-09 8000 lost'],
    'what the year before reached is to be kept, though a lower tier is charged',
  );
});

t.test('a year without a tier has no steps, and neither has an item without a price', async (t) => {
  const [year] = yearsBegun(contract.term, day('2025-09-01'));
  if (!year) throw new Error('the first year has begun');
  const later = { tiers: [tier('0', '3.4', '2026-09-01..')] };
  t.equal(stepsIn(contract, later, 'PAYSLIP', year), undefined);
  t.equal(stepsIn({ ...contract, prices: [] }, terms, 'PAYSLIP', year), undefined);
  t.equal(stepsIn(contract, terms, 'PAYSLIP', year)?.length, 3);
  const only = stepsIn(contract, { tiers: [tier('8000', '3.1')] }, 'PAYSLIP', year);
  t.equal(only?.[0]?.unitPrice.toFixed(), '3.25', 'the price of the contract is the first step');
});
