import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { indexWarnings } from '../../../src/reports/not-indexed.ts';

const waiting = (series: string, month: string, urn = '100001') => {
  return { urn, contract: 'P1', month: month as Month, series };
};

t.test('P7: an avoidance that is not known yet is said so, by series', async (t) => {
  t.strictSame(indexWarnings([]), []);
  t.strictSame(
    indexWarnings([
      waiting('L55O', '2025-07'),
      waiting('D7BT', '2025-07'),
      waiting('D7BT', '2025-06'),
      waiting('D7BT', '2025-06', '100002'),
    ]),
    [
      'Not indexed yet: no level of D7BT was known for 2025-06, 2025-07, so what was avoided by that index in these months is not in these figures. Cash savings do not wait for it.',
      'Not indexed yet: no level of L55O was known for 2025-07, so what was avoided by that index in this month is not in these figures. Cash savings do not wait for it.',
    ],
  );
});
