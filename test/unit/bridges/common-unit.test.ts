import t from 'tap';
import { unitsIn } from '../../../src/bridges/common-unit.ts';
import { contractOf, daysOf, priceOf, rangeOf } from '../lines/given.ts';

t.test('N28: an item has a unit only if both periods have the same', async (t) => {
  const valid = (text: string) => ({ valid: rangeOf(text) });
  const contract = contractOf([], {
    prices: [
      priceOf('PAYSLIP', { unit: 'payslip', ...valid('2024-09-01..2025-08-31') }),
      priceOf('PAYSLIP', { unit: 'payslip', ...valid('2025-09-01..2026-08-31') }),
      priceOf('TEACHER', { unit: 'half_day', ...valid('2024-09-01..2025-08-31') }),
      priceOf('TEACHER', { unit: 'day', ...valid('2025-09-01..2026-08-31') }),
      priceOf('SETUP', { lineClass: 'one_off', ...valid('2024-09-01..2026-08-31') }),
      priceOf('OLD', { unit: 'day', ...valid('2020-09-01..2021-08-31') }),
    ],
  });
  const unitOf = unitsIn([contract], daysOf('2024-09-01..2025-08-31 2025-09-01..2026-08-31'));
  const found = ['PAYSLIP', 'TEACHER', 'SETUP', 'OLD', 'UNKNOWN'].map((item) =>
    unitOf('PAY-2025', item),
  );
  t.strictSame(found, ['payslip', 'unlike_units', 'no_unit', 'no_unit', 'no_unit']);
  t.equal(unitOf('OTHER', 'PAYSLIP'), 'no_unit', 'an item is one of its contract');
  const inOneYear = unitsIn([contract], daysOf('2025-09-01..2025-12-31 2026-01-01..2026-04-30'));
  t.equal(inOneYear('PAY-2025', 'TEACHER'), 'day', 'other years do not matter');
});
