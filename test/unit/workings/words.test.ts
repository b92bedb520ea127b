import t from 'tap';
import { measuresOf } from '../../../src/savings/measures.ts';
import type { Measure } from '../../../src/workings/measure.ts';
import {
  avoidanceApart,
  lead,
  measuredInPart,
  plain,
  subjectOf,
  whyUnknown,
} from '../../../src/workings/words.ts';
import { readTable } from '../../support/table.ts';
import { cellOf, pounds } from '../lines/given.ts';
import { names } from './given.ts';

t.test('a figure is said so that a loss is a loss', async (t) => {
  const examples = readTable(`
    measure           value    said
    cash_saving       6.00     Beech saved £6.00
    cash_saving       -310.00  Beech was £310.00 worse off
    net_saving        0.00     Beech saved £0.00 net
    net_saving        -1.00    Beech was £1.00 worse off net
    avoidance         5.00     Beech avoided £5.00 of cost
    avoidance         -5.00    Beech paid £5.00 more than at the prices compared with
    cost              1234.50  The recurring cost of Beech is £1,234.50
    rebate            -2.00    The rebates of Beech are −£2.00
    coverage_percent  87.5     The measured part of the recurring cost of Beech is 87.5%
  `);
  for (const { measure, value = '', said } of examples) {
    t.equal(lead(measure as Measure, value, { urn: '900002' }, names), said);
  }
  t.equal(subjectOf({}, names), 'Northfield Trust');
  t.equal(subjectOf({ urn: '1' }, names), '1', 'a school without a name then');
});

t.test('an unknown figure says why', async (t) => {
  const [nothing, cost] = [measuresOf([]), measuresOf([cellOf({ cost: pounds('9.00') })])];
  t.match(whyUnknown('cash_saving', nothing, {}, names), /no recurring cost stands there/);
  t.match(whyUnknown('cash_saving', cost, {}, names), /no approved baseline .* £9\.00/);
  t.match(whyUnknown('coverage_percent', nothing, {}, names), /the recurring cost is nothing/);
  t.match(measuredInPart(cost), /^Of the recurring cost £9\.00 has no approved baseline/);
});

t.test('avoidance stands apart, signed', async (t) => {
  t.match(avoidanceApart(pounds('3.00')), /£3\.00 of cost was avoided .* no cash and is not added/);
  t.match(avoidanceApart(pounds('-3.00')), /£3\.00 more was paid/);
  t.strictSame([plain(null), plain(pounds('1.00'))], [null, '1.00']);
});
