import type { BigFigure } from '../overviews/trust-figures.ts';
import { type PdfFonts, pdfSheets, type TableView } from './pdf-sheets.ts';

/** What a board reads: the same words and figures as the page has, in the same order. */
export interface PaperText {
  readonly trust: string;
  readonly title: string;
  readonly months: string;
  readonly decisions: readonly string[];
  /** What was found, in one sentence or two. */
  readonly finding: string;
  /** Figures that are never added to each other. */
  readonly headline: readonly BigFigure[];
  readonly tables: readonly { readonly finding: string; readonly table: TableView }[];
  readonly exceptions: readonly string[];
  readonly changes: readonly string[];
  readonly method: string;
  /** The foot of each sheet: journal, hash and address. */
  readonly foot: readonly string[];
  /** When what is known was recorded, ISO 8601; null while nothing is. */
  readonly recordedAt: string | null;
}

/**
 * The paper of a board as a tagged PDF in A4, for who reads on paper or by a screen reader. The
 * same paper gives the same bytes.
 */
export function paperPdf(paper: PaperText, fonts: PdfFonts): NodeJS.ReadableStream {
  const write = pdfSheets(
    {
      title: `${paper.trust}: ${paper.title}`,
      author: paper.trust,
      subject: paper.months,
      createdAt: new Date(paper.recordedAt ?? 0),
    },
    fonts,
  );
  write.heading('H1', `${paper.title}: what was saved`);
  write.text(`${paper.trust}. ${paper.months}.`);
  write.text(
    `The board is asked to note these savings${paper.decisions.length ? ', and to decide:' : '. No contract has to be decided in the next three months.'}`,
  );
  write.list(paper.decisions);
  write.text(paper.finding);
  write.heading('H2', 'Figures that are never added to each other');
  write.table(headlineTable(paper.headline));
  for (const { finding, table } of paper.tables) {
    write.heading('H2', finding, 40 + 15 * table.rows.length);
    write.table(table);
  }
  write.heading('H2', 'Exceptions');
  if (paper.exceptions.length === 0)
    write.text('None: no loss, nothing missing, nothing disputed.');
  write.list(paper.exceptions);
  write.heading('H2', 'What changed since the last paper');
  for (const sentence of paper.changes) write.text(sentence);
  write.heading('H2', 'Method');
  write.text(paper.method);
  return write.end(paper.foot);
}

function headlineTable(headline: readonly BigFigure[]): TableView {
  const cell = (text: string, more = {}) => {
    return { text, href: null, isNumeric: false, isLoss: false, ...more };
  };
  return {
    id: 'headline',
    caption: 'Figures that are never added to each other',
    headings: ['Figure', 'Value', 'What it is'].map((heading, index) => {
      return { heading, isNumeric: index === 1 };
    }),
    rows: headline.map(({ title, value, isLoss, note, tags }) => ({
      tags: [],
      cells: [
        cell(title),
        cell(value, { isNumeric: true, isLoss }),
        cell([note, ...tags.map(({ text }) => `${text}.`)].join(' ')),
      ],
    })),
    total: null,
  };
}
