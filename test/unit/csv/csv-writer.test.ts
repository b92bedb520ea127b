import fc from 'fast-check';
import t from 'tap';
import { readCsv } from '../../../src/csv/csv-reader.ts';
import { type CsvCell, writeCsv, writeSpreadsheetCsv } from '../../../src/csv/csv-writer.ts';

async function cellsOf(text: string): Promise<(readonly string[])[]> {
  async function* whole() {
    yield text;
  }
  const rows: (readonly string[])[] = [];
  for await (const row of readCsv(whole(), ','))
    rows.push('cells' in row ? row.cells : [row.fault]);
  return rows;
}

t.test('a table for a spreadsheet', async (t) => {
  const text = writeSpreadsheetCsv(
    ['School', 'Cost', 'Saving'],
    [
      ['St Elfrith’s, C of E', { amount: '1234.50' }, { amount: '-12.00' }],
      ['The "Hub"', { amount: '0.00' }, null],
      ['', null, null],
    ],
  );
  t.equal(
    text,
    '\uFEFFSchool,Cost,Saving\r\n"St Elfrith’s, C of E",1234.50,-12.00\r\n"The ""Hub""",0.00,\r\n,,\r\n',
  );
});

t.test('no cell runs as a formula, and no amount becomes a text', async (t) => {
  const examples: [cell: CsvCell, written: string, why: string][] = [
    ['=1+1', "'=1+1", 'a formula'],
    ['+44 20 7946', "'+44 20 7946", 'a telephone number'],
    ['-12.00', "'-12.00", 'a text that looks like an amount'],
    ['@SUM(A1)', "'@SUM(A1)", 'an old formula'],
    ['\t=1+1', "'\t=1+1", 'behind a tab'],
    ['\r=1+1', '"\'\r=1+1"', 'behind a carriage return'],
    ['\n=1+1', '"\'\n=1+1"', 'behind a line break'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"', 'with quotation marks'],
    [{ amount: '-12.00' }, '-12.00', 'an amount below zero is written as it is'],
    [{ amount: '12.00' }, '12.00', 'an amount'],
    ['a=b', 'a=b', 'a sign inside a text'],
    [' =1+1', ' =1+1', 'a text that begins with a space'],
    ["'quoted", "'quoted", 'an apostrophe'],
    ['x\n=1+1', '"x\n=1+1"', 'a line break never begins a row of its own'],
    ['x\r=1+1', '"x\r=1+1"', 'nor does the other half of one'],
    ['x\r\n=1+1', '"x\r\n=1+1"', 'nor both'],
  ];
  for (const [cell, written, why] of examples) {
    t.equal(writeSpreadsheetCsv(['h', 'i'], [[cell, 'z']]), `\uFEFFh,i\r\n${written},z\r\n`, why);
  }
});

t.test('plain CSV says exactly what was given', async (t) => {
  const text = writeCsv(
    ['urn', 'alias'],
    [
      ['900001', '=1+1'],
      ['900002', '-12.00'],
      ['900003', 'a "b", c'],
      ['', ''],
    ],
  );
  t.equal(text, 'urn,alias\n900001,=1+1\n900002,-12.00\n900003,"a ""b"", c"\n,\n');
  t.equal(writeCsv(['only'], []), 'only\n');
});

t.test('both are read back cell for cell', async (t) => {
  const letter = fc.constantFrom('a', '£', '😀', ',', ';', '"', '\n', '\r', ' ', '=', '-', "'");
  const text = fc.array(letter, { maxLength: 6 }).map((list) => list.join(''));
  const row = fc.tuple(text, text, fc.integer().map(String));
  const rule = fc.asyncProperty(fc.array(row), async (rows) => {
    const header = ['School', 'Item', 'Saving'];
    const wanted = JSON.stringify([header, ...rows]);
    const sheet = rows.map(([a, b, saving]): CsvCell[] => [a, b, { amount: saving }]);
    const read = await cellsOf(writeSpreadsheetCsv(header, sheet).slice(1));
    const unguarded = read.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=\-\r\n])/, '')));
    return (
      JSON.stringify(await cellsOf(writeCsv(header, rows))) === wanted &&
      JSON.stringify(unguarded) === JSON.stringify([header, ...rows.map(withoutGuards)])
    );
  });
  await t.resolves(fc.assert(rule, { numRuns: 500 }));
});

/** A text that had an apostrophe before a sign of its own cannot be told from a guarded one. */
function withoutGuards(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.replace(/^'(?=[=\-\r\n])/, ''));
}
