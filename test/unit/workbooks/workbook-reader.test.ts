import fc from 'fast-check';
import t from 'tap';
import { readWorkbook } from '../../../src/workbooks/workbook-reader.ts';
import {
  inPieces,
  relationships,
  rowsOf,
  sheetOf,
  spelt,
  workbookOf,
  workbookParts,
  xml,
} from '../../support/workbook.ts';

const texts = (...all: string[]) => all.map((text) => `<si><t>${xml(text)}</t></si>`).join('');
const invoice = {
  texts: texts('Invoice', 'Date', 'Net', '00042', 'Larkspur, "Bank"\n& Co'),
  formats: ['dd/mm/yyyy', '#,##0.00'],
  rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
    <row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="1"><v>45991</v></c><c r="C2" s="2"><f>A1*2</f><v>1234.5600000000002</v></c></row>
    <row r="4"><c r="A4" t="s"><v>4</v></c><c r="B4" t="inlineStr"><is><t>none</t></is></c></row>`,
};

t.test('a workbook has the rows that a CSV file of it would have', async (t) => {
  const workbook = workbookOf(workbookParts(invoice));
  const wanted = [
    'Invoice|Date|Net',
    '00042|2025-11-30|1234.56',
    '',
    'Larkspur, "Bank"\n& Co|none|',
  ];
  const numbered = wanted.map((cells, index) => `${index + 1}: ${cells}`);
  t.strictSame(spelt(await rowsOf(workbook)), numbered);
  t.strictSame(spelt(await rowsOf(workbook, { decimal: ',' }))[1], '2: 00042|2025-11-30|1234,56');
  for (const sheet of ['Lines', 'lines']) {
    t.strictSame(spelt(await rowsOf(workbook, { sheet })), numbered, sheet);
  }
  await t.rejects(rowsOf(workbook, { sheet: 'Totals' }), { code: 'sheet.missing' });
});

t.test('a workbook needs neither styles nor shared texts', async (t) => {
  const parts = workbookParts({ rows: '<row><c s="1"><v>45991</v></c></row>' });
  parts['xl/_rels/workbook.xml.rels'] = relationships({
    rId1: ['worksheet', 'worksheets/sheet1.xml'],
  });
  t.strictSame(spelt(await rowsOf(workbookOf(parts))), ['1: 45991']);
});

t.test('strict workbooks, and those with a prefix', async (t) => {
  const parts = workbookParts(invoice);
  const rows = await rowsOf(workbookOf(parts));
  const changed = (change: (part: string) => string) =>
    workbookOf(
      Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(String(part))])),
    );
  const strict = changed((part) =>
    part
      .replaceAll(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      )
      .replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006',
        'http://purl.oclc.org/ooxml/officeDocument',
      ),
  );
  t.strictSame(await rowsOf(strict), rows);
  const prefixed = changed((part) =>
    part.includes('spreadsheetml')
      ? part.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=')
      : part,
  );
  t.strictSame(await rowsOf(prefixed), rows);
});

t.test('rows come while the rest is still packed', async (t) => {
  const row = (number: number) => `<row r="${number}"><c r="A${number}"><v>${number}</v></c></row>`;
  const rows = Array.from({ length: 50_000 }, (_, at) => row(at + 1)).join('');
  const parts = workbookParts({ rows: `${rows}<row r="1"/>` });
  let count = 0;
  for await (const _ of readWorkbook(inPieces(workbookOf(parts)), { decimal: '.' })) {
    count += 1;
    if (count === 50) break;
  }
  t.equal(count, 50, 'whoever looks for the header meets no damage below');
  await t.rejects(rowsOf(workbookOf(parts)), { message: /row 1 stands below row 50000/ });
});

t.test('hostile workbooks are refused, and none takes long or much memory', async (t) => {
  const parts = workbookParts(invoice);
  const sheet = (content: string | Buffer) =>
    workbookOf({ ...parts, 'xl/worksheets/sheet1.xml': content });
  const rows = (content: string) => sheet(sheetOf(content));
  const doctype = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(999)}">]>`;
  const old = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(4096),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  const mebibytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
  const examples: [bytes: Buffer, code: string, why: string][] = [
    [sheet(doctype + sheetOf('')), 'file.unreadable', 'a DOCTYPE'],
    [rows('<row/>'.repeat(6_000_000)), 'workbook.too-large', 'a bomb of rows'],
    [rows('<row/>'.repeat(1_048_577)), 'workbook.too-large', 'more rows than a sheet has'],
    [rows(`<row>${'<c/>'.repeat(1_000_000)}</row>`), 'workbook.too-large', 'a million columns'],
    [
      rows(`<row><c t="str"><v>${mebibytes(25)}</v></c></row>`),
      'workbook.too-large',
      'a huge cell',
    ],
    [sheet(Buffer.alloc(30 * 1024 * 1024)), 'file.unreadable', 'nothing but zeros'],
    [sheet('<row>'.repeat(100_000)), 'file.unreadable', 'no sheet at all'],
    [
      workbookOf({ 'march.xlsx': workbookOf(parts) }),
      'file.unreadable',
      'a zip file in a zip file',
    ],
    [workbookOf(parts).subarray(0, -30), 'file.unreadable', 'cut short'],
    [old, 'file.unreadable', 'protected by a password'],
    [Buffer.from('Invoice,Net\n1,2\n'), 'file.unreadable', 'a text'],
  ];
  for (const [bytes, code, why] of examples) await t.rejects(rowsOf(bytes), { code }, why);
});

