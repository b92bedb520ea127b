import t from 'tap';
import { procurementKinds } from '../../../src/amendments/record.ts';
import { dayBefore, nextDay } from '../../../src/calendar/local-date.ts';
import {
  pa2023,
  pcr2015,
  thresholdOn,
  thresholds,
  valueChangePercent,
} from '../../../src/duties/law.ts';
import { day } from './given.ts';

t.test(
  'each kind has one threshold on each day since the Act, and none before or after',
  async (t) => {
    for (const kind of procurementKinds) {
      t.equal(thresholdOn(kind, day('2025-02-23')), undefined);
      t.ok(thresholdOn(kind, day('2025-02-24')));
      t.equal(thresholdOn(kind, day('2028-01-01')), undefined);
      const [first, second] = thresholds.filter(({ kinds }) => kinds.includes(kind));
      t.equal(second && dayBefore(second.days.from), first?.days.to, `${kind} has no gap`);
      t.equal(nextDay(second?.days.to ?? day('2000-01-01')), '2028-01-01');
    }
  },
);

t.test('a section leads to its text', async (t) => {
  t.same(pa2023('53(1)'), {
    section: 'Procurement Act 2023 s. 53(1)',
    source: 'https://www.legislation.gov.uk/ukpga/2023/54/section/53',
  });
  t.equal(pcr2015('72').source, 'https://www.legislation.gov.uk/uksi/2015/102/regulation/72');
  t.same(
    ['works', 'goods'].map((kind) => valueChangePercent(kind as 'works')),
    [15, 10],
  );
});
