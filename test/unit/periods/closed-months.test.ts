import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { bookedMonth } from '../../../src/periods/closed-months.ts';
import { readTable } from '../../support/table.ts';
import { orNull } from '../lines/given.ts';

t.test('a figure stands in its month, or in the first open one after it', async (t) => {
  const examples = readTable(`
    closed                    service month  booked in  why
    -                         2025-09        2025-09    nothing is closed
    2025-09                   2025-09        2025-10    the next month is open
    2025-09 2025-10 2025-11   2025-09        2025-12    the first one that is open
    2025-09 2025-11           2025-09        2025-10    an open month between closed ones
    2025-09 2025-11           2025-11        2025-12    not back into the one before
    2025-11 2025-12           2025-11        2026-01    over the end of a year
    2025-09                   2025-10        2025-10    another month is closed
    2025-09                   2025-08        2025-08    an earlier month that is open
  `);
  for (const { closed, 'service month': month, 'booked in': booked, why } of examples) {
    const months = new Set((orNull(closed)?.split(' ') ?? []) as Month[]);
    t.equal(bookedMonth(month as Month, months), booked, `${why}`);
  }
});

t.test('whatever is closed, the month is open and none before it is', async (t) => {
  const months = Array.from({ length: 12 }, (_, index) => {
    return `2026-${String(index + 1).padStart(2, '0')}` as Month;
  });
  const rule = fc.property(fc.subarray(months), fc.constantFrom(...months), (list, month) => {
    const closed = new Set(list);
    const booked = bookedMonth(month, closed);
    const between = months.filter((one) => month <= one && one < booked);
    return booked >= month && !closed.has(booked) && between.every((one) => closed.has(one));
  });
  t.doesNotThrow(() => fc.assert(rule));
});
