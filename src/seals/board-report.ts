import { createHash } from 'node:crypto';
import type { Definition } from '../methods/definition.ts';
import { basis } from '../reports/layout.ts';
import type { Dimension, Report, ReportRow } from '../reports/report.ts';
import { versionWarnings } from '../reports/rule-versions.ts';
import type { Window } from '../reports/window.ts';
import type { Completeness } from '../watch/completeness.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a person says of a report that is sealed, and when. */
export interface SealHead {
  readonly number: number;
  readonly title: string;
  readonly cut: readonly Dimension[];
  readonly window: Window;
  readonly sealedBy: string;
  readonly sealedAt: string;
}

/** Everything that a board report is written from. */
export interface BoardReport extends Report {
  /** How many of the expected invoices have come, by row and in all: nobody reads one without (N23). */
  readonly completeness: readonly Completeness[];
  readonly totalCompleteness: Completeness;
  readonly head: SealHead;
  readonly trustName: string;
  readonly names: ReadonlyMap<string, string>;
  readonly journal: {
    readonly number: number;
    readonly hash: string;
    readonly recordedAt: string;
    readonly ruleVersion: string;
  };
  readonly ruleVersions: readonly string[];
  readonly method: readonly Definition[];
}

/**
 * The columns of the first form. Written out here, and not taken from the report, since a measure that
 * reports get later must not stand in a report that was sealed before. Other columns are another form.
 */
const columns = [
  'urn',
  'contract',
  'item',
  'month',
  'booked_month',
  'quantity',
  'cost',
  'measured_cost',
  'not_measured_cost',
  'baseline_cost',
  'cash_saving',
  'avoidance',
  'one_off',
  'rebate',
  'off_contract_cost',
  'excluded',
  'new_cash_saving',
  'sustained_cash_saving',
  'new_avoidance',
  'sustained_avoidance',
  'cash_baseline_cost',
  'avoidance_baseline_cost',
  'net_saving',
  'coverage_percent',
  'cash_saving_percent',
  'avoidance_percent',
  'closed_net_saving',
  'prior_period_adjustment',
  'expected_invoices',
  'missing_invoices',
  'complete_percent',
];

function inForm(row: ReportRow): ReportRow {
  return Object.fromEntries(
    columns.filter((key) => key in row).map((key) => [key, row[key] ?? null]),
  );
}

/** A board report as the bytes that are sealed, and their hash. */
export function writeBoardReport(report: BoardReport): { content: string; sha256: string } {
  const { head, journal, ruleVersions } = report;
  const urns = new Set(report.rows.map(({ urn }) => urn));
  const content = canonicalJson({
    form: 1,
    seal: {
      number: head.number,
      title: head.title,
      sealed_by: head.sealedBy,
      sealed_at: head.sealedAt,
    },
    trust: report.trustName,
    basis,
    // The hash of its journal ties the report to the whole chain before it.
    journal: { number: journal.number, hash: journal.hash, recorded_at: journal.recordedAt },
    rule_version: journal.ruleVersion,
    rule_versions: ruleVersions,
    warnings: versionWarnings(ruleVersions),
    window: { from: head.window.from ?? null, to: head.window.to ?? null },
    cut: head.cut,
    schools: [...report.names]
      .filter(([urn]) => urns.has(urn))
      .map(([urn, name]) => ({ urn, name }))
      .sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    rows: report.rows.map((row, index) =>
      inForm({ ...row, ...report.closings[index], ...report.completeness[index] }),
    ),
    total: inForm({ ...report.total, ...report.totalCompleteness }),
    adjustments: report.adjustments.map(inForm),
    method: report.method,
  });
  return { content, sha256: hashOf(content) };
}

/** The SHA-256 of a text's bytes in UTF-8, as `sha256sum` prints it. */
export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
