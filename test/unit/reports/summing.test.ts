import t from 'tap';
import { summing, sums } from '../../../src/reports/summing.ts';

t.test('what a report does not tell apart is told of months with late bookings only', async (t) => {
  const { told, isMonthTold } = summing(['urn']);
  t.match(told, 'case when true then school_id end as school_id');
  t.match(told, 'case when is_late then contract_id end as contract_id');
  t.equal(isMonthTold, 'is_late');
  t.equal(summing(['month']).isMonthTold, 'true');
});

t.test(
  'an index is left out of the sums of a month that is added up, and nothing else',
  async (t) => {
    const { counted, judged, added } = summing([]);
    const leftOut = counted.split(', ').filter((column) => column.startsWith('case when is_late'));
    t.equal(leftOut.length, sums.filter((name) => name.startsWith('indexed_')).length);
    t.equal(judged.split(', ').length, sums.length);
    t.match(added, 'sum(cost)::bigint as cost');
  },
);
