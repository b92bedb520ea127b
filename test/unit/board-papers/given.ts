// A small paper and the way to read a PDF, for the tests of sheets.
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { PaperText } from '../../../src/board-papers/paper-pdf.ts';
import { tableView } from '../../../src/charts/table.ts';
import { sheetTypeface } from '../../../src/web/typeface.ts';

export const fonts = sheetTypeface();

/** Savings of some schools, the first of them worse off. */
export const schoolsTable = (count: number) =>
  tableView(
    {
      id: 'schools',
      caption: 'Savings by school',
      columns: [
        { key: 'name', heading: 'School', kind: 'text' },
        { key: 'saving', heading: 'Net saving, £', kind: 'saving' },
      ],
      rows: Array.from({ length: count }, (_, index) => ({
        values: { name: `Ysgol Tŵr ${index}`, saving: index === 0 ? '-310.40' : '1200.00' },
        tags: index === 0 ? [{ text: 'Worse off', colour: 'red' as const }] : [],
      })),
      total: { values: { name: 'Total', saving: '889.60' } },
    },
    'pounds',
  );

export const paper: PaperText = {
  trust: 'Ash & Oak Trust',
  title: 'Board report',
  months: 'Service from September 2025 to August 2026',
  decisions: ['Payroll: decide by 12 December 2026.'],
  finding: 'One of two schools paid less. 94.5% of what was paid is measured.',
  headline: [
    ...[
      ['Cash saved, net', '£890'],
      ['Price rises avoided', '£311'],
    ].map(([title = '', value = '']) => {
      return { title, value, isLoss: false, href: null, note: 'Net of costs.', tags: [] };
    }),
  ],
  tables: [{ finding: 'One of two schools paid less', table: schoolsTable(2) }],
  exceptions: ['Ysgol Tŵr 0 is £310 worse off on Payroll.'],
  changes: ['No paper was sealed before this one.'],
  method: 'Worked out from suppliers’ invoices; rules of 2026-11.',
  foot: ['Journal 12, hash 00ff', 'https://ledger.example/trusts/1/reports/board'],
  recordedAt: '2026-09-01T08:00:00.000Z',
};

export async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

interface Tagged {
  readonly role?: string;
  readonly children?: readonly Tagged[];
}

const rolesOf = (node: Tagged | null): string[] =>
  node ? [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(rolesOf)] : [];

/** What a reader makes of a PDF: its text by sheet, its tags, title and language. */
export async function readPdf(bytes: Buffer) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: false });
  const { info } = await getMeta(pdf);
  const roles: string[] = [];
  for (let sheet = 1; sheet <= pdf.numPages; sheet += 1) {
    const tree = (await (await pdf.getPage(sheet)).getStructTree()) as Tagged | null;
    roles.push(...rolesOf(tree));
  }
  const marked = await pdf.getMarkInfo();
  return { sheets: text, info, roles, isTagged: marked?.Marked === true };
}
