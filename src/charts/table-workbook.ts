import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import type { ShownRow, ShownTable } from './table.ts';

/** What a file says of its figures: whose they are, which months, and what was known. */
export interface FileSource {
  readonly trust: string;
  /** In words: `Service from September 2025 to August 2026`. */
  readonly of: string;
  /** The newest journal that the figures know; null where they are no figures of the ledger. */
  readonly journal: number | null;
}

const formats = { pounds: '#,##0.00', saving: '#,##0.00', percent: '0.00', count: '0' } as const;

/**
 * A table as a workbook (XLSX): its rows and its total as numbers to the penny, and on a second sheet
 * what they are. Text stays text, so that no cell is taken for a formula.
 */
export function tableWorkbook(table: ShownTable, source: FileSource): Promise<Buffer> {
  const { columns, rows, total, caption } = table;
  const bold = (value: string): CellObject => ({ value, type: String, fontWeight: 'bold' });
  const rowCells = ({ values, tags }: ShownRow, isTotal: boolean) => [
    ...columns.map(({ key, kind }): CellObject | null => {
      const value = values[key] ?? null;
      const weight = isTotal ? ({ fontWeight: 'bold' } as const) : {};
      if (value === null) return null;
      if (kind === 'text') return { value, type: String, ...weight };
      return { value: Number(value), type: Number, format: formats[kind], ...weight };
    }),
    { value: (tags ?? []).map(({ text }) => text).join('; '), type: String },
  ];
  const headings = [...columns.map(({ heading }) => bold(heading)), bold('Notes')];
  const about = [
    ['Trust', source.trust],
    ['Table', caption],
    ['Figures', source.of],
    ...(source.journal === null ? [] : [['Known at journal', String(source.journal)]]),
  ];
  const sheets = [
    {
      sheet: 'Table',
      data: [
        headings,
        ...rows.map((row) => rowCells(row, false)),
        ...(total ? [rowCells(total, true)] : []),
      ],
      columns: [
        ...columns.map(({ kind }) => ({ width: kind === 'text' ? 40 : 16 })),
        { width: 40 },
      ],
      stickyRowsCount: 1,
    },
    {
      sheet: 'About',
      data: about.map(([name = '', text = '']) => [bold(name), { value: text, type: String }]),
      columns: [{ width: 20 }, { width: 80 }],
    },
  ];
  return writeExcelFile(sheets).toBuffer();
}
