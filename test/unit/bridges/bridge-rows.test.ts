import t from 'tap';
import { costRows, lineDimensions, savingRows, watched } from '../../../src/bridges/bridge-rows.ts';
import { bridgeLines } from '../../../src/bridges/cost-bridge.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';

const bought = (urn: string, item: string, quantity: string, cost: string) =>
  cellOf({ urn, item, quantity, cost: pounds(cost) });
const lines = bridgeLines(
  [bought('900002', 'A', '10', '10.00'), bought('900001', 'A', '10', '20.00')],
  [bought('900002', 'A', '5', '6.00'), bought('900001', 'B', '1', '3.00')],
  (_, item) => (item === 'A' ? 'day' : 'no_unit'),
);

t.test('rows stand in the order of their place, and the total adds the same lines', async (t) => {
  const { rows, total } = costRows(lines, ['school']);
  t.match(rows, [
    { urn: '900001', ceased_lines: '-20.00', new_lines: '3.00', scope_reduction: '20.00' },
    { urn: '900002', price: '1.00', volume: '-5.00', demand_effect: '5.00', price_saving: '-1.00' },
  ]);
  t.match(total, { base_cost: '30.00', cost: '9.00', change: '-21.00', mix: '0.00' });
  t.notOk('unit' in (rows[0] ?? {}), 'what adds up items has no unit');
});

t.test('a row that is one line says its unit and quantities', async (t) => {
  const { rows } = costRows(lines, lineDimensions);
  t.match(rows, [
    { item: 'A', standing: 'ceased', unit: 'day', base_quantity: '10', quantity: '0' },
    { item: 'B', standing: 'new', unit: null, reason: null, quantity: '1' },
    { urn: '900002', standing: 'compared', base_quantity: '10', quantity: '5' },
  ]);
});

t.test('N6: a row of several lines is told by its parts, and the total by the rows', async (t) => {
  const { rows, total } = costRows(lines, ['school']);
  t.match(total, {
    price_saving_sentence: 'The price saving is −£1.00: −£1.00 of 900002.',
    volume_sum: '−£5.00 = −£5.00',
    mix_sentence: 'Mix changed the cost by £0.00: £0.00 in all.',
  });
  t.match(rows[1], { price_saving_sentence: 'The price saving is −£1.00: −£1.00 of PAY-2025.' });
  const byBoth = costRows(lines, ['school', 'contract']).rows[1];
  t.match(byBoth, {
    volume_sentence: 'Volume changed the cost by −£5.00: −£5.00 of 900002, PAY-2025, A.',
  });
  for (const row of [...rows, total]) {
    for (const name of ['price_saving', 'volume', 'mix']) {
      const sum = row[`${name}_sum`] ?? '';
      t.ok(isRight(sum), sum);
      t.equal(resultOf(sum), row[name]);
    }
  }
});

t.test('N23: what has not come is told for both periods', async (t) => {
  const at = (urn: string, month: string, hasCome: boolean) => {
    return { urn, contract: 'PAY-2025', month: month as Month, hasCome };
  };
  const expected = {
    base: [at('900001', '2024-09', true), at('900002', '2024-09', false)],
    compared: [at('900001', '2025-09', false), at('900001', '2025-10', false)],
  };
  const { rows, total } = watched(costRows(lines, ['school']), ['school'], expected);
  t.match(rows, [
    { urn: '900001', base_missing_invoices: '0', missing_invoices: '2' },
    { urn: '900002', base_missing_invoices: '1', missing_invoices: '0' },
  ]);
  t.match(total, { base_missing_invoices: '1', missing_invoices: '2', change: '-21.00' });
});

t.test('the bridge of savings is cut in the same way', async (t) => {
  const cells = [bought('900002', 'A', '1', '4.00'), bought('900001', 'A', '1', '3.00')];
  const { rows, total } = savingRows(cells, ['school']);
  t.match(rows, [
    { urn: '900001', start: '0.00', not_measured_cost: '3.00', paid: '3.00' },
    { urn: '900002', paid: '4.00' },
  ]);
  t.match(total, { measured_cost: '0.00', not_measured_cost: '7.00', paid: '7.00' });
});
