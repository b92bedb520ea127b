import { type Exactness, saySaving, showAmount } from '../charts/table.ts';
import { isLoss, penceOf } from '../overviews/rows.ts';
import type { ReportRow } from '../reports/report.ts';

/** What a board has to know beside the figures, each in one sentence. */
export interface ExceptionFacts {
  /** School by contract. */
  readonly places: readonly ReportRow[];
  readonly schools: readonly ReportRow[];
  readonly total: ReportRow;
  readonly names: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  /** What has to be decided of contracts, in whole sentences. */
  readonly decisions: readonly string[];
  /** The names of the schools that dispute their figures. */
  readonly disputing: readonly string[];
}

const lowCoverage = 90;

/** What goes against the headline, worst first: losses, what is not measured or missing, disputes. */
export function exceptionsOf(facts: ExceptionFacts, exactness: Exactness): string[] {
  const { places, schools, total, names, titles, disputing } = facts;
  const nameOf = (urn: string | null | undefined) => names.get(urn ?? '') ?? urn ?? '';
  const losses = places
    .filter(({ net_saving: saving }) => isLoss(saving))
    .sort((a, b) => penceOf(a.net_saving) - penceOf(b.net_saving))
    .map(({ urn, contract, net_saving: saving }) => {
      const title = titles.get(contract ?? '') ?? contract;
      return `${nameOf(urn)} is ${saySaving(saving, exactness)} on ${title}.`;
    });
  const unmeasured = schools
    .filter(({ coverage_percent: percent }) => percent !== null && Number(percent) < lowCoverage)
    .map(({ urn, coverage_percent: percent }) => {
      return `Only ${percent}% of what ${nameOf(urn)} paid is measured.`;
    });
  const missing = Number(total.missing_invoices ?? 0);
  return [
    ...losses,
    ...unmeasured,
    ...(missing > 0
      ? [
          `${missing} of ${total.expected_invoices} expected invoices are missing: costs may still rise.`,
        ]
      : []),
    ...(penceOf(total.off_contract_cost) > 0
      ? [`${showAmount(total.off_contract_cost, exactness)} was bought outside of the contracts.`]
      : []),
    ...disputing.map((name) => `${name} disputes its figure.`),
    ...facts.decisions,
  ];
}
