import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import t from 'tap';
import { type CsvRow, readCsv } from '../../../src/csv/csv-reader.ts';
import { writeCsv } from '../../../src/csv/csv-writer.ts';

const strays = 'A quotation mark stands where none can be.';
const neverCloses = 'A quotation mark opens in this row and never closes.';
const tooLong = 'The row is longer than a million characters.';

async function* inPieces(text: string, lengths: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] || text.length;
    yield text.slice(at, at + length);
    at += length;
  }
}

async function rowsOf(
  text: string,
  { lengths = [0], delimiter = ',' }: { lengths?: readonly number[]; delimiter?: string } = {},
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(inPieces(text, lengths), delimiter)) rows.push(row);
  return rows;
}

/** Rows as a person compares them: `1: a|b`, and a fault as its sentence. */
const spelt = (rows: readonly CsvRow[]) =>
  rows.map((row) => `${row.row}: ${'fault' in row ? row.fault : row.cells.join('|')}`);

t.test('tables as suppliers write them', async (t) => {
  const examples: [text: string, rows: string[], why: string][] = [
    ['a,b\n1,2\n', ['1: a|b', '2: 1|2'], 'LF'],
    ['a,b\r\n1,2\r\n', ['1: a|b', '2: 1|2'], 'CR LF'],
    ['a,b\r1,2\r', ['1: a|b', '2: 1|2'], 'CR only'],
    ['a,b\n1,2', ['1: a|b', '2: 1|2'], 'no line end at the end'],
    ['a\nb\r\nc\rd\n\re', ['1: a', '2: b', '3: c', '4: d', '5: ', '6: e'], 'mixed line ends'],
    ['a,b\n\n1,2\n', ['1: a|b', '2: ', '3: 1|2'], 'an empty row is a row'],
    ['\n\na\n', ['1: ', '2: ', '3: a'], 'empty rows above'],
    ['a\n\n\n', ['1: a', '2: ', '3: '], 'empty rows below'],
    ['a,,\n,,\n', ['1: a||', '2: ||'], 'empty cells'],
    ['a,b\n1\n1,2,3\n', ['1: a|b', '2: 1', '3: 1|2|3'], 'short and long rows'],
    ['"a","b"\n', ['1: a|b'], 'quoted cells'],
    ['"a, b",c\n', ['1: a, b|c'], 'a delimiter in a cell'],
    ['"a\nb",c\n1,2\n', ['1: a\nb|c', '2: 1|2'], 'a line break in a cell is no new row'],
    ['"a\r\nb\rc",d\n1\n', ['1: a\r\nb\rc|d', '2: 1'], 'any line break in a cell'],
    ['"""Ada"", she said",b\n', ['1: "Ada", she said|b'], 'doubled quotation marks'],
    ['"",""\n""""\n', ['1: |', '2: "'], 'nothing, and one mark alone'],
    ['"a"\r\n"b"', ['1: a', '2: b'], 'a quoted cell at the end of the text'],
    ['a,', ['1: a|'], 'a last cell that is empty'],
    ['"a",', ['1: a|'], 'and after a quoted one'],
    [' a , b \n', ['1:  a | b '], 'spaces are kept'],
    ['="00123",="1,5"\n=1+1,=\n', ['1: 00123|1,5', '2: =1+1|='], 'texts of a spreadsheet'],
    ["a'b,`c`\n", ["1: a'b|`c`"], 'other marks are letters'],
    ['a;b\tc|d\n', ['1: a;b\tc|d'], 'other delimiters are letters'],
    ['', [], 'no text, no rows'],
  ];
  for (const [text, rows, why] of examples) t.strictSame(spelt(await rowsOf(text)), rows, why);
  for (const delimiter of [';', '\t', '|']) {
    const text = `a${delimiter}"b${delimiter}c"${delimiter}1,5\n`;
    t.strictSame(await rowsOf(text, { delimiter }), [
      { row: 1, cells: ['a', `b${delimiter}c`, '1,5'] },
    ]);
  }
});

