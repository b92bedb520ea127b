import fc from 'fast-check';
import t from 'tap';
import { type LocalDate, parseIsoDate } from '../../../src/calendar/local-date.ts';
import { serialDay, serialHours, shownDay } from '../../../src/workbooks/serial-day.ts';
import { readTable } from '../../support/table.ts';

t.test('days as Excel counts them, and what it shows where there is none', async (t) => {
  const examples = readTable(`
    serial              from 1900            from 1904            why
    1                   1900-01-01           1904-01-02           the first
    59                  1900-02-28           1904-02-29           the last that is right by itself
    61                  1900-03-01           1904-03-02           the first after the mistake
    45991               2025-11-30           2029-12-01           a day like any other
    44529               2021-11-29           2025-11-30           the same day in the other system
    2958465             9999-12-31           #####                the last of all
    2958466             #####                #####                no day at all
    99999999            #####                #####                nor is this one
    -1                  #####                #####                before the first
    45991.5             2025-11-30T12:00     2029-12-01T12:00     noon
    45991.6041666667    2025-11-30T14:30     2029-12-01T14:30     half past two
    45991.0000115741    2025-11-30T00:00:01  2029-12-01T00:00:01  one second
    45991.000001        2025-11-30T00:00     2029-12-01T00:00     less than a second is no midnight
    45991.9999999       2025-11-30T23:59:59  2029-12-01T23:59:59  nor is it the next day
    0                   1900-01-00           1904-01-01           what Excel calls 0 January
    60                  1900-02-29           1904-03-01           the leap day that never was
    0.5                 1900-01-00T12:00     1904-01-01T12:00     a time without a day
  `);
  for (const { serial = '', 'from 1900': from1900, 'from 1904': from1904, why = '' } of examples) {
    t.equal(serialDay(serial, 1900), from1900, why);
    t.equal(serialDay(serial, 1904), from1904, why);
  }
});

t.test('only a whole day is one for the readers of days', async (t) => {
  for (const serial of ['0', '60', '-1', '2958466', '45991.5', '45991.000001']) {
    t.equal(parseIsoDate(serialDay(serial, 1900)), undefined, serial);
  }
  // The calendar of the language itself, which the product does not use.
  const dayOf = (serial: number) => new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  const rule = fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
    const wanted = dayOf(serial).toISOString().slice(0, 10) as LocalDate;
    const shifted = serial < 1462 ? wanted : serialDay(String(serial - 1462), 1904);
    return serialDay(String(serial), 1900) === wanted && shifted === wanted;
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 5000 }));
});

t.test('the day that is shown without its time', async (t) => {
  const examples = readTable(`
    digits            day
    45991             2025-11-30
    45991.0416666667  2025-11-30
    45991.5           2025-11-30
    45991.9583        2025-11-30
    45991.9583333333  2025-11-30T23:00
    45991.9999        2025-11-30T23:59:51
    60.5              1900-02-29
    -1                #####
  `);
  for (const { digits = '', day } of examples) t.equal(shownDay(digits, 1900), day, digits);
});

t.test('hours beyond a day are hours', async (t) => {
  const examples = readTable(`
    serial            shown      why
    0.5               12:00      noon
    1.5               36:00      a day and a half worked
    0                 0:00       none
    0.3125            7:30       a working day
    0.31251           7:30:01    and a second
    -0.5              -12:00     taken back
    45991.5           1103796:00  a time of a day, as hours since the first
    123456789         #####      more than Excel counts
  `);
  for (const { serial = '', shown = '', why = '' } of examples) {
    t.equal(serialHours(serial), shown, why);
  }
});
