import t from 'tap';
import { spreadsheetLines } from '../../../src/csv/csv-writer.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { mendableCopy } from '../../../src/imports/mendable.ts';

const form = { decimal: '.', thousands: ',' } as const;
const copy = mendableCopy(['Invoice', 'School', 'Net'], { personal: ['Staff'] }, form);
const waits = { message: "'Elm' is not known.", remedy: 'Add it.' } as StoppedRow;

t.test('every row with its number and why it waits, personal columns empty', async (t) => {
  t.strictSame(copy.header, [
    'Invoice',
    'School',
    'Net',
    'Staff',
    'Row in the file',
    'Why it waits',
  ]);
  const rows = [
    copy.row({ row: 2, cells: ['A', '100001', '-1,234.50'] }, undefined),
    copy.row({ row: 3, cells: ['B', 'Elm', '9.00'] }, waits),
    copy.row({ row: 4, cells: ['=1+1', '-Ash', '(9.00)'] }, undefined),
    copy.row({ row: 5, fault: 'A quotation mark stands where none can be.' }, waits),
    copy.row({ row: 6, cells: ['Total'] }, undefined),
  ];
  t.strictSame(spreadsheetLines(rows).split('\r\n'), [
    'A,100001,"-1,234.50",,2,',
    "B,Elm,9.00,,3,'Elm' is not known. Add it.",
    "'=1+1,'-Ash,(9.00),,4,",
    ",,,,5,'Elm' is not known. Add it.",
    'Total,,,,6,',
    '',
  ]);
});