t.test('a damaged line is reported in its place, and the rows below it are read', async (t) => {
  const examples: [text: string, rows: string[], why: string][] = [
    ['a,b\n1,2"3\n4,5\n', ['1: a|b', `2: ${strays}`, '3: 4|5'], 'inside a bare cell'],
    ['a,b\n1,"2"3\n4,5\n', ['1: a|b', `2: ${strays}`, '3: 4|5'], 'text after a quoted cell'],
    ['a,b\n1, "2"\n4,5\n', ['1: a|b', `2: ${strays}`, '3: 4|5'], 'a space before the mark'],
    ['a,b\n1,"2" \n4,5\n', ['1: a|b', `2: ${strays}`, '3: 4|5'], 'a space after the mark'],
    ['=1"001",b"\n4,5\n', [`1: ${strays}`, '2: 4|5'], 'one fault for a row with two strays'],
    ['="001"x,b\n4,5\n', [`1: ${strays}`, '2: 4|5'], 'text after a text of a spreadsheet'],
    ['a,="0\n4,5\n', [`1: ${neverCloses}`, '2: 4|5'], 'which may never close'],
    ['a\n5" x 3",c\r\n"4"\r\n', ['1: a', `2: ${strays}`, '3: 4'], 'inches'],
    ['a,b\n1,"2\n3,4\n5,6\n', ['1: a|b', `2: ${neverCloses}`, '3: 3|4', '4: 5|6'], 'never closed'],
    ['a,b\n1,"2\n3,"4"\n5,6\n', ['1: a|b', `2: ${strays}`, '3: 3|4', '4: 5|6'], 'closed too late'],
    ['a,"b', [`1: ${neverCloses}`], 'the last row'],
    ['"', [`1: ${neverCloses}`], 'a mark and nothing else'],
    ['"a""\nb\n', [`1: ${neverCloses}`, '2: b'], 'a doubled mark does not close'],
    ['x"y\n"a\nb"\nz"\n', [`1: ${strays}`, '2: a\nb', `3: ${strays}`], 'around a good row'],
    ['"a\nb"c\nd\n', [`1: ${strays}`, `2: ${strays}`, '3: d'], 'each line of a damaged row'],
  ];
  for (const [text, rows, why] of examples) t.strictSame(spelt(await rowsOf(text)), rows, why);
});

t.test('a row longer than a million characters is no row of a table', async (t) => {
  const filled = (length: number, letter = 'x') => letter.repeat(length);
  const examples: [row: string, expected: string | undefined, why: string][] = [
    [filled(1_000_000), undefined, 'exactly a million'],
    [filled(1_000_001), tooLong, 'one more'],
    [filled(1_000_000, '£'), undefined, 'characters are counted, not bytes'],
    [`"${filled(999_998)}"`, undefined, 'quotation marks count, too'],
    [`"${filled(999_999)}"`, tooLong, 'one more'],
    [`"${filled(999_999)}","${filled(9)}"`, tooLong, 'more behind it'],
    [filled(3_500_000), tooLong, 'very long'],
    [filled(700_000, 'x,'), tooLong, 'many cells'],
    [`a,"${filled(2_000_000)}`, tooLong, 'a long line in a quotation that never closes'],
  ];
  for (const [text, expected, why] of examples) {
    for (const lengths of [[0], [65_536], [999_999, 1, 1, 1]]) {
      for (const lineEnd of ['\n', '\r\n', '\r']) {
        const rows = await rowsOf(['a,b', text, '2,3', ''].join(lineEnd), { lengths });
        const faults = rows.map((row) => ('fault' in row ? row.fault : undefined));
        t.strictSame(faults, [undefined, expected, undefined], why);
        t.equal(spelt(rows)[2], '3: 2|3', why);
      }
    }
  }
  const [last] = await rowsOf(filled(1_000_001), { lengths: [4096] });
  t.strictSame(last, { row: 1, fault: tooLong }, 'the last row of all');
});

t.test('a quotation that never closes costs one row, however long the file', async (t) => {
  const below = Array.from({ length: 100_000 }, (_, index) => `${index},filled row`);
  for (const lengths of [[0], [50_000]]) {
    const rows = await rowsOf(['a,b', '1,"2', ...below].join('\n'), { lengths });
    t.equal(rows.length, 100_002);
    t.strictSame(
      rows.filter((row) => 'fault' in row),
      [{ row: 2, fault: neverCloses }],
    );
    t.strictSame(rows.at(-1), { row: 100_002, cells: ['99999', 'filled row'] });
  }
});

