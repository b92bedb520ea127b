import t from 'tap';
import { rowCollector } from '../../../src/workbooks/stored-row.ts';
import { xmlTurns } from '../../../src/workbooks/xml.ts';
import { inPieces, sheetOf } from '../../support/workbook.ts';

async function collect(rows: string, length = 30) {
  const collector = rowCollector();
  const all = [];
  const part = inPieces(Buffer.from(sheetOf(rows)), length);
  for await (const _ of xmlTurns(part, 'worksheet', collector)) all.push(...collector.take());
  return all;
}

const blank = { type: 'n', style: 0, hasFormula: false, value: '', inline: '' };

t.test('cells as they are stored', async (t) => {
  const rows = await collect(
    `<row r="2" spans="1:3"><c r="A2" s="3"><v>12.50</v></c><c r="C2" t="s"><v>0</v></c></row>
     <row r="5"><c r="B5"><f>A2*2</f><v>25</v></c><c r="C5"><f>A1</f></c><c r="D5" s="9"/>
       <c r="E5" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>hint</t></rPh></is></c></row>`,
  );
  t.strictSame(rows, [
    {
      row: 2,
      cells: [
        { ...blank, column: 0, style: 3, value: '12.50' },
        { ...blank, column: 2, type: 's', value: '0' },
      ],
    },
    {
      row: 5,
      cells: [
        { ...blank, column: 1, hasFormula: true, value: '25' },
        { ...blank, column: 2, hasFormula: true },
        { ...blank, column: 3, style: 9 },
        { ...blank, column: 4, type: 'inlineStr', inline: 'inline' },
      ],
    },
  ]);
});

t.test('rows and cells that do not say their place follow each other', async (t) => {
  const rows = await collect(
    '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row/><row r="9"/>',
  );
  t.strictSame(
    rows.map(({ row, cells }) => [row, ...cells.map(({ column, value }) => `${column}=${value}`)]),
    [[1, '0=1', '1=2'], [4, '2=3', '3=4'], [5], [9]],
  );
});

t.test('places that contradict each other are damage', async (t) => {
  const damages: [rows: string, how: string][] = [
    ['<row r="2"/><row r="2"/>', 'row 2 stands below row 2'],
    ['<row r="7"/><row r="3"/>', 'row 3 stands below row 7'],
    ['<row r="0"/>', 'row 0 stands below row 0'],
    ['<row r="1.5"/>', 'row 1.5 stands below row 0'],
    ['<row r="x"/>', 'row x stands below row 0'],
    ['<row r="2"><c r="A3"/></row>', 'cell A3 stands in row 2'],
    ['<row r="2"><c r="3"/></row>', 'a cell is called "3"'],
  ];
  for (const [rows, how] of damages) {
    const message = new RegExp(`^The workbook is damaged: ${how}\\.`);
    await t.rejects(collect(rows), { code: 'file.unreadable', message }, how);
  }
});

t.test('more than a spreadsheet holds is refused', async (t) => {
  const tooMany = (message: RegExp) => ({ code: 'workbook.too-large', message });
  const columns = tooMany(/a row has more than 16384 columns/);
  await t.rejects(collect('<row r="1048577"/>'), tooMany(/more than 1048576 rows/));
  await t.rejects(collect('<row r="1048576"/><row/>'), tooMany(/more than 1048576 rows/));
  await t.rejects(collect('<row r="1"><c r="XFE1"/></row>'), columns);
  await t.rejects(collect('<row r="1"><c r="XFD1"/><c/></row>'), columns);
  const many = (cell: string, count: number) => collect(`<row r="1">${cell.repeat(count)}`, 65_536);
  await t.rejects(many('<c/>', 16_385), columns);
  await t.rejects(many('<c r="A1"/>', 16_385), columns, 'even where they say one place');
  const long = `<row><c><v>${'x'.repeat(30_000)}<!-- -->${'x'.repeat(30_000)}</v></c></row>`;
  const [row] = await collect(long, 65_536);
  t.ok((row?.cells[0]?.value.length ?? 0) <= 60_000, 'a value is not gathered without end');
});
