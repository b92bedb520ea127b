import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { chargedInWords } from '../../../src/workings/charged.ts';
import { pounds } from '../lines/given.ts';

t.test('F14, F15: a mark-up and a discount as a board says them', async (t) => {
  const staff = {
    unit: 'pounds_of_pay',
    quantity: decimal('50000'),
    unitPrice: decimal('1.3'),
    cost: pounds('61000.00'),
    baselineCost: pounds('65000.00'),
    recoversAll: true,
  } as const;
  t.equal(
    chargedInWords(staff),
    '£50,000.00 were paid to the workers: a mark-up of 30% before, 22.0% now, so £65,000.00 before and £61,000.00 now.',
  );
  const goods = {
    unit: 'pounds_at_list',
    quantity: decimal('10000'),
    unitPrice: decimal('0.9'),
    cost: pounds('8200.00'),
    baselineCost: pounds('9000.00'),
    recoversAll: true,
  } as const;
  t.equal(
    chargedInWords(goods),
    '£10,000.00 is what it costs by the list: a discount of 10% before, 18.0% now, so £9,000.00 before and £8,200.00 now.',
  );
  t.notMatch(chargedInWords({ ...staff, recoversAll: false }), /% now/, 'VAT is no mark-up');
  t.notMatch(chargedInWords({ ...staff, quantity: decimal('0') }), /% now/);
  t.equal(chargedInWords({ ...staff, unit: 'day' }), undefined);
});