t.test(
  'rows come as soon as they are whole, and the source is closed when nobody reads on',
  async (t) => {
    let pieces = 0;
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) {
          pieces += 1;
          yield 'a,b\n'.repeat(20_000);
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const { row } of readCsv(endless(), ',')) if (row === 30_000) break;
    t.equal(pieces, 2);
    t.ok(isClosed);
  },
);

t.test('the end of a row that is too long, or of a quotation, is not waited for', async (t) => {
  const examples: [start: string, piece: string, fault: string][] = [
    ['x', 'x', tooLong],
    ['"', 'x', tooLong],
    ['"', 'x\n', neverCloses],
    ['"x\n', 'x', neverCloses],
    ['"x\n",', 'x', tooLong],
  ];
  for (const [start, piece, fault] of examples) {
    let characters = 0;
    async function* endless() {
      yield start;
      for (; ; characters += 50_000) yield piece.repeat(50_000 / piece.length);
    }
    for await (const row of readCsv(endless(), ',')) {
      t.strictSame(row, { row: 1, fault }, `${start}${piece}…`);
      break;
    }
    t.ok(characters < 1_200_000, `${characters} characters`);
  }
});

t.test('a fault of the source reaches the reader', async (t) => {
  async function* broken() {
    yield 'a,b\n';
    throw new Error('the disk is gone');
  }
  await t.rejects(async () => {
    for await (const _ of readCsv(broken(), ','));
  }, new Error('the disk is gone'));
});

const letters = fc.constantFrom('a', 'é', '😀', ',', '"', '"', '\n', '\r', '\r\n', ' ');
const texts = fc.array(letters, { maxLength: 30 }).map((list) => list.join(''));
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });

t.test('the pieces in which a text comes change no row', async (t) => {
  // Rows are looked for when much text has come: what fills it up stands before each cut.
  const fillers = { none: '', row: `${'x'.repeat(70_000)}\n`, cell: `"${'x'.repeat(70_000)}\n",` };
  const part = fc.record({
    filler: fc.constantFrom('none', 'row', 'cell'),
    before: texts,
    after: texts,
  });
  const rule = fc.asyncProperty(fc.array(part, { maxLength: 4 }), lengths, async (parts, turns) => {
    const pieces = parts.flatMap(({ filler, before, after }) => [fillers[filler] + before, after]);
    const text = pieces.join('');
    async function* cut() {
      yield* pieces;
    }
    const rows: CsvRow[] = [];
    for await (const row of readCsv(cut(), ',')) rows.push(row);
    const whole = String(spelt(await rowsOf(text)));
    const inTurns = await rowsOf(text, { lengths: turns.map((turn) => turn * 9973) });
    return String(spelt(rows)) === whole && String(spelt(inTurns)) === whole;
  });
  await t.resolves(fc.assert(rule, { numRuns: 500 }));
});

t.test('another reader finds the same cells, or a fault where this one does', async (t) => {
  const other = (text: string): string[][] | undefined => {
    try {
      return parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
    } catch {
      return undefined;
    }
  };
  const rule = fc.asyncProperty(texts, async (text) => {
    const rows = await rowsOf(text);
    const cells = rows.map((row) => ('fault' in row ? 'fault' : row.cells));
    const expected = other(text);
    return expected
      ? JSON.stringify(cells) === JSON.stringify(expected)
      : cells.includes('fault') && rows.every(({ row }, index) => row === index + 1);
  });
  await t.resolves(fc.assert(rule, { numRuns: 2000 }));
});

t.test('what was written as CSV is read back cell for cell', async (t) => {
  const cell = fc.array(letters, { maxLength: 6 }).map((list) => list.join(''));
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
  const rule = fc.asyncProperty(table, lengths, async ([header = [], ...rows], pieces) => {
    const read = await rowsOf(writeCsv(header, rows), { lengths: pieces });
    const wanted = [header, ...rows].map((cells, index) => ({ row: index + 1, cells }));
    return JSON.stringify(read) === JSON.stringify(wanted);
  });
  await t.resolves(fc.assert(rule, { numRuns: 300 }));
});
