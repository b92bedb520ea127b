import fc from 'fast-check';
import t from 'tap';
import {
  headerRowIn,
  isTotalRow,
  type KeptRow,
  keepRow,
  readHeader,
  readKept,
  rowShape,
  writeKept,
} from '../../../src/invoices/kept-rows.ts';
import { describe, Problem } from '../../../src/problem.ts';
import { profileOf } from './given.ts';

const profile = profileOf({
  columns: { document_number: 'Invoice', document_date: 'Date', school: 'School', net: 'Net' },
});
const printed = ['Invoice', 'Date', 'Candidate', 'School', 'Net'];
const header = readHeader(printed, profile, 'northfield.csv');

/** The problems of a header as a person reads them, each behind its code. */
function problemsOf(cells: readonly string[], given = profile): string[] {
  try {
    readHeader(cells, given, 'northfield.csv');
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.details.map((detail) => `${detail.code} | ${describe(detail)}`);
  }
}

t.test('the columns of a profile are found wherever they stand', async (t) => {
  const examples: [cells: string[], kept: string[], why: string][] = [
    [printed, ['Invoice', 'Date', 'School', 'Net'], 'as described'],
    [
      ['Net', 'Candidate', 'Date', 'School', 'Invoice'],
      ['Net', 'Date', 'School', 'Invoice'],
      'in another order',
    ],
    [
      [' Invoice ', 'Date\u00a0', 'Candidate', 'School', 'Net'],
      ['Invoice', 'Date', 'School', 'Net'],
      'with white space around',
    ],
    [
      ['Invoice', 'Notes', 'Date', 'Candidate', 'School', 'Net'],
      ['Invoice', 'Notes', 'Date', 'School', 'Net'],
      'a column that nobody reads stays',
    ],
    [
      ['Notes', ...printed, 'Notes'],
      ['Notes', 'Invoice', 'Date', 'School', 'Net', 'Notes'],
      'it may even be there twice',
    ],
    [
      ['Invoice', '', 'Date', 'Candidate', 'School', 'Net'],
      ['Invoice', 'Date', 'School', 'Net'],
      'a column without a name may hold a person’s',
    ],
    [
      [...printed, '', ''],
      ['Invoice', 'Date', 'School', 'Net'],
      'empty columns at the end are none',
    ],
  ];
  for (const [cells, kept, why] of examples) {
    t.strictSame(readHeader(cells, profile, 'northfield.csv').kept, kept, why);
  }
});

t.test('the header is found where the profile says, or else by its columns', async (t) => {
  const names = printed.join(',');
  const examples: [lines: string[], skipped: number, row: number | undefined, why: string][] = [
    [[names, '1,2,3,4,5'], 0, 1, 'in the first row'],
    [['sep=,', names], 0, 2, 'below the separator that a spreadsheet wants'],
    [['Northfield', '', names], 2, 3, 'below a preamble'],
    [['Northfield', '', 'Week 4', names], 2, 4, 'that has grown'],
    [[names, '1,2,3,4,5'], 2, 1, 'or is gone'],
    [[names, 'x', names], 2, 3, 'where the profile says, if it is there twice'],
    [['Invoice,Date,School,Net'], 0, undefined, 'a column is missing'],
    [[], 0, undefined, 'no rows'],
  ];
  for (const [lines, skip_rows, expected, why] of examples) {
    const rows = lines.map((line, index) => ({ row: index + 1, cells: line.split(',') }));
    t.equal(headerRowIn(rows, { ...profile, skip_rows }), expected, why);
  }
  t.equal(headerRowIn([{ row: 1, fault: 'strays' }], profile), undefined, 'a damaged row is none');
});

