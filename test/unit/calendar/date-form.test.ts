import fc from 'fast-check';
import t from 'tap';
import {
  dateForms,
  hasShortYear,
  orderShownBy,
  parseDate,
} from '../../../src/calendar/date-form.ts';
import { localDate } from '../../../src/calendar/local-date.ts';
import { readTable } from '../../support/table.ts';

t.test('days as suppliers write them, each read in the form of its column', async (t) => {
  const examples = readTable(`
    cell                 dd/mm/yyyy  mm/dd/yyyy  yyyy-mm-dd  dd/mm/yy    excel-serial
    30/11/2025           2025-11-30  none        none        2025-11-30  none
    11/30/2025           none        2025-11-30  none        none        none
    03/08/2026           2026-08-03  2026-03-08  none        2026-08-03  none
    1/9/2025             2025-09-01  2025-01-09  none        2025-09-01  none
    1.9.2025             2025-09-01  2025-01-09  none        2025-09-01  none
    01-09-2025           2025-09-01  2025-01-09  none        2025-09-01  none
    2025-11-30           2025-11-30  2025-11-30  2025-11-30  2025-11-30  2025-11-30
    30 Nov 2025          2025-11-30  2025-11-30  2025-11-30  2025-11-30  2025-11-30
    30-November-2025     2025-11-30  2025-11-30  2025-11-30  2025-11-30  2025-11-30
    3 Sept 2025          2025-09-03  2025-09-03  2025-09-03  2025-09-03  2025-09-03
    30-Nov-25            none        none        none        2025-11-30  none
    30/11/25             none        none        none        2025-11-30  none
    45991                none        none        none        none        2025-11-30
    19999                none        none        none        none        none
    60001                none        none        none        none        none
    30/11/2025 00:00     2025-11-30  none        none        2025-11-30  none
    2025-11-30T00:00:00  2025-11-30  2025-11-30  2025-11-30  2025-11-30  2025-11-30
    30/11/2025 14:30     none        none        none        none        none
    31/02/2026           none        none        none        none        none
    29/02/2024           2024-02-29  none        none        2024-02-29  none
    29/02/2026           none        none        none        none        none
    13/13/2025           none        none        none        none        none
    30/11-2025           none        none        none        none        none
    30 Foo 2025          none        none        none        none        none
    30 J 2025            none        none        none        none        none
    20251130             none        none        none        none        none
    ٠١/٠٩/٢٠٢٦           none        none        none        none        none
    November             none        none        none        none        none
  `);
  for (const { cell = '', ...row } of examples) {
    for (const form of dateForms) {
      t.equal(parseDate(cell, form) ?? 'none', row[form], `${cell} as ${form}`);
    }
  }
  for (const cell of ['', ' 2026-09-01', '01/09/2026\n', '1/9/2026 ']) {
    for (const form of dateForms) t.equal(parseDate(cell, form), undefined, JSON.stringify(cell));
  }
});

t.test('what a cell shows of the order of its column', async (t) => {
  const examples = readTable(`
    cell              order
    26/06/2026        day-first
    06/26/2026        month-first
    03/08/2026        either
    08/08/2026        nothing
    26.6.2026         day-first
    26/06/2026 00:00  day-first
    2026-06-26        nothing
    26 Jun 2026       nothing
    13/13/2026        nothing
    26/06/26          day-first
    06/26/26          month-first
    06/05/26          either
    26-Jun-26         nothing
    45991             nothing
    n/a               nothing
  `);
  for (const { cell = '', order } of examples) {
    t.equal(orderShownBy(cell) ?? 'nothing', order, cell);
  }
});

t.test('a year of two digits', async (t) => {
  for (const cell of ['26/06/26', '26-Jun-26', '26.6.26 00:00']) t.ok(hasShortYear(cell), cell);
  for (const cell of ['26/06/2026', '26 Jun 2026', '2026-06-26', '26']) {
    t.notOk(hasShortYear(cell), cell);
  }
});

t.test('every day that a form writes is read back, and never as another day', async () => {
  const pad = (part: number) => String(part).padStart(2, '0');
  const parts = fc.record({
    year: fc.integer({ min: 1990, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  });
  const written = fc.constantFrom('/', '.', '-');
  fc.assert(
    fc.property(parts, written, ({ year, month, day }, mark) => {
      const wanted = localDate(year, month, day);
      const uk = [pad(day), pad(month), year].join(mark);
      const us = [pad(month), pad(day), year].join(mark);
      if (parseDate(uk, 'dd/mm/yyyy') !== wanted) return false;
      if (parseDate(us, 'mm/dd/yyyy') !== wanted) return false;
      // A day that both orders read is one that its column alone can settle.
      const both = parseDate(uk, 'dd/mm/yyyy') && parseDate(uk, 'mm/dd/yyyy');
      return !both || day === month || orderShownBy(uk) === 'either';
    }),
  );
});
