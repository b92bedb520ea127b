import type { ShownColumn, ShownRow, ShownTag } from '../charts/table.ts';
import { parseMoney } from '../money/money.ts';
import type { ReportRow } from '../reports/report.ts';

/** A row of a report with how many of its invoices have come. */
export type WatchedRow = ReportRow;

/** The columns of every table of savings: what was paid, and what that saved. */
export const savingColumns: readonly ShownColumn[] = [
  { key: 'cost', heading: 'Paid, £', kind: 'pounds' },
  { key: 'baseline_cost', heading: 'Before, £', kind: 'pounds' },
  { key: 'cash_saving', heading: 'Cash saving, £', kind: 'saving' },
  { key: 'one_off', heading: 'One-off costs, £', kind: 'pounds' },
  { key: 'rebate', heading: 'Rebates, £', kind: 'pounds' },
  { key: 'net_saving', heading: 'Net saving, £', kind: 'saving' },
  { key: 'avoidance', heading: 'Avoided, £', kind: 'pounds' },
  { key: 'coverage_percent', heading: 'Measured', kind: 'percent' },
];

/** Below this a figure says nothing of a good part of what was paid. */
const lowCoverage = 90;

/** What has to be known beside the figures of a row: a loss, little measured, invoices that are missing. */
export function tagsOf(row: WatchedRow): ShownTag[] {
  const tags: ShownTag[] = [];
  if (isLoss(row.net_saving)) tags.push({ text: 'Worse off', colour: 'red' });
  const coverage = row.coverage_percent;
  if (typeof coverage === 'string' && Number(coverage) < lowCoverage) {
    tags.push({ text: `Only ${coverage}% measured`, colour: 'yellow' });
  }
  const missing = Number(row.missing_invoices ?? 0);
  if (missing > 0) {
    tags.push({
      text: `${missing} ${missing === 1 ? 'invoice' : 'invoices'} missing`,
      colour: 'grey',
    });
  }
  return tags;
}

/** Whether an amount is below zero. */
export const isLoss = (value: string | null | undefined) => (value ?? '').startsWith('-');

/** An amount of a report in pence; zero where nothing is known. */
export const penceOf = (value: string | null | undefined) => parseMoney(value ?? '0') ?? 0;

/** A row of a report as a row of a table, its saving leading to its working. */
export function shownRow(
  row: WatchedRow,
  place: Readonly<Record<string, string>>,
  links: {
    readonly href?: string | undefined;
    readonly working?: (measure: string) => string;
  } = {},
): ShownRow {
  const { href, working } = links;
  const explained = ['cash_saving', 'net_saving', 'avoidance'].filter((key) => row[key] !== null);
  return {
    values: { ...row, ...place },
    href,
    workings: working && Object.fromEntries(explained.map((key) => [key, working(key)])),
    tags: tagsOf(row),
  };
}
