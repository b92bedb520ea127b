import t from 'tap';
import { termsOf } from '../../../src/watch/watched-terms.ts';
import { contractOf, priceOf, rangeOf } from '../lines/given.ts';

t.test('what the register says of the months of a contract', async (t) => {
  const contract = contractOf(
    [
      ['900002', '2025-11-15..2026-02-03'],
      ['900001', '2024-01-01..2025-10-10 2026-01-01..'],
    ],
    {
      prices: [
        priceOf('DESK', {
          unit: 'month',
          quantityBasis: 'whole_service',
          valid: rangeOf('2025-12-01..2026-03-31'),
        }),
        priceOf('PAYSLIP', { unit: 'payslip' }),
        priceOf('SETUP', { unit: 'month', lineClass: 'one_off' }),
      ],
    },
  );
  const urns = new Map(['900001', '900002'].map((urn) => [`id of ${urn}`, urn]));
  t.strictSame(termsOf([contract], urns), [
    {
      contract: 'PAY-2025',
      monthly: [{ from: '2025-12', to: '2026-03' }],
      recurring: [
        { from: '2025-12-01', to: '2026-03-31', isMonthly: true },
        { ...priceOf('PAYSLIP').valid, isMonthly: false },
      ],
      schools: [
        {
          urn: '900001',
          months: [
            { from: '2025-09', to: '2025-10' },
            { from: '2026-01', to: '2028-08' },
          ],
          days: [
            { from: '2025-09-01', to: '2025-10-10' },
            { from: '2026-01-01', to: '2028-08-31' },
          ],
        },
        {
          urn: '900002',
          months: [{ from: '2025-11', to: '2026-02' }],
          days: [{ from: '2025-11-15', to: '2026-02-03' }],
        },
      ],
    },
  ]);
});
