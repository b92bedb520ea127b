import t from 'tap';
import { spreadsheetLines } from '../../../src/csv/csv-writer.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { addedColumns, mendableCopy, originalsIn } from '../../../src/imports/mendable.ts';

const form = { decimal: '.', thousands: ',' } as const;
const importId = '01a2153c-0c19-7000-8000-021d2df8464e';
const copy = mendableCopy(
  ['Invoice', 'School', 'Net'],
  { personal: ['Staff'] },
  { importId, form },
);
const waits = { message: "'Elm' is not known.", remedy: 'Add it.' } as StoppedRow;

t.test('every row with its number and why it waits, personal columns empty', async (t) => {
  t.strictSame(copy.header, [
    'Invoice',
    'School',
    'Net',
    'Staff',
    'Row in the file',
    'Why it waits',
    'Copy of',
  ]);
  const rows = [
    copy.row({ row: 2, cells: ['A', '100001', '-1,234.50'] }, undefined),
    copy.row({ row: 3, cells: ['B', 'Elm', '9.00'] }, waits),
    copy.row({ row: 4, cells: ['=1+1', '-Ash', '(9.00)'] }, undefined),
    copy.row({ row: 5, fault: 'A quotation mark stands where none can be.' }, waits),
    copy.row({ row: 6, cells: ['Total'] }, undefined),
  ];
  t.strictSame(spreadsheetLines(rows).split('\r\n'), [
    `A,100001,"-1,234.50",,2,,${importId}`,
    `B,Elm,9.00,,3,'Elm' is not known. Add it.,${importId}`,
    `'=1+1,'-Ash,(9.00),,4,,${importId}`,
    `,,,,5,'Elm' is not known. Add it.,${importId}`,
    `Total,,,,6,,${importId}`,
    '',
  ]);
});

t.test('the rows of a copy say which rows they stand for; other files say nothing', async (t) => {
  t.equal(originalsIn(['Invoice', 'Row in the file']), undefined);
  const originalOf = originalsIn(['Invoice', ...addedColumns]);
  const of = (row: string, id: string) => originalOf?.({ row: 9, cells: ['A', row, 'Why', id] });
  t.strictSame(of('7', importId), { importId, row: 7 });
  for (const [row, id] of [
    ['', importId],
    ['0', importId],
    ['7.0', importId],
    ['7', ''],
    ['7', 'june.csv'],
    ['9999999999', importId],
  ]) {
    t.equal(of(row ?? '', id ?? ''), undefined, `${row} ${id}`);
  }
  t.equal(originalOf?.({ row: 9, fault: 'A quotation mark stands where none can be.' }), undefined);
});

t.test('a copy of a copy says of which import it is itself', async (t) => {
  const again = mendableCopy(copy.header, { personal: [] }, { importId: 'second', form });
  t.strictSame(again.header, copy.header);
  const cells = ['A', '100001', '9.00', '', '2', 'Why', importId];
  const written = spreadsheetLines([again.row({ row: 3, cells }, undefined)]);
  t.equal(written, 'A,100001,9.00,,3,,second\r\n');
});
