import type { Figure } from '../charts/figure.ts';
import { type Row, rowChart } from '../charts/row-chart.ts';
import { type Exactness, showAmount } from '../charts/table.ts';
import { add, formatMoney, type Money, negate, noMoney, parseMoney } from '../money/money.ts';
import type { ReportRow } from '../reports/report.ts';

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

const amountOf = (total: ReportRow, key: string): Money => parseMoney(total[key] ?? '0') ?? noMoney;

/** From what the same would have cost to what was paid, as bars that go on from each other (N3). */
export function bridgeFigure(total: ReportRow, exactness: Exactness): Figure {
  const say = (amount: Money) => showAmount(formatMoney(amount), exactness);
  const start = amountOf(total, 'start');
  let at: Money = start;
  const moves = steps.flatMap(({ key, label, sign }) => {
    const size = amountOf(total, key);
    if (size === noMoney) return [];
    const move = sign === 1 ? size : negate(size);
    const from = at;
    at = add(at, move);
    return [{ label, move, from, to: at }];
  });
  const paid = at;
  const sum = (label: string, amount: Money): Row => ({
    ...{ label, text: say(amount), from: 0, to: amount },
    ...{ isLoss: false, colour: 'teal', isSum: true },
  });
  const rows: Row[] = [
    sum('At the prices before', start),
    ...moves.map(({ label, move, from, to }): Row => {
      const isMore = move > 0;
      const text = `${isMore ? '+' : ''}${say(move)}`;
      return { label, text, from, to, isLoss: false, colour: isMore ? 'orange' : 'green' };
    }),
    sum('Paid', paid),
  ];
  const finding = `${say(paid)} was paid; at the prices before, what is measured would have cost ${say(start)}`;
  const summary = `From the prices before to what was paid: ${rows.map(({ label, text }) => `${label} ${text}`).join(', ')}.`;
  return {
    id: 'bridge',
    finding,
    summary:
      'Green steps lower the cost, orange ones add to it. Where the steps are small beside the whole, the picture does not begin at zero.',
    svg:
      start === noMoney && paid === noMoney
        ? null
        : rowChart({ id: 'bridge', title: finding, summary }, rows, true),
    table: {
      id: 'bridge-table',
      caption: 'From the prices before to what was paid',
      columns: [
        { key: 'name', heading: 'Step', kind: 'text' },
        { key: 'amount', heading: 'Change of cost, £', kind: 'pounds' },
        { key: 'so_far', heading: 'So far, £', kind: 'pounds' },
      ],
      rows: [
        { values: { name: 'At the prices before', amount: null, so_far: formatMoney(start) } },
        ...moves.map(({ label, move, to }) => ({
          values: { name: label, amount: formatMoney(move), so_far: formatMoney(to) },
        })),
      ],
      total: { values: { name: 'Paid', amount: null, so_far: formatMoney(paid) } },
    },
    isFolded: true,
  };
}
