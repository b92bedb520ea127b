import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { refuseUnfit } from '../../../src/validations/validation.ts';

const [from, to] = ['2025-09', '2025-11'] as [Month, Month];
const months = ['2025-09', '2025-10', '2025-11'] as Month[];

t.test('N21: a figure of closed months is signed by none of its authors', async (t) => {
  const authors = ['C. Manager', 'A. Maker'];
  const sign = (closed: Month[], by: string) => () =>
    refuseUnfit({ from, to }, new Set(closed), { authors, by });
  t.doesNotThrow(sign(months, 'T. Trustee'));
  t.throws(sign(months, 'c.  manager'), { code: 'validation.author' });
  t.throws(sign(months, 'A. Maker'), { code: 'validation.author' });
  for (const open of months) {
    const closed = months.filter((month) => month !== open);
    t.throws(sign(closed, 'T. Trustee'), { code: 'period.closed', message: open }, open);
  }
});
