import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { completenessBy, completenessOf } from '../../../src/watch/completeness.ts';

const at = (urn: string, contract: string, month: string, hasCome: boolean) => {
  return { urn, contract, month: month as Month, hasCome };
};
const year = Array.from({ length: 12 }, (_, index) =>
  at('900001', 'PAY', `2025-${String(index + 1).padStart(2, '0')}`, index !== 7),
);

t.test('N23: eleven of twelve months are not all', async (t) => {
  t.strictSame(completenessOf(year), {
    expected_invoices: '12',
    missing_invoices: '1',
    complete_percent: '91.7',
  });
  t.strictSame(completenessOf([]), {
    expected_invoices: '0',
    missing_invoices: '0',
    complete_percent: null,
  });
});

t.test('each place of a report is told for itself', async (t) => {
  const months = [
    ...year,
    at('900002', 'PAY', '2025-08', false),
    at('900002', 'IT', '2025-08', true),
  ];
  const missing = (place: Record<string, string>) =>
    completenessBy(months, Object.keys(place))(place).missing_invoices;
  t.equal(missing({ urn: '900001' }), '1');
  t.equal(missing({ month: '2025-08' }), '2');
  t.equal(missing({ month: '2025-07' }), '0');
  t.equal(missing({ contract: 'IT' }), '0');
  t.equal(missing({ urn: '900002', contract: 'PAY' }), '1');
  t.equal(missing({ urn: '900002', contract: 'PAY', item: 'A' }), '1', 'an item like its contract');
  t.equal(missing({ urn: '900009' }), '0', 'where nothing is expected');
});
