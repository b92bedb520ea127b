import type { CsvRow } from '../../src/csv/csv-reader.ts';
import { readWorkbook, type WorkbookForm } from '../../src/workbooks/workbook-reader.ts';
import { zipOf, zipPart } from './zip.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The contents of a small workbook, in the XML that stands inside its parts. */
export interface WorkbookText {
  /** The rows of its sheet, `<row>…</row>`. */
  readonly rows?: string;
  /** The texts that cells share, `<si>…</si>`. */
  readonly texts?: string;
  /** Number formats by style: style 1 is the first. */
  readonly formats?: readonly string[];
  /** What stands before and after the list of sheets. */
  readonly before?: string;
  readonly after?: string;
}

/** The parts of a workbook with one sheet, `Lines`, for a test to replace or add to. */
export function workbookParts({
  rows = '',
  texts = '',
  formats = [],
  before = '',
  after = '',
}: WorkbookText): Record<string, string | Uint8Array> {
  const codes = formats.map(
    (code, at) => `<numFmt numFmtId="${at + 164}" formatCode="${xml(code)}"/>`,
  );
  const styles = formats.map((_, at) => `<xf numFmtId="${at + 164}"/>`);
  return {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${before}<sheets><sheet name="Lines" sheetId="1" r:id="rId1"/></sheets>${after}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      rId2: ['styles', 'styles.xml'],
      rId3: ['sharedStrings', '/xl/sharedStrings.xml'],
    }),
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts}</sst>`,
    'xl/worksheets/sheet1.xml': sheetOf(rows),
  };
}

/** A sheet with these rows. */
export function sheetOf(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;
}

/** What a part refers to: kind and target by id. */
export function relationships(
  all: Record<string, readonly [kind: string, target: string]>,
): string {
  const each = Object.entries(all).map(
    ([id, [kind, target]]) =>
      `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}">${each.join('')}</Relationships>`;
}

/** A text as it stands in XML. */
export function xml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
  return text.replace(/[&<>"]/g, (sign) => `&${names[sign]};`).replaceAll('\r', '&#13;');
}

/** The bytes of a workbook of such parts. */
export function workbookOf(parts: Record<string, string | Uint8Array>): Buffer {
  return zipOf(Object.entries(parts).map(([name, content]) => zipPart(name, content)));
}

/** Bytes as they come from a disk or a network. */
export async function* inPieces(bytes: Uint8Array, length = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** All rows of a workbook. */
export async function rowsOf(
  bytes: Uint8Array,
  form: Partial<WorkbookForm> = {},
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readWorkbook(inPieces(bytes), { decimal: '.', ...form })) rows.push(row);
  return rows;
}

/** Rows as a person compares them: `1: a|b`, and a fault as its sentence. */
export function spelt(rows: readonly CsvRow[]): string[] {
  return rows.map((row) => `${row.row}: ${'fault' in row ? row.fault : row.cells.join('|')}`);
}
