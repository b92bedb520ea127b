import type { Figure } from '../charts/figure.ts';
import type { Exactness } from '../charts/table.ts';
import { type Money, negate, noMoney, parseMoney } from '../money/money.ts';
import type { ReportRow } from '../reports/report.ts';
import { stepsFigure } from './steps-figure.ts';

interface Step {
  readonly key: string;
  readonly label: string;
  /** What it does to the cost: a saving takes away. */
  readonly sign: 1 | -1;
}

const steps: readonly Step[] = [
  { key: 'index_avoidance', label: 'Price rises by an index, not paid', sign: -1 },
  { key: 'cash_saving', label: 'Saved in cash', sign: -1 },
  { key: 'other_avoidance', label: 'Otherwise avoided', sign: -1 },
  { key: 'not_measured_cost', label: 'Bought, but not measured', sign: 1 },
  { key: 'off_contract_cost', label: 'Bought off contract', sign: 1 },
  { key: 'one_off', label: 'One-off costs', sign: 1 },
  { key: 'rebate', label: 'Rebates', sign: -1 },
];

const amountOf = (row: ReportRow, key: string): Money => parseMoney(row[key] ?? '0') ?? noMoney;

/** From what the same would have cost to what was paid, as bars that go on from each other (N3). */
export function bridgeFigure(total: ReportRow, exactness: Exactness): Figure {
  const way = {
    id: 'bridge',
    caption: 'From the prices before to what was paid',
    start: { label: 'At the prices before', amount: amountOf(total, 'start') },
    moves: steps.map(({ key, label, sign }) => {
      const size = amountOf(total, key);
      return { label, amount: sign === 1 ? size : negate(size) };
    }),
    end: 'Paid',
    finding: (start: string, paid: string) =>
      `${paid} was paid; at the prices before, what is measured would have cost ${start}`,
  };
  return stepsFigure(way, exactness);
}

const changes = [
  ['price', 'By price'],
  ['volume', 'By volume'],
  ['mix', 'By mix'],
  ['new_lines', 'Bought anew'],
  ['ceased_lines', 'No longer bought'],
  ['outside', 'Not comparable'],
] as const;

/** From the recurring cost of a base period to that of another: by price, volume and mix (F3, N3). */
export function changeFigure(
  total: ReportRow,
  { base, compared }: { readonly base: string; readonly compared: string },
  exactness: Exactness,
): Figure {
  const way = {
    id: 'change',
    caption: `From ${base} to ${compared}`,
    start: { label: `Recurring cost, ${base}`, amount: amountOf(total, 'base_cost') },
    moves: changes.map(([key, label]) => ({ label, amount: amountOf(total, key) })),
    end: `Recurring cost, ${compared}`,
    finding: (before: string, now: string) => `The cost went from ${before} to ${now}`,
  };
  return stepsFigure(way, exactness);
}

/** The same school by school. */
export function changesFigure(
  rows: readonly ReportRow[],
  total: ReportRow,
  names: ReadonlyMap<string, string>,
): Figure {
  const dearer = rows.filter((row) => amountOf(row, 'price_saving') < noMoney).length;
  const pounds = (key: string, heading: string) => ({ key, heading, kind: 'pounds' as const });
  return {
    id: 'schools',
    finding: `${dearer === 0 ? 'No school pays' : dearer === 1 ? 'One school pays' : `${dearer} schools pay`} higher prices than in the base period`,
    summary:
      'An amount above zero is a cost that rose. Volume is what more or less of the same cost at the old price; it is no saving.',
    svg: null,
    table: {
      id: 'schools-table',
      caption: 'Change of cost by school',
      columns: [
        { key: 'name', heading: 'School', kind: 'text' },
        pounds('base_cost', 'Base period, £'),
        ...changes.map(([key, label]) => pounds(key, `${label}, £`)),
        pounds('cost', 'Compared period, £'),
      ],
      rows: rows.map((row) => ({
        values: { ...row, name: names.get(row.urn ?? '') ?? row.urn ?? '' },
      })),
      total: { values: { ...total, name: 'Total' } },
    },
    isFolded: false,
  };
}
