import t from 'tap';
import {
  coverageFigure,
  cumulativeFigure,
  findingOf,
  savingsFigure,
} from '../../../src/overviews/saving-figures.ts';

const row = (name: string, saving: string | null) => ({
  name,
  values: { name, net_saving: saving },
});

t.test('the finding counts who is better off, and does not hide who is not', async (t) => {
  const found = (...savings: (string | null)[]) =>
    findingOf(
      'school',
      savings.map((saving) => row('Ash', saving)),
    );
  t.equal(found('1.00', '2.00'), 'Both schools are better off');
  t.equal(found('1.00', '2.00', '3.00'), 'All 3 schools are better off');
  t.equal(found('1.00', '-2.00', '0.00'), '1 of 3 schools is better off, 1 worse off');
  t.equal(found('1.00'), 'The school is better off');
  t.equal(found('-1.00'), '0 of 1 school are better off, 1 worse off');
  t.equal(found(), 'Nothing was bought by any school yet');
});

t.test('the picture says in words what it shows, losses as losses', async (t) => {
  const rows = [row('Ash', '10.00'), row('Beech', '-310.00')];
  const total = { values: { name: 'Total', net_saving: '-300.00' } };
  const figure = savingsFigure({ id: 'schools', noun: 'school', rows, total }, 'pounds');
  t.match(figure.svg, 'Beech: £310 worse off');
  t.match(figure.svg, '>£310 worse off</text>');
  t.strictSame(figure.table.rows, rows);
  t.equal(figure.table.total, total);
});

t.test('what was saved so far pays for what the change cost once, from a month on', async (t) => {
  const month = (name: string, saving: string | null, oneOff: string) => ({
    month: name,
    cash_saving: saving,
    rebate: '0.00',
    one_off: oneOff,
  });
  const rows = [month('2025-09', '50.00', '80.00'), month('2025-10', '40.00', '0.00')];
  const figure = cumulativeFigure(rows, 'pounds');
  t.equal(figure.finding, 'The change has paid for itself since October 2025');
  t.match(figure.table.rows[0]?.values, { saved: '50.00', spent: '80.00', net: '-30.00' });
  t.match(figure.table.rows[1]?.values, { saved: '90.00', spent: '80.00', net: '10.00' });
  t.match(cumulativeFigure(rows.slice(0, 1), 'pounds'), {
    finding: 'The change has not paid for itself yet',
    svg: null,
  });
  const lost = [...rows, month('2025-11', '-20.00', '0.00')];
  t.equal(cumulativeFigure(lost, 'pounds').finding, 'The change has not paid for itself yet');
  const regained = [...lost, month('2025-12', '30.00', '0.00')];
  t.match(cumulativeFigure(regained, 'pounds').finding, 'since December 2025');
});

t.test('coverage by month, unknown as unknown', async (t) => {
  const rows = [
    { month: '2025-09', coverage_percent: '87.6' },
    { month: '2025-10', coverage_percent: null },
    { month: '2025-11', coverage_percent: '100.0' },
  ];
  const figure = coverageFigure(rows);
  t.equal(figure.finding, 'Month by month 87.6% to 100% of what was paid is measured');
  t.match(figure.svg, 'October 2025 not known');
  t.equal(coverageFigure(rows.slice(2)).finding, 'Everything that was paid is measured');
  t.equal(coverageFigure([]).svg, null);
});
