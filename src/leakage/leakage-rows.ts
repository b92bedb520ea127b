import { formatMoney } from '../money/money.ts';
import type { ReportRow } from '../reports/report.ts';
import {
  addLeakage,
  boughtOnContractPercent,
  compliancePercent,
  type Leakage,
  type Measure,
  type Placed,
  type Potential,
  realisationPercent,
} from './leakage.ts';
import { leakageInWords, lineInWords } from './leakage-words.ts';

/** What leakage can be cut by. */
export const leakageCuts = ['school', 'contract', 'item'] as const;
export type LeakageCut = (typeof leakageCuts)[number];

const places = {
  school: ['urn'],
  contract: ['contract'],
  item: ['contract', 'item'],
} as const;

/** Leakage by place, and its total; amounts as pounds in text. */
export function leakageRows(
  lines: readonly Placed[],
  by: readonly LeakageCut[],
): { rows: ReportRow[]; total: ReportRow } {
  const isLineByLine = leakageCuts.every((cut) => cut === 'contract' || by.includes(cut));
  const names = [...new Set(by.flatMap((cut) => places[cut]))];
  const groups = new Map<string, { place: ReportRow; group: Placed[] }>();
  for (const line of lines) {
    const key = JSON.stringify(names.map((name) => line[name]));
    const place = Object.fromEntries(names.map((name) => [name, line[name]]));
    const found = groups.get(key) ?? { place, group: [] };
    found.group.push(line);
    groups.set(key, found);
  }
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    rows: inOrder.map(([, { place, group }]) => ({
      ...place,
      ...write(addLeakage(group)),
      ...(isLineByLine && group[0] && lineInWords(group[0])),
    })),
    total: write(addLeakage(lines)),
  };
}

function write(sums: Leakage): ReportRow {
  return {
    on_contract_cost: formatMoney(sums.onContract),
    off_contract_cost: formatMoney(sums.offContract),
    compliance_percent: compliancePercent(sums),
    bought_on_contract_percent: boughtOnContractPercent(sums),
    ...writeMeasure('cash', sums.cash),
    ...writeMeasure('avoidance', sums.avoidance),
    unknown_cost: formatMoney(sums.unknown),
    ...leakageInWords(sums),
  };
}

/** The figures of one measure, each with its name before it: the two are never added (P7). */
function writeMeasure(measure: Measure, of: Potential): ReportRow {
  return {
    [`${measure}_potential`]: formatMoney(of.potential),
    [`${measure}_realised`]: formatMoney(of.realised),
    [`${measure}_leakage`]: formatMoney(of.leakage),
    [`${measure}_own`]: formatMoney(of.own),
    [`${measure}_realisation_percent`]: realisationPercent(of),
    [`${measure}_estimated_leakage`]: formatMoney(of.estimated),
  };
}
