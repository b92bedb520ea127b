import fc from 'fast-check';
import t from 'tap';
import { lastDay } from '../../../src/calendar/local-date.ts';
import {
  heading,
  headingsOf,
  keyOf,
  readTable,
  writeCells,
  writeTable,
} from '../../../src/trusts/table.ts';
import { aliasFile, participantFile, supplierFile } from '../../../src/trusts/trust-file.ts';
import { csvRows, told } from '../../support/trust-folder.ts';

t.test('headings are the words of the code as a spreadsheet writes them', async (t) => {
  t.equal(heading('joinedOn'), 'joined_on');
  t.equal(heading('urn'), 'urn');
  t.equal(heading('vatRecoveryRate'), 'vat_recovery_rate');
  t.strictSame(headingsOf(aliasFile), ['urn', 'alias', 'valid_from', 'valid_to']);
});

t.test('rows are read by their headings and keep their numbers', async (t) => {
  const table = readTable(
    aliasFile,
    await csvRows([
      '',
      ' valid_from ,alias,urn,valid_to,',
      '2025-04-01, Site 7 ,900001,,',
      ',,,,',
      '',
      '2025-04-01,"Hub, ""North""",900002,2025-12-31',
      '2025-04-01,Site 9,900003',
    ]),
  );
  t.strictSame(table.problems, []);
  t.strictSame(table.rows, [
    {
      row: 3,
      value: { urn: '900001', alias: 'Site 7', validFrom: '2025-04-01', validTo: lastDay },
    },
    {
      row: 6,
      value: {
        urn: '900002',
        alias: 'Hub, "North"',
        validFrom: '2025-04-01',
        validTo: '2025-12-31',
      },
    },
    {
      row: 7,
      value: { urn: '900003', alias: 'Site 9', validFrom: '2025-04-01', validTo: lastDay },
    },
  ]);
});

t.test('an absent optional column is as if its cells were empty', async (t) => {
  const table = readTable(supplierFile, await csvRows(['name', 'Northfield']));
  t.strictSame(table.rows, [
    { row: 2, value: { name: 'Northfield', companyNumber: null, vatNumber: null } },
  ]);
});

t.test('a file without rows below its headings is fine', async (t) => {
  const table = readTable(supplierFile, await csvRows(['name']));
  t.match(table, { rows: [], problems: [], isReadable: true, isPresent: true });
});

const columns = 'The columns of aliases.csv are urn, alias, valid_from, valid_to.';

t.test('a file that is no such table is refused in whole', async (t) => {
  const examples: [lines: string[], problems: string[]][] = [
    [
      [''],
      [
        'file.empty | aliases.csv: The file is empty. Its first row has to name the columns urn, alias, valid_from, valid_to.',
      ],
    ],
    [
      ['urn;alias;valid_from', '900001;Site 7;2025-04-01'],
      [
        'file.unreadable | aliases.csv, row 1: The columns are not separated by commas. Save the file as CSV with commas.',
      ],
    ],
    [
      ['urn,alias,from,urn,Valid_To', '900001,Site 7,2025-04-01,900001,'],
      [
        `column.unknown | aliases.csv, row 1, from: There is no column "from" in this file. ${columns}`,
        `column.unknown | aliases.csv, row 1, urn: There are two columns "urn". ${columns}`,
        `column.unknown | aliases.csv, row 1, Valid_To: There is no column "Valid_To" in this file. ${columns}`,
        `column.missing | aliases.csv, row 1, valid_from: The column "valid_from" is missing. ${columns}`,
      ],
    ],
    [
      ['urn,al"ias,valid_from', '900001,Site 7,2025-04-01'],
      ['row.unreadable | aliases.csv, row 1: A quotation mark stands where none can be.'],
    ],
  ];
  for (const [lines, problems] of examples) {
    const table = readTable(aliasFile, await csvRows(lines));
    t.strictSame(told(table.problems), problems, lines[0] ?? '');
    t.match(table, { rows: [], damaged: [], isReadable: false, isPresent: true });
  }
});

t.test('every cell that cannot be read is reported, and the rows around are read', async (t) => {
  const table = readTable(
    aliasFile,
    await csvRows([
      'urn,alias,valid_from,valid_to',
      '900001,Site 1,2025-04-01,',
      '9OOOO1,,01/04/2025,31/12/2025',
      '900003,Site 3,2025-04-01,,surplus',
      '900004,Site "4,2025-04-01,',
      '900005,Site 5',
      '900006,Site 6,2025-04-01,',
    ]),
  );
  t.strictSame(told(table.problems), [
    'cell.unreadable | aliases.csv, row 3, urn: "9OOOO1" cannot be read. Write a URN, for example 900001.',
    'cell.unreadable | aliases.csv, row 3, alias: The cell is empty. Write a text of visible characters.',
    'cell.unreadable | aliases.csv, row 3, valid_from: "01/04/2025" cannot be read. Write a date, for example 2025-09-01.',
    'cell.unreadable | aliases.csv, row 3, valid_to: "31/12/2025" cannot be read. Write a date, for example 2025-09-01.',
    'row.unreadable | aliases.csv, row 4: The row has 5 cells, and the file has 4 columns. A text that holds a comma has to stand in quotation marks.',
    'row.unreadable | aliases.csv, row 5: A quotation mark stands where none can be. Look for a " that stands alone in this row or the one before.',
    'cell.unreadable | aliases.csv, row 6, valid_from: The cell is empty. Write a date, for example 2025-09-01.',
  ]);
  t.strictSame(
    table.rows.map(({ row }) => row),
    [2, 7],
  );
  t.strictSame(table.damaged, [
    { row: 3, value: {} },
    { row: 4, value: {} },
    { row: 5, value: {} },
    { row: 6, value: { urn: '900005', alias: 'Site 5', validTo: lastDay } },
  ]);
});

t.test('rows are written with all columns, and no value and no end are empty', async (t) => {
  const northfield = { name: 'Northfield, "Ltd"', companyNumber: null, vatNumber: 'GB1' };
  t.equal(
    writeTable(supplierFile, [northfield, { ...northfield, name: 'Quick\nstead' }]),
    'name,company_number,vat_number\n"Northfield, ""Ltd""",,GB1\n"Quick\nstead",,GB1\n',
  );
  const [row] = readTable(
    participantFile,
    await csvRows(['contract,urn,starts_on,ends_on', 'PAY,900001,2025-09-01,']),
  ).rows;
  if (!row) throw new Error('no row was read');
  t.strictSame(writeCells(participantFile, row.value), ['PAY', '900001', '2025-09-01', '']);
  t.equal(keyOf(participantFile, row.value), '["PAY","900001","2025-09-01"]');
});

t.test('any text is read back as it was written', async (t) => {
  const cell = fc
    .string({ unit: 'binary', maxLength: 12 })
    .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, (sign) => (sign === '\n' ? sign : '"')).trim());
  const row = fc.record({
    name: cell.filter((text) => text !== ''),
    companyNumber: fc.constantFrom(null, '00000006', 'SC123456'),
    vatNumber: cell.map((text) => text || null),
  });
  const rule = fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
    const table = readTable(supplierFile, await csvRows([writeTable(supplierFile, rows)]));
    return JSON.stringify(table.rows.map(({ value }) => value)) === JSON.stringify(rows);
  });
  await t.resolves(fc.assert(rule));
});