t.test('the columns that are missing or there twice are named together', async (t) => {
  const remedy = 'Check that this is a file of Northfield Supply Teachers, or change its profile.';
  const place = 'column.missing | northfield.csv, row 1:';
  const examples: [cells: string[], sentences: string][] = [
    [
      ['Invoice', 'Date', 'School', 'Net'],
      'There is no column "Candidate". The headers found are: Invoice, Date, School, Net.',
    ],
    [
      [...printed, 'Net'],
      'More than one column is called "Net", and only one can be meant. The headers found are: Invoice, Date, Candidate, School, Net, Net.',
    ],
    [
      ['Doc', 'date', 'Candidate', 'Candidate', 'School', 'Net'],
      'These columns are not there: "Invoice", "Date". More than one column is called "Candidate", and only one can be meant. The headers found are: Doc, date, Candidate, Candidate, School, Net.',
    ],
    [
      [],
      'These columns are not there: "Invoice", "Date", "School", "Net", "Candidate". The headers found are: none.',
    ],
    [
      ['', ''],
      'These columns are not there: "Invoice", "Date", "School", "Net", "Candidate". The headers found are: none.',
    ],
  ];
  for (const [cells, sentences] of examples) {
    t.strictSame(problemsOf(cells), [`${place} ${sentences} ${remedy}`]);
  }
  const withTotals = {
    ...profile,
    skip_rows: 3,
    total_rows: { column: 'Sum', starts_with: ['T'] },
  };
  t.strictSame(problemsOf(printed, withTotals), [
    `column.missing | northfield.csv, row 4: There is no column "Sum". The headers found are: Invoice, Date, Candidate, School, Net. ${remedy}`,
  ]);
  const sameColumn = {
    ...profile,
    columns: { ...profile.columns, service_from: 'Date', service_to: 'Date' },
  };
  t.strictSame(problemsOf(printed, sameColumn), [], 'one column may say several things');
});

t.test('a row is kept without its personal cells', async (t) => {
  const examples: [cells: string[], kept: string[] | string | undefined, why: string][] = [
    [['1', '30/11/2025', 'A. Person', 'Hub', '9.00'], ['1', '30/11/2025', 'Hub', '9.00'], 'a row'],
    [
      [' 1 ', '\t2', ' A. Person', ' Hub\u00a0', ' 9 '],
      ['1', '2', 'Hub', '9'],
      'cells are trimmed',
    ],
    [['', '', 'A. Person', '', ''], ['', '', '', ''], 'only a name: still a row, without it'],
    [['', '', '', '', ''], undefined, 'an empty row is none'],
    [[''], undefined, 'nor is a line without cells'],
    [[' ', '\t', ' ', '', ''], undefined, 'nor one of spaces'],
    [
      ['1', '2', 'A. Person', 'Hub', '9', '', ' '],
      'The row has 7 cells, and the header has 5.',
      'empty cells too many',
    ],
    [['1', '2', 'A. Person', 'Hub'], 'The row has 4 cells, and the header has 5.', 'short'],
    [['1', '2', 'A.', 'Person', 'Hub', '9'], 'The row has 6 cells, and the header has 5.', 'long'],
    [['Total', '', '', '', '9'], ['Total', '', '', '9'], 'no total row without total_rows'],
    [['Total', '9'], 'The row has 2 cells, and the header has 5.', 'nor a short one'],
  ];
  for (const [cells, kept, why] of examples) {
    const row = keepRow({ row: 9, cells }, header, profile);
    const expected =
      typeof kept === 'string' ? { row: 9, fault: kept } : kept && { row: 9, cells: kept };
    t.strictSame(row, expected, why);
  }
  const fault = { row: 9, fault: 'A quotation mark stands where none can be.' };
  t.strictSame(keepRow(fault, header, profile), fault, 'a damaged row keeps its reason');
});

t.test('rows may end with the empty cells of their header, all of them or none', async (t) => {
  const wide = readHeader([...header.printed, '', ''], profile, 'northfield.csv');
  const row = ['1', '2', 'A. Person', 'Hub', '9'];
  const kept = ['1', '2', 'Hub', '9'];
  const told = (rows: string[][]) => {
    const shape = rowShape(wide, profile);
    return rows.map((cells, index) => {
      const found = shape({ row: index + 2, cells });
      return found && ('cells' in found ? found.cells : found.fault);
    });
  };
  const one = (cells: number, header: number) =>
    `The row has ${cells} cells, and the header has ${header}.`;
  t.strictSame(told([[...row, '', '']]), [kept]);
  t.strictSame(told([row, row]), [kept, kept], 'none, as the first row shows');
  t.strictSame(told([[''], row]), [undefined, kept], 'an empty row shows nothing');
  t.strictSame(told([row, [...row, '', '']]), [kept, one(7, 5)], 'but not now so, now so');
  const shifted = ['1', '', '2', 'A. Person', 'Hub', ''];
  t.strictSame(
    told([row, shifted]),
    [kept, one(6, 5)],
    'a cell too many is not seen as an empty one',
  );
  t.strictSame(
    told([[...row, '', 'x']]),
    [one(7, 7)],
    'what stands below no name is no empty cell',
  );
});

