import type { Figure } from '../charts/figure.ts';
import { type Row, rowChart } from '../charts/row-chart.ts';
import { type Exactness, showAmount } from '../charts/table.ts';
import { add, formatMoney, type Money, noMoney } from '../money/money.ts';

/** A way from one cost to another: where it begins, and what each step adds or takes away. */
export interface Steps {
  /** Names it in addresses. */
  readonly id: string;
  readonly caption: string;
  readonly start: { readonly label: string; readonly amount: Money };
  readonly moves: readonly { readonly label: string; readonly amount: Money }[];
  /** What the sum of all is. */
  readonly end: string;
  /** The finding, of the cost at the start and at the end in words. */
  finding(start: string, end: string): string;
}

/** Costs as bars that go on from each other, and the same as a table; steps of nothing are left out. */
export function stepsFigure(
  { id, caption, start, moves: all, end, finding: findingOf }: Steps,
  exactness: Exactness,
): Figure {
  const say = (amount: Money) => showAmount(formatMoney(amount), exactness);
  let at: Money = start.amount;
  const moves = all
    .filter(({ amount }) => amount !== noMoney)
    .map(({ label, amount }) => {
      const from = at;
      at = add(at, amount);
      return { label, move: amount, from, to: at };
    });
  const last = at;
  const sum = (label: string, amount: Money): Row => ({
    ...{ label, text: say(amount), from: 0, to: amount },
    ...{ isLoss: false, colour: 'teal', isSum: true },
  });
  const rows: Row[] = [
    sum(start.label, start.amount),
    ...moves.map(({ label, move, from, to }): Row => {
      const isMore = move > 0;
      const text = `${isMore ? '+' : ''}${say(move)}`;
      return { label, text, from, to, isLoss: false, colour: isMore ? 'orange' : 'green' };
    }),
    sum(end, last),
  ];
  const finding = findingOf(say(start.amount), say(last));
  const summary = `${caption}: ${rows.map(({ label, text }) => `${label} ${text}`).join(', ')}.`;
  const isNothing = start.amount === noMoney && last === noMoney && moves.length === 0;
  return {
    id,
    finding,
    summary:
      'Green steps lower the cost, orange ones add to it. Where the steps are small beside the whole, the picture does not begin at zero.',
    svg: isNothing ? null : rowChart({ id, title: finding, summary }, rows, true),
    table: {
      id: `${id}-table`,
      caption,
      columns: [
        { key: 'name', heading: 'Step', kind: 'text' },
        { key: 'amount', heading: 'Change of cost, £', kind: 'pounds' },
        { key: 'so_far', heading: 'So far, £', kind: 'pounds' },
      ],
      rows: [
        { values: { name: start.label, amount: null, so_far: formatMoney(start.amount) } },
        ...moves.map(({ label, move, to }) => ({
          values: { name: label, amount: formatMoney(move), so_far: formatMoney(to) },
        })),
      ],
      total: { values: { name: end, amount: null, so_far: formatMoney(last) } },
    },
    isFolded: true,
  };
}
