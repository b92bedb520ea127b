import t from 'tap';
import { writeTerms } from '../../../src/contract-terms/written.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { rangeOf } from '../lines/given.ts';

t.test('terms travel in the order of item, day and size, an open end as null', async (t) => {
  const tier = (item: string, from: string, days: string) => ({
    ...{ item, fromQuantity: decimal(from), unitPrice: decimal('2.50'), valid: rangeOf(days) },
  });
  const told = writeTerms('P1', {
    end: undefined,
    tiers: [
      tier('B', '20', '2025-09-01..'),
      tier('B', '3', '2025-09-01..'),
      tier('A', '5', '2026-09-01..2027-08-31'),
    ],
    clauses: [],
    reviews: [],
  });
  t.equal(told.end, null);
  t.strictSame(
    told.volume_tiers.map(({ item, from_quantity, valid_to }) => [item, from_quantity, valid_to]),
    [
      ['A', '5', '2027-08-31'],
      ['B', '3', null],
      ['B', '20', null],
    ],
  );
});
