import t from 'tap';
import { measuresOf } from '../../../src/savings/measures.ts';
import { besidesOf } from '../../../src/workings/beside.ts';
import type { Measure } from '../../../src/workings/measure.ts';
import { isRight } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';
import { names } from './given.ts';

// Old and new, cash and avoidance, measured and not, in time and late: all at once.
const cells = [
  cellOf({
    entries: 1,
    measuredEntries: 1,
    cost: pounds('30.00'),
    measuredCost: pounds('20.00'),
    cashCost: pounds('20.00'),
    baselineCost: pounds('26.00'),
    cashBaselineCost: pounds('26.00'),
  }),
  cellOf({
    item: 'P45',
    isSustained: true,
    entries: 1,
    measuredEntries: 1,
    cost: pounds('5.00'),
    measuredCost: pounds('5.00'),
    baselineCost: pounds('8.00'),
  }),
];

t.test('what has to be known beside a figure, each with a sum that is right', async (t) => {
  const about = (measure: Measure) =>
    besidesOf({ place: {}, measure, names, cells }, measuresOf(cells)).map((each) => {
      t.ok(each.sum === null || isRight(each.sum), each.sentence);
      return each.about;
    });
  t.strictSame(about('net_saving'), ['new and sustained', 'avoidance apart', 'not measured']);
  t.strictSame(about('avoidance'), ['new and sustained', 'not measured']);
  t.strictSame(about('cost'), []);
});
