import t from 'tap';
import { leakageOf } from '../../../src/leakage/leakage.ts';
import { leakageRows } from '../../../src/leakage/leakage-rows.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { cellOf, pounds } from '../posting/given.ts';

t.test('rows by place, an item always one of its contract', async (t) => {
  const bought = { quantity: '10', cost: pounds('80.00'), measuredCost: pounds('80.00') };
  const cells = ['900002', '900001'].map((urn) =>
    cellOf({ urn, ...bought, baselineCost: pounds('100.00') }),
  );
  const off = { urn: '900002', contract: 'PAY-2025', item: 'PAYSLIP', cost: pounds('9.00') };
  const lines = leakageOf(cells, [{ ...off, quantity: decimal('1') }]);
  const { rows, total } = leakageRows(lines, ['school']);
  t.match(rows, [
    { urn: '900001', leakage: '0.00', compliance_percent: '100.0' },
    { urn: '900002', leakage: '1.00', own: '1.00', potential: '22.00', realised: '20.00' },
  ]);
  t.match(total, { potential: '42.00', off_contract_cost: '9.00', realisation_percent: '95.2' });
  t.match(leakageRows(lines, ['item']).rows, [
    { contract: 'PAY-2025', item: 'PAYSLIP', estimated_leakage: '0.00', unknown_cost: '0.00' },
  ]);
});
