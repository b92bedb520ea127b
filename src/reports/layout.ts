import type { CsvCell } from '../csv/csv-writer.ts';
import type { Completeness } from '../watch/completeness.ts';
import type { YearAsked, YearCut } from './financial-year.ts';
import { indexWarnings, type NotIndexed } from './not-indexed.ts';
import type { Report, ReportRow } from './report.ts';
import { versionWarnings, writeVersions } from './rule-versions.ts';

/** A report that says how much of what was expected has come (P10), and which rules it follows. */
type Watched = Report &
  Readonly<{
    completeness: readonly Completeness[];
    totalCompleteness: Completeness;
    ruleVersions: readonly string[];
  }>;

/** A column of the report as a person reads it. */
export interface Column {
  readonly key: string;
  readonly heading: string;
}

/** The columns that a report on paper or screen shows, side by side and never added up together. */
export const shownMeasures: readonly Column[] = [
  { key: 'cost', heading: 'Cost' },
  { key: 'coverage_percent', heading: 'Measured %' },
  { key: 'baseline_cost', heading: 'Baseline' },
  { key: 'cash_saving', heading: 'Cash saving' },
  { key: 'avoidance', heading: 'Avoidance' },
  { key: 'one_off', heading: 'One-off' },
  { key: 'rebate', heading: 'Rebate' },
  { key: 'net_saving', heading: 'Net saving' },
  { key: 'off_contract_cost', heading: 'Off contract' },
  { key: 'complete_percent', heading: 'Complete %' },
];

/** An amount as people read it: `1,234.50`, a true minus sign, a dash where nothing is measured. */
export function displayCell(value: string | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value.replace(/^-/, '−').replace(/\B(?=(\d{3})+(?=\.\d))/g, ',');
}

/** What every amount of a report is made of (P2). */
export const basis = 'net plus irrecoverable VAT';

/** The rows of a report, each with how much of what was expected has come: nobody reads one without. */
export function watchedRows({
  rows,
  completeness,
}: Pick<Watched, 'rows' | 'completeness'>): ReportRow[] {
  return rows.map((row, index) => ({ ...row, ...completeness[index] }));
}

/**
 * The rows of a report, each with what it has to say where it stands alone: its closings, its basis,
 * and the rules that it follows (N20).
 */
export function rowsAlone(report: Watched): ReportRow[] {
  const rules = writeVersions(report.ruleVersions);
  return watchedRows(report).map((row, index) => ({
    ...row,
    ...report.closings[index],
    basis,
    rule_version: rules,
  }));
}

/** A report as rows for a spreadsheet: places as text, measures as amounts, unknown as empty. */
export function csvRows(
  places: readonly string[],
  report: Watched,
): {
  header: string[];
  cells: CsvCell[][];
} {
  const rows = rowsAlone(report);
  const header = Object.keys(rows[0] ?? Object.fromEntries(places.map((place) => [place, ''])));
  const texts = [...places, 'basis', 'rule_version'];
  const cells = rows.map((row) =>
    header.map((key): CsvCell => {
      const value = row[key] ?? null;
      return value === null || texts.includes(key) ? value : { amount: value };
    }),
  );
  return { header, cells };
}

/** A year that was asked for, with the months that it is for each school or contract. */
type KnownYear = YearAsked & Pick<YearCut, 'windows' | 'isMixed'>;

/** What a person has to know of a total over several windows; null where there is one. */
export function mixedNote({ isMixed, of, year }: KnownYear): string | null {
  if (!isMixed) return null;
  return `The total adds figures of different months, because each ${of} has its own year ${year}.`;
}

function yearDocument(year: KnownYear) {
  const { of, windows, isMixed } = year;
  return { year: year.year, of, windows: [...windows], is_mixed: isMixed, note: mixedNote(year) };
}

/** A report as one JSON document, the same for the terminal and the API. */
export function reportDocument(
  report: Watched &
    Readonly<{
      trustName: string;
      journal: number;
      ruleVersion: string;
      notIndexed: readonly NotIndexed[];
      year?: KnownYear;
    }>,
) {
  const { trustName, journal, ruleVersion, ruleVersions, year, adjustments } = report;
  return {
    trust: trustName,
    basis,
    journal,
    rule_version: ruleVersion,
    ...(year && { year: yearDocument(year) }),
    warnings: [...versionWarnings(ruleVersions), ...indexWarnings(report.notIndexed)],
    rows: watchedRows(report),
    total: { ...report.total, ...report.totalCompleteness },
    adjustments,
  };
}
