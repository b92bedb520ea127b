import t from 'tap';
import { bridgeFigure, changeFigure, changesFigure } from '../../../src/bridges/bridge-figure.ts';

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

const change = {
  base_cost: '100.00',
  ...{ price: '-5.00', volume: '20.00', mix: '0.00', new_lines: '7.00', ceased_lines: '-2.00' },
  ...{ outside: '0.00', cost: '120.00', price_saving: '5.00' },
};
const periods = { base: 'June 2025', compared: 'June 2026' };

t.test('price, volume and the rest lead from one period to the other', async (t) => {
  const { finding, table } = changeFigure(change, periods, 'pounds');
  t.equal(finding, 'The cost went from £100 to £120');
  t.strictSame(
    table.rows.map(({ values }) => values.amount),
    [null, '-5.00', '20.00', '7.00', '-2.00'],
  );
  t.equal(table.total?.values.so_far, change.cost);
});

t.test('schools that pay higher prices are counted, whatever volume did', async (t) => {
  const names = new Map([['100001', 'Ash']]);
  const rows = [
    { urn: '100001', ...change, price_saving: '-1.00' },
    { urn: '100002', ...change },
  ];
  const { finding, table } = changesFigure(rows, change, names);
  t.equal(finding, 'One school pays higher prices than in the base period');
  t.strictSame(
    table.rows.map(({ values }) => values.name),
    ['Ash', '100002'],
  );
  t.equal(table.total?.values.volume, '20.00');
  const [, same] = rows;
  const none = changesFigure(same ? [same] : [], change, names);
  t.match(none.finding, /^No school pays/);
});