t.test('what stands below a second header is not read', async (t) => {
  const shape = rowShape(header, profile);
  const row = { row: 2, cells: ['1', '2', 'A. Person', 'Hub', '9'] };
  t.match(shape(row), { cells: ['1', '2', 'Hub', '9'] });
  t.strictSame(shape({ row: 3, cells: [...header.printed, 'More'] }), {
    row: 3,
    fault:
      'In this row the columns are named once more, so this may be another table, or the same again.',
  });
  t.match(shape({ ...row, row: 4 }), { fault: /^In row 3 the columns are named once more/ });
});

t.test('a total row begins as the profile says', async (t) => {
  const totals = profileOf({
    ...profile,
    total_rows: { column: 'School', starts_with: ['Total', 'Sum of'] },
  });
  const examples: [school: string, isTotal: boolean][] = [
    ['Total', true],
    ['TOTAL £', true],
    ['total for November', true],
    ['Sum of credits', true],
    ['Sub-total', false],
    ['Hub', false],
    ['', false],
  ];
  for (const [school, isTotal] of examples) {
    t.equal(isTotalRow(['1', '2', school, '9'], header.kept, totals), isTotal, school);
    t.equal(isTotalRow(['1', '2', school, '9'], header.kept, profile), false, 'without total_rows');
  }
  t.equal(isTotalRow(['Total'], header.kept, totals), false, 'only in its own column');
  t.strictSame(
    keepRow({ row: 9, cells: ['', '', '', 'Total'] }, header, totals),
    { row: 9, cells: ['', '', 'Total'] },
    'it may be shorter than other rows',
  );
  t.strictSame(
    keepRow({ row: 9, cells: ['1', '2', 'A. Person', 'Hub'] }, header, totals),
    { row: 9, fault: 'The row has 4 cells, and the header has 5.' },
    'but no other row may',
  );
});

t.test('kept rows are lines of JSON', async (t) => {
  const rows: KeptRow[] = [
    { row: 2, cells: ['a', '', 'two\nlines', '"£"'] },
    { row: 3, fault: 'The row has 4 cells, and the header has 5.' },
    { row: 5, cells: [] },
    { row: 6, cells: [''] },
    { row: 7, cells: ['{"fault":"no"}'] },
  ];
  const text = rows.map(writeKept).join('');
  t.equal(
    text,
    `${[
      '[2,"a","","two\\nlines","\\"£\\""]',
      '[3,{"fault":"The row has 4 cells, and the header has 5."}]',
      '[5]',
      '[6,""]',
      '[7,"{\\"fault\\":\\"no\\"}"]',
    ].join('\n')}\n`,
  );
  t.strictSame([...readKept(text)], rows);
  t.strictSame([...readKept('')], []);
});

t.test('what was kept is read back, whatever it holds', async (t) => {
  const text = fc.string({ unit: 'binary', maxLength: 8 });
  const row = fc.record({ row: fc.nat(), cells: fc.array(text, { maxLength: 5 }) });
  const fault = fc.record({ row: fc.nat(), fault: text });
  const rule = fc.property(fc.array(fc.oneof(row, fault)), (rows) => {
    const read = [...readKept(rows.map(writeKept).join(''))];
    return JSON.stringify(read) === JSON.stringify(rows);
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('no personal cell is kept, in any order of columns and of any row', async (t) => {
  const names = ['Invoice', 'Date', 'School', 'Net', 'Candidate', 'Payroll no', 'Notes'];
  const personal = ['Candidate', 'Payroll no'];
  const given = { ...profile, personal };
  const order = fc.shuffledSubarray(names, { minLength: names.length });
  // The cells of each row say what they are, and the last of the row may be cut off or be many.
  const rule = fc.property(order, fc.integer({ min: 1, max: 9 }), (columns, count) => {
    const found = readHeader(columns, given, 'northfield.csv');
    const all = [...columns.map((name) => `cell of ${name}`), 'more', 'and more'];
    const kept = keepRow({ row: 2, cells: all.slice(0, count) }, found, given);
    if (!kept || 'fault' in kept) return count !== columns.length;
    return (
      String(kept.cells) === String(found.kept.map((name) => `cell of ${name}`)) &&
      !personal.some((name) => writeKept(kept).includes(name))
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});
