import t from 'tap';
import { decimalShownBy, formSniffer, formsOfProfile } from '../../../src/invoices/file-forms.ts';
import type { SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import { Problem } from '../../../src/problem.ts';
import { readTable } from '../../support/table.ts';
import { profileOf } from './given.ts';

const { dates: _dates, decimal: _decimal, thousands: _thousands, ...rest } = profileOf();
const silent: SupplierProfile = rest;
const headers = ['Date', 'From', 'Net', 'Days'];

/** What is settled for rows of a date, a first day of service, a net and a quantity. */
function settled(profile: SupplierProfile, rows: readonly string[][]) {
  const sniffer = formSniffer(profile, headers);
  for (const [index, cells] of rows.entries()) sniffer.look({ row: index + 2, cells });
  try {
    return sniffer.decide('file.csv');
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
}

t.test('the order of a column of dates', async (t) => {
  const examples = readTable(`
    cells                   profile       settled                   why
    03/08/2026, 26/06/2026  silent        dd/mm/yyyy                one day above twelve settles the column
    03/08/2026, 06/26/2026  silent        mm/dd/yyyy                and so does one month above twelve
    03/08/2026, 04/09/2026  silent        asked, row 2: 03/08/2026  nothing tells
    08/08/2026, 26/06/2026  silent        dd/mm/yyyy                the same in both orders
    08/08/2026, 09/09/2026  silent        dd/mm/yyyy                and then the order does not matter
    26/06/2026, 06/26/2026  silent        asked, row 3: 06/26/2026  each denies the other
    2026-06-26, 3 Aug 2026  silent        dd/mm/yyyy                days that need no order
    26/06/26, 27/06/2026    silent        asked, row 2: 26/06/26    two digits may be a day or a year
    03/08/2026, 04/09/2026  dd/mm/yyyy    dd/mm/yyyy                the profile's word
    03/08/2026, 06/26/2026  dd/mm/yyyy    asked, row 3: 06/26/2026  the rows deny it
    26/06/2026, 06/26/2026  dd/mm/yyyy    dd/mm/yyyy                the one cell is wrong, and its row stops
    03/08/2026, 26/06/2026  mm/dd/yyyy    asked, row 3: 26/06/2026  the rows deny it
    03/08/2026, 04/09/2026  mm/dd/yyyy    mm/dd/yyyy                the profile's word
    26/06/26, 03/08/26      dd/mm/yy      dd/mm/yy                  the profile's word
    06/05/26, 06/13/26      dd/mm/yy      asked, row 3: 06/13/26    the rows deny it
    45991, 45992            excel-serial  excel-serial              only where the profile says so
    45991, 45992            silent        dd/mm/yyyy                and else each row stops
    06/26/2026, 45992       yyyy-mm-dd    yyyy-mm-dd                no order at all: each row stops
  `);
  for (const { cells = '', profile, settled: wanted = '', why } of examples) {
    const dates = profile === 'silent' ? {} : { dates: profile as 'dd/mm/yyyy' };
    const rows = cells.split(', ').map((cell) => [cell, '2026-01-01', '1', '']);
    const found = settled({ ...silent, ...dates }, rows);
    const told =
      'dates' in found
        ? found.dates.document_date
        : `asked, row ${found[0]?.row}: ${found[0]?.found}`;
    t.equal(told, wanted, `${cells} (${profile}): ${why}`);
    if (!('dates' in found))
      t.match(found, [{ code: 'date.order', file: 'file.csv', column: 'Date' }]);
  }
});

t.test('each column of dates is settled for itself', async (t) => {
  const rows = [
    ['03/08/2026', '06/26/2026', '1', ''],
    ['26/06/2026', '03/08/2026', '1', ''],
  ];
  const forms = settled(silent, rows);
  t.match(forms, { dates: { document_date: 'dd/mm/yyyy', service_from: 'mm/dd/yyyy' } });
  const [, second = []] = rows;
  t.match(settled(silent, [second]), [{ code: 'date.order', column: 'From', found: '03/08/2026' }]);
});

t.test('what a number shows of its decimal sign', async (t) => {
  const examples = readTable(`
    cell        shows
    1,234.50    point
    1.234,50    comma
    12.5        point
    12,5        comma
    £1,234.50   point
    (1.234,50)  comma
    1 234,50    comma
    1,234       either
    1.234       either
    0.125       point
    0,125       comma
    1234.567    point
    1,234,567   point
    1.234.567   comma
    1.2345      point
    12.50 CR    point
    -12,50      comma
    1234        nothing
    n/a         nothing
    n.a.        nothing
    .           nothing
  `);
  for (const { cell = '', shows } of examples) {
    t.equal(decimalShownBy(cell) ?? 'nothing', shows, cell);
  }
  t.equal(decimalShownBy(`${"'".repeat(2000)}1x2`), undefined, 'no number is so long');
});

t.test('the form of the numbers of a file', async (t) => {
  const examples = readTable(`
    cells             profile  settled              why
    1.234, 12.50      silent   . and ,              one cell settles the file
    1.234, 12,50      silent   , and .              one cell settles the file
    1.234, 5          silent   asked, row 2: 1.234  nothing tells
    12.50, 12,50      silent   asked, row 3: 12,50  each denies the other
    100, 5            silent   . and ,              whole numbers
    1.234, 5          .        . and ,              the profile's word
    1.234, 5          ,        , and .              the profile's word
    1.234, 12,50      .        asked, row 3: 12,50  the rows deny it
    12.50, 12,50      .        . and ,              the one cell is wrong, and its row stops
    1,234.50, 7       ,        asked, row 2: 1,234.50  the rows deny it
  `);
  for (const { cells = '', profile, settled: wanted, why } of examples) {
    const decimal = profile === 'silent' ? {} : { decimal: profile as '.' };
    const rows = cells.split(', ').map((cell) => ['2026-01-01', '', cell, '']);
    const found = settled({ ...silent, ...decimal }, rows);
    const told =
      'decimal' in found
        ? `${found.decimal} and ${found.thousands}`
        : `asked, row ${found[0]?.row}: ${found[0]?.found}`;
    t.equal(told, wanted, `${cells} (${profile}): ${why}`);
  }
});

t.test('all that is open is asked at once, and totals and damaged rows tell nothing', async (t) => {
  const profile = { ...silent, total_rows: { column: 'Date', starts_with: ['Total'] } };
  const sniffer = formSniffer(profile, headers);
  sniffer.look({ row: 2, cells: ['03/08/2026', '04/09/2026', '1.234', '1'] });
  sniffer.look({ row: 3, cells: ['Total', '', '1,50', ''] });
  sniffer.look({ row: 4, fault: 'The row has 2 cells, and the header has 4.' });
  let found: unknown;
  try {
    found = sniffer.decide('file.csv');
  } catch (error) {
    found = (error as Problem).details;
  }
  t.match(found, [
    {
      code: 'date.order',
      file: 'file.csv',
      column: 'Date',
      row: 2,
      found: '03/08/2026',
      message:
        "'03/08/2026' can be read with the day or the month first, and nothing in this column tells how it is meant.",
      remedy: 'Say it in the profile: "dates": "dd/mm/yyyy", "mm/dd/yyyy" or "dd/mm/yy".',
    },
    { code: 'date.order', column: 'From', found: '04/09/2026' },
    { code: 'number.form', found: '1.234' },
  ]);
});

t.test('a profile states what its files do not have to tell', async (t) => {
  t.strictSame(formsOfProfile({ ...silent, dates: 'mm/dd/yyyy', decimal: ',', thousands: '.' }), {
    dates: { document_date: 'mm/dd/yyyy', service_from: 'mm/dd/yyyy', service_to: 'mm/dd/yyyy' },
    decimal: ',',
    thousands: '.',
  });
});
