import t from 'tap';
import { monthInWords } from '../../../src/calendar/month-words.ts';
import type { Month } from '../../../src/calendar/period.ts';

t.test('a month in words', async (t) => {
  t.equal(monthInWords('2025-06' as Month), 'June 2025');
  t.equal(monthInWords('2026-12' as Month), 'December 2026');
});
