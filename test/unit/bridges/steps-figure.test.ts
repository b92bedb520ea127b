import t from 'tap';
import { stepsFigure } from '../../../src/bridges/steps-figure.ts';
import { pounds } from '../lines/given.ts';

const way = {
  id: 'way',
  caption: 'From old to new',
  start: { label: 'Old', amount: pounds('100.00') },
  moves: [
    { label: 'Dearer', amount: pounds('12.50') },
    { label: 'Nothing', amount: pounds('0.00') },
    { label: 'Less', amount: pounds('-30.00') },
  ],
  end: 'New',
  finding: (start: string, end: string) => `${start} became ${end}`,
};

t.test('steps add up from the start to the end, those of nothing left out', async (t) => {
  const { finding, table, svg } = stepsFigure(way, 'pence');
  t.equal(finding, '£100.00 became £82.50');
  t.strictSame(
    [...table.rows, ...(table.total ? [table.total] : [])].map(({ values }) =>
      Object.values(values),
    ),
    [
      ['Old', null, '100.00'],
      ['Dearer', '12.50', '112.50'],
      ['Less', '-30.00', '82.50'],
      ['New', null, '82.50'],
    ],
  );
  t.match(svg, /\+£12\.50[\s\S]*−£30\.00/);
});

t.test('of nothing there is no picture', async (t) => {
  const none = { ...way, start: { label: 'Old', amount: pounds('0.00') }, moves: [] };
  t.equal(stepsFigure(none, 'pounds').svg, null);
});