/** What a test writes into a cell, and what is to be read there. */
type Written = { readonly stored: string; readonly read: string };

t.test('what is written is read: texts, numbers and days, in any place', async (t) => {
  const letter = fc.constantFrom('a', '£', '😀', ',', ';', '"', '&', '<', ' ', '\n', '0', '_', '=');
  const shown = fc.array(letter, { minLength: 1, maxLength: 8 }).map((list) => list.join(''));
  const inline = shown.map((text) => ({
    stored: `t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is>`,
    read: text,
  }));
  const formula = shown.map((text) => ({
    stored: `t="str"><f>A1</f><v>${xml(text)}</v>`,
    read: text,
  }));
  const shared = fc
    .nat({ max: 3 })
    .map((at) => ({ stored: `t="s"><v>${at}</v>`, read: `text ${at}` }));
  const number = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat({ max: 4 }))
    .map(([count, places]) => ({
      stored: `><v>${count}E-${places}</v>`,
      read: String(Number(`${count}e-${places}`)),
    }));
  const plainNumber = number.filter(({ read }) => !read.includes('e'));
  const day = fc.integer({ min: 61, max: 60_000 }).map((serial) => ({
    stored: `s="1"><v>${serial}</v>`,
    read: new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10),
  }));
  const cell: fc.Arbitrary<Written | null> = fc.option(
    fc.oneof(inline, formula, shared, plainNumber, day),
  );
  const table = fc.array(fc.option(fc.array(cell, { maxLength: 6 })), { maxLength: 6 });
  const isPlaced = fc.boolean();
  const rule = fc.asyncProperty(
    table,
    isPlaced,
    fc.integer({ min: 50, max: 9000 }),
    async (written, placed, length) => {
      const rows = written.map((cells, row) =>
        cells === null && placed
          ? ''
          : `<row${placed ? ` r="${row + 1}"` : ''}>${(cells ?? [])
              .map((it, column) => {
                if (it === null) return placed ? '' : '<c/>';
                return `<c ${placed ? `r="${'ABCDEF'[column]}${row + 1}" ` : ''}${it.stored}</c>`;
              })
              .join('')}</row>`,
      );
      const parts = workbookParts({
        rows: rows.join(''),
        formats: ['yyyy-mm-dd'],
        texts: texts('text 0', 'text 1', 'text 2', 'text 3'),
      });
      const read: string[][] = [];
      for await (const row of readWorkbook(inPieces(workbookOf(parts), length), { decimal: '.' })) {
        if ('fault' in row || row.row !== read.length + 1) return false;
        read.push(row.cells.slice());
      }
      const trimmed = (cells: readonly string[]) =>
        cells.slice(0, cells.findLastIndex((it) => it !== '') + 1);
      const wanted = written.map((cells) => trimmed((cells ?? []).map((it) => it?.read ?? '')));
      while (wanted.length > 0 && wanted.at(-1)?.length === 0) wanted.pop();
      return JSON.stringify(read.map(trimmed)) === JSON.stringify(wanted);
    },
  );
  await t.resolves(fc.assert(rule, { numRuns: 300 }));
});
