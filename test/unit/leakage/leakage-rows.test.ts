import t from 'tap';
import { leakageOf } from '../../../src/leakage/leakage.ts';
import { leakageRows } from '../../../src/leakage/leakage-rows.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { cellOf, pounds } from '../lines/given.ts';

t.test('rows by place, an item always one of its contract', async (t) => {
  const [cost, before] = [pounds('80.00'), pounds('100.00')];
  const bought = { quantity: '10', cost, measuredCost: cost, cashCost: cost };
  const cells = ['900002', '900001'].map((urn) =>
    cellOf({ urn, ...bought, baselineCost: before, cashBaselineCost: before }),
  );
  const off = { urn: '900002', contract: 'PAY-2025', item: 'PAYSLIP', cost: pounds('9.00') };
  const lines = leakageOf(cells, [{ ...off, quantity: decimal('1') }]);
  const { rows, total } = leakageRows(lines, ['school']);
  t.match(rows, [
    { urn: '900001', cash_leakage: '0.00', compliance_percent: '100.0' },
    {
      ...{ urn: '900002', cash_leakage: '1.00', cash_own: '1.00' },
      ...{ cash_potential: '22.00', cash_realised: '20.00', avoidance_potential: '0.00' },
    },
  ]);
  t.match(total, {
    ...{ cash_potential: '42.00', off_contract_cost: '9.00' },
    ...{ cash_realisation_percent: '95.2', avoidance_realisation_percent: null },
  });
  t.match(leakageRows(lines, ['item']).rows, [
    { contract: 'PAY-2025', item: 'PAYSLIP', cash_estimated_leakage: '0.00', unknown_cost: '0.00' },
  ]);
});
