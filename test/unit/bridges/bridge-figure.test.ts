import t from 'tap';
import { bridgeFigure } from '../../../src/bridges/bridge-figure.ts';

const total = {
  start: '1000.00',
  index_avoidance: '0.00',
  cash_saving: '-50.00',
  other_avoidance: '100.00',
  measured_cost: '950.00',
  not_measured_cost: '30.00',
  off_contract_cost: '20.00',
  one_off: '10.00',
  rebate: '5.00',
  paid: '1005.00',
};

t.test('the steps lead from the prices before to exactly what was paid', async (t) => {
  const { table } = bridgeFigure(total, 'pence');
  t.strictSame(table.total?.values.so_far, total.paid);
  t.strictSame(
    table.rows.map(({ values }) => [values.amount, values.so_far]),
    [
      [null, '1000.00'],
      ['50.00', '1050.00'],
      ['-100.00', '950.00'],
      ['30.00', '980.00'],
      ['20.00', '1000.00'],
      ['10.00', '1010.00'],
      ['-5.00', '1005.00'],
    ],
    'a loss adds to the cost, and a step of nothing is left out',
  );
});

t.test('both ends and every step are said in words', async (t) => {
  const { svg, finding } = bridgeFigure(total, 'pounds');
  t.equal(
    finding,
    '£1,005 was paid; at the prices before, what is measured would have cost £1,000',
  );
  for (const text of ['At the prices before', 'Otherwise avoided', '−£100', '+£50', 'Paid'])
    t.match(svg, `>${text}</text>`);
});

t.test('of nothing there is no picture', async (t) => {
  t.equal(bridgeFigure({}, 'pounds').svg, null);
});
