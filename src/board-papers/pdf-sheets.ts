import PDFDocument from 'pdfkit';
import type { tableView } from '../charts/table.ts';

/** A table as its cells read. */
export type TableView = ReturnType<typeof tableView>;

/** The typeface as files: regular and bold. */
export interface PdfFonts {
  readonly regular: string;
  readonly bold: string;
}

/** What a document is, for who files it and for a screen reader. */
export interface PdfAbout {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly createdAt: Date;
}

/** Writes a document from the top; each part has its tag, by which it is read out. */
export interface PdfSheets {
  heading(tag: 'H1' | 'H2', text: string, needs?: number): void;
  text(words: string): void;
  list(items: readonly string[]): void;
  table(view: TableView): void;
  /** Writes the foot of every sheet, and ends the document. */
  end(foot: readonly string[]): NodeJS.ReadableStream;
}

const ink = '#14213d';
const muted = '#4a5a60';
const rule = '#b9c6ca';
const loss = '#b3261e';
/** The size of what stands in tables, in points. */
const small = 8;
const margins = { top: 40, left: 46, right: 46, bottom: 62 };

/** Begins a tagged document (PDF/UA) in A4 and English; the same parts give the same bytes. */
export function pdfSheets(about: PdfAbout, fonts: PdfFonts): PdfSheets {
  const doc = new PDFDocument({
    ...{ size: 'A4', margins, bufferPages: true, font: fonts.regular },
    // The types of the library know the subsets for archives only.
    ...{ pdfVersion: '1.7', subset: 'PDF/UA' as 'PDF/A-1', tagged: true },
    ...{ lang: 'en-GB', displayTitle: true },
    info: {
      ...{ Title: about.title, Author: about.author, Subject: about.subject },
      CreationDate: about.createdAt,
    },
  });
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return {
    heading: (tag, text, needs = 60) => writeHeading(doc, root, { tag, text, needs }),
    text: (words) => {
      root.add(doc.struct('P', {}, () => void plain(doc).text(words, margins.left).moveDown(0.3)));
    },
    list: (items) => items.length > 0 && writeList(doc, root, items),
    table: (view) => writeTable(doc, root, view),
    end: (foot) => {
      root.end();
      writeFeet(doc, foot);
      doc.end();
      return doc;
    },
  };
}

type Doc = PDFKit.PDFDocument;
type Tag = PDFKit.PDFStructureElement;

const widthOf = (doc: Doc) => doc.page.width - margins.left - margins.right;
const plain = (doc: Doc) => doc.font('regular').fontSize(9).fillColor(ink).lineGap(1.5);

/** A heading stays with what it is of: on the next sheet, where that has no room here. */
function writeHeading(
  doc: Doc,
  root: Tag,
  { tag, text, needs }: { tag: 'H1' | 'H2'; text: string; needs: number },
): void {
  const room = doc.page.height - margins.bottom - doc.y;
  if (room < Math.min(needs, 320)) doc.addPage();
  const write = () => {
    if (tag === 'H2') doc.moveDown(0.5);
    doc
      .font('bold')
      .fontSize(tag === 'H1' ? 17 : 11)
      .fillColor(ink);
    doc.text(text, margins.left, doc.y, { width: widthOf(doc) }).moveDown(0.25);
  };
  root.add(doc.struct(tag, {}, write));
}

function writeList(doc: Doc, root: Tag, items: readonly string[]): void {
  const list = doc.struct('L');
  root.add(list);
  for (const item of items) {
    const one = doc.struct('LI');
    list.add(one);
    const width = widthOf(doc) - 8;
    const write = () => void plain(doc).text(`•  ${item}`, margins.left + 8, doc.y, { width });
    one.add(doc.struct('LBody', {}, write));
    one.end();
  }
  list.end();
  doc.moveDown(0.3);
}

function writeTable(doc: Doc, root: Tag, view: TableView): void {
  plain(doc).fontSize(small).lineGap(0);
  doc.x = margins.left;
  doc.table({
    ...{ structParent: root, maxWidth: widthOf(doc), columnStyles: columnsOf(view) },
    defaultStyle: {
      ...{ border: [0, 0, 0.5, 0], borderColor: rule },
      ...{ padding: [2.5, 3], textColor: ink },
    },
    data: rowsOf(view),
  });
  doc.x = margins.left;
  doc.moveDown(0.4);
}

/** Numbers take what amounts of millions need, words the rest of the sheet. */
function columnsOf({ headings }: TableView) {
  const numbers = headings.filter(({ isNumeric }) => isNumeric).length;
  const width = Math.max(47, Math.min(80, 376 / numbers));
  return headings.map(({ isNumeric }) => (isNumeric ? width : '*'));
}

function rowsOf({ headings, rows, total }: TableView): PDFKit.Mixins.CellOptions[][] {
  const bold = { font: { src: 'bold', size: small } };
  const side = (isNumeric: boolean) => (isNumeric ? ('right' as const) : ('left' as const));
  const head = headings.map(({ heading, isNumeric }) => ({
    ...{ text: heading, type: 'TH' as const, scope: 'Column', ...bold },
    align: { x: side(isNumeric), y: 'bottom' as const },
  }));
  const body = [...rows, ...(total ? [total] : [])].map((row) =>
    row.cells.map(({ text, isNumeric, isLoss }, index) => ({
      ...(index === 0
        ? { type: 'TH' as const, scope: 'Row', text: withTags(text, row.tags) }
        : { type: 'TD' as const, text }),
      ...{ align: { x: side(isNumeric), y: 'top' as const }, textColor: isLoss ? loss : ink },
      ...(row === total && bold),
    })),
  );
  return [head, ...body];
}

const withTags = (text: string, tags: readonly { readonly text: string }[]) =>
  [text, ...tags.map((tag) => `(${tag.text})`)].join(' ');

/** The foot of every sheet, which is no part of what is read out. */
function writeFeet(doc: Doc, foot: readonly string[]): void {
  const { count } = doc.bufferedPageRange();
  for (let sheet = 0; sheet < count; sheet += 1) {
    doc.switchToPage(sheet);
    const at = doc.page.height - margins.bottom + 14;
    // Below the margin, where a text would begin a sheet of its own.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    doc.font('regular').fontSize(7).fillColor(muted).lineGap(0);
    const lines = [...foot, `Sheet ${sheet + 1} of ${count}`].join('\n');
    doc.text(lines, margins.left, at, { width: widthOf(doc) });
    doc.endMarkedContent();
  }
}
