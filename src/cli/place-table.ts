import Table from 'cli-table3';
import { displayCell } from '../reports/layout.ts';
import type { ReportRow } from '../reports/report.ts';

const placeNames = ['urn', 'contract', 'item', 'month'];

/** Rows by place with their total as a table for a terminal, figures to the right. */
export function placeTable(
  { rows, total }: { readonly rows: readonly ReportRow[]; readonly total: ReportRow },
  about: {
    readonly columns: readonly (readonly [key: string, heading: string])[];
    readonly names: ReadonlyMap<string, string>;
    /** A last column in words, where rows have something to say. */
    readonly words?: readonly [heading: string, (row: ReportRow) => string];
  },
): string {
  const [first = {}] = rows;
  const places = Object.keys(first).filter((name) => placeNames.includes(name));
  const [heading, inWords] = about.words ?? [];
  const table = new Table({
    head: [
      ...places.map((place) => (place === 'urn' ? 'School' : place)),
      ...about.columns.map(([, name]) => name),
      ...(heading === undefined ? [] : [heading]),
    ],
    colAligns: [...places.map(() => 'left' as const), ...about.columns.map(() => 'right' as const)],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  const figures = (row: ReportRow) => about.columns.map(([key]) => displayCell(row[key]));
  const place = (row: ReportRow, name: string) =>
    name === 'urn' ? `${row.urn} ${about.names.get(row.urn ?? '') ?? ''}` : (row[name] ?? '');
  for (const row of rows) {
    const last = inWords ? [inWords(row)] : [];
    table.push([...places.map((name) => place(row, name)), ...figures(row), ...last]);
  }
  const head = places.map((_, index) => (index === 0 ? 'Total' : ''));
  table.push([...head, ...figures(total), ...(inWords ? [''] : [])]);
  return table.toString();
}
