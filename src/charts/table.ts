import type { CsvCell } from '../csv/csv-writer.ts';
import { displayMoney, displayPounds, parseMoney } from '../money/money.ts';

/** How the values of a column read. A saving says in words when it is a loss. */
type ColumnKind = 'text' | 'pounds' | 'saving' | 'percent' | 'count';

export interface ShownColumn {
  readonly key: string;
  readonly heading: string;
  readonly kind: ColumnKind;
}

/** Something that has to be known beside a figure, in two or three words. */
export interface ShownTag {
  readonly text: string;
  readonly colour: 'red' | 'yellow' | 'grey' | 'green' | 'blue';
}

/** A row: plain values as the reports have them, null where nothing is known. */
export interface ShownRow {
  readonly values: Readonly<Record<string, string | null>>;
  /** Where its first cell leads. */
  readonly href?: string | undefined;
  /** Where the figure of a column is worked out. */
  readonly workings?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly ShownTag[];
}

/** A table of a page: the same rows for the eye, for the total and for the file that is taken away. */
export interface ShownTable {
  /** Names it in addresses: letters and hyphens. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly ShownRow[];
  readonly total: ShownRow | null;
}

/** How amounts are written: whole pounds, or with the pence that are one click away. */
export type Exactness = 'pounds' | 'pence';

/** An amount of a report as people read it; a dash where nothing is known. */
export function showAmount(value: string | null | undefined, exactness: Exactness): string {
  const amount = typeof value === 'string' ? parseMoney(value) : undefined;
  if (amount === undefined) return '–';
  return exactness === 'pence' ? displayMoney(amount) : displayPounds(amount);
}

/** A saving in words: `£310 worse off`, `£2,108 saved`, `nothing saved`. */
export function saySaving(value: string | null | undefined, exactness: Exactness): string {
  const amount = typeof value === 'string' ? parseMoney(value) : undefined;
  if (amount === undefined) return 'not measured';
  if (amount === 0) return 'nothing saved';
  const size = showAmount((value ?? '').replace('-', ''), exactness);
  return amount < 0 ? `${size} worse off` : `${size} saved`;
}

/** A value as its cell shows it. */
function showValue(value: string | null, kind: ColumnKind, exactness: Exactness): string {
  // The unit stands in the heading.
  if (kind === 'pounds' || kind === 'saving') return showAmount(value, exactness).replace('£', '');
  if (value === null) return '–';
  return kind === 'percent' ? `${value.replace('-', '−')}%` : value;
}

/** A table with its cells as text, as the macro of the pages takes it. */
export function tableView(table: ShownTable, exactness: Exactness) {
  const rowView = ({ values, href, workings, tags }: ShownRow) => ({
    tags: tags ?? [],
    cells: table.columns.map(({ key, kind }, index) => {
      const value = values[key] ?? null;
      return {
        text: showValue(value, kind, exactness),
        href: (index === 0 ? href : workings?.[key]) ?? null,
        isNumeric: kind !== 'text',
        isLoss: kind === 'saving' && (value ?? '').startsWith('-'),
      };
    }),
  });
  return {
    id: table.id,
    caption: table.caption,
    headings: table.columns.map(({ heading, kind }) => ({ heading, isNumeric: kind !== 'text' })),
    rows: table.rows.map(rowView),
    total: table.total && rowView(table.total),
  };
}

/**
 * A table as rows for a spreadsheet, to the penny whatever the page shows; each row says the journal up
 * to which it knows, where there is one.
 */
export function tableCells(
  { columns, rows, total }: ShownTable,
  journal: number | null,
): { header: string[]; cells: CsvCell[][] } {
  const known: CsvCell[] = journal === null ? [] : [{ amount: String(journal) }];
  const cells = [...rows, ...(total ? [total] : [])].map(({ values, tags }) => [
    ...columns.map(({ key, kind }): CsvCell => {
      const value = values[key] ?? null;
      return value === null || kind === 'text' ? value : { amount: value };
    }),
    (tags ?? []).map(({ text }) => text).join('; '),
    ...known,
  ]);
  const last = journal === null ? ['Notes'] : ['Notes', 'Known at journal'];
  return { header: [...columns.map(({ heading }) => heading), ...last], cells };
}
