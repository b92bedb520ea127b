import t from 'tap';
import { isSpecial, plainSums, sums, sumsToldApart } from '../../../src/reports/summing.ts';

t.test('what a report does not tell apart is told of months with late bookings only', async (t) => {
  const bySchool = sumsToldApart(['urn']);
  t.match(bySchool, 'case when true then school_id end as school_id');
  t.match(bySchool, 'case when is_late then contract_id end as contract_id');
  t.match(bySchool, 'case when is_late then booked_month end as booked_month');
  t.match(sumsToldApart(['month']), 'case when true then booked_month end as booked_month');
});

t.test(
  'an index is left out of the sums of a month that is added up, and nothing else',
  async (t) => {
    const leftOut = sumsToldApart([]).match(/case when is_late then \w+ else 0 end/g) ?? [];
    t.equal(leftOut.length, sums.filter((name) => name.startsWith('indexed_')).length);
  },
);

t.test('where no cell is special, all sums are plain', async (t) => {
  for (const name of ['booked_month', 'indexed_cost', 'indexed_baseline_cost'])
    t.match(isSpecial, name);
  const byMonth = plainSums(['month']);
  t.match(byMonth, 'case when true then service_month end as service_month');
  t.match(byMonth, 'case when false then school_id end as school_id');
  for (const name of sums) t.match(byMonth, `sum(${name})::bigint as ${name}`);
});
