import t from 'tap';
import type { CellContext } from '../../../src/workbooks/cell-text.ts';
import { sheetRows } from '../../../src/workbooks/sheet-rows.ts';
import { inPieces, sheetOf, spelt } from '../../support/workbook.ts';

const context: CellContext = {
  texts: [],
  formats: [],
  dates: 1900,
  isUncalculated: false,
  decimal: '.',
};

async function read(rows: string): Promise<string[]> {
  const all = [];
  for await (const row of sheetRows(inPieces(Buffer.from(sheetOf(rows))), context)) all.push(row);
  return spelt(all);
}

const cell = (place: string, value: string) => `<c r="${place}"><v>${value}</v></c>`;
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;

t.test('rows are as wide as the widest above them, and gaps are empty cells', async (t) => {
  const examples: [rows: string, wanted: string[], why: string][] = [
    [row(1, cell('A1', '1'), cell('C1', '3')), ['1: 1||3'], 'a gap in a row'],
    [row(1, cell('C1', '3'), cell('A1', '1')), ['1: 1||3'], 'in any order'],
    [row(1, cell('B1', '2')) + row(2, cell('A2', '1')), ['1: |2', '2: 1|'], 'a short row'],
    [row(1, cell('A1', '1')) + row(2, cell('B2', '2')), ['1: 1', '2: |2'], 'a long row'],
    [row(3, cell('A3', '1')), ['1: ', '2: ', '3: 1'], 'empty rows above'],
    [row(1, cell('A1', '1')) + row(4, cell('A4', '4')), ['1: 1', '2: ', '3: ', '4: 4'], 'a gap'],
    [row(1) + row(2, cell('A2', '2')), ['1: ', '2: 2'], 'a row that is stored and empty'],
    [
      row(1, cell('A1', '1')) + row(2) + row(1_048_576, '<c r="XFD1048576" s="1"/>'),
      ['1: 1'],
      'only looks, below and beside',
    ],
    [row(1, cell('A1', '1'), '<c r="D1" s="1"/>'), ['1: 1'], 'only looks'],
    ['', [], 'no rows'],
    [row(7), [], 'an empty sheet'],
  ];
  for (const [rows, wanted, why] of examples) t.strictSame(await read(rows), wanted, why);
});

t.test('the first row of a merged range has its value, and the others are empty', async (t) => {
  const merged = `${row(1, cell('A1', '1'), '<c r="B1"/>')}${row(2, '<c r="A2"/>', cell('B2', '2'))}`;
  t.strictSame(await read(merged), ['1: 1', '2: |2']);
});

t.test('a fault stays in its row', async (t) => {
  const formula =
    'Cell B2 holds a formula that was never worked out. Open the workbook, let it calculate, and save it.';
  const rows = [
    row(1, cell('A1', '1')),
    row(2, cell('A2', '1'), '<c r="B2"><f>A2</f></c>'),
    row(3, cell('A3', '3'), cell('B3', '4'), cell('B3', '5')),
    row(5, cell('A5', '5')),
  ];
  t.strictSame(await read(rows.join('')), [
    '1: 1',
    `2: ${formula}`,
    '3: Two cells stand in column B.',
    '4: ',
    '5: 5',
  ]);
});

t.test('one stray cell far to the right does not make millions of rows as wide', async (t) => {
  const wide = row(1, cell('XFD1', '1'));
  const rows = Array.from({ length: 6200 }, (_, at) => row(at + 2, `<c><v>${at}</v></c>`));
  const message = /its rows reach to column XFD, and make more than 100000000 cells/;
  let count = 0;
  const part = inPieces(Buffer.from(sheetOf(wide + rows.join(''))));
  const all = async () => {
    for await (const { row } of sheetRows(part, context)) count = row;
  };
  await t.rejects(all(), { code: 'workbook.too-large', message });
  t.equal(count, 6103);
});
