import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import type { Figure } from '../charts/figure.ts';
import { columnChart, lineChart } from '../charts/month-chart.ts';
import { rowChart } from '../charts/row-chart.ts';
import { type Exactness, type ShownRow, saySaving, showAmount } from '../charts/table.ts';
import { formatMoney, pence } from '../money/money.ts';
import { isLoss, penceOf, savingColumns, type WatchedRow } from './rows.ts';

/** Savings by school or by contract: the rows of its table, and the total of the same report. */
export interface Cut {
  readonly id: 'schools' | 'contracts';
  /** What a row is: `school` or `contract`. */
  readonly noun: string;
  readonly rows: readonly (ShownRow & { readonly name: string })[];
  readonly total: ShownRow;
}

/** The savings of a cut as bars, losses left of zero, with their table. */
export function savingsFigure({ id, noun, rows, total }: Cut, exactness: Exactness): Figure {
  const finding = findingOf(noun, rows);
  const said = rows.map(
    ({ name, values }) => `${name}: ${saySaving(values.net_saving, exactness)}`,
  );
  const summary = `Net saving by ${noun}: cash saved, less one-off costs, plus rebates. ${said.join('; ')}.`;
  const bars = rows.map(({ name, values }) => ({
    label: name,
    text: saySaving(values.net_saving, exactness),
    from: 0,
    to: penceOf(values.net_saving),
    isLoss: isLoss(values.net_saving),
    colour: 'teal' as const,
  }));
  const heading = noun === 'school' ? 'School' : 'Contract';
  return {
    id,
    finding,
    summary: `The bars show the net saving by ${noun}: cash saved, less one-off costs, plus rebates. A loss is hatched and stands left of the line.`,
    svg: rows.length === 0 ? null : rowChart({ id, title: finding, summary }, bars),
    table: {
      id: `${id}-table`,
      caption: `Savings by ${noun}`,
      columns: [{ key: 'name', heading, kind: 'text' }, ...savingColumns],
      rows,
      total,
    },
    isFolded: false,
  };
}

/** `Seven of nine schools are better off`; a loss is said first where there is one. */
export function findingOf(noun: string, rows: readonly ShownRow[]): string {
  const all = rows.length;
  const worse = rows.filter(({ values }) => isLoss(values.net_saving)).length;
  const better = rows.filter(({ values }) => penceOf(values.net_saving) > 0).length;
  const nouns = (count: number) => (count === 1 ? noun : `${noun}s`);
  if (all === 0) return `Nothing was bought by any ${noun} yet`;
  if (better === all)
    return all === 1
      ? `The ${noun} is better off`
      : `${all === 2 ? 'Both' : `All ${all}`} ${noun}s are better off`;
  const rest = worse > 0 ? `, ${worse} worse off` : '';
  return `${better} of ${all} ${nouns(all)} ${better === 1 ? 'is' : 'are'} better off${rest}`;
}

/** How much of what was paid is measured, month by month. */
export function coverageFigure(rows: readonly WatchedRow[]): Figure {
  const months = rows.map((row) => ({
    label: shortMonth(row.month as Month),
    value: row.coverage_percent === null ? null : Number(row.coverage_percent),
    text: row.coverage_percent === null ? '–' : `${Math.floor(Number(row.coverage_percent))}`,
  }));
  const known = months.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const finding =
    known.length === 0
      ? 'Nothing was paid that could be measured'
      : least === 100
        ? 'Everything that was paid is measured'
        : `Month by month ${least}% to ${most}% of what was paid is measured`;
  const summary = `Measured means that we know what the school paid before. By month: ${rows
    .map(
      (row) =>
        `${monthInWords(row.month as Month)} ${row.coverage_percent ? `${row.coverage_percent}%` : 'not known'}`,
    )
    .join(', ')}.`;
  return {
    id: 'coverage',
    finding,
    summary:
      'Measured means that we know what the school paid before, so that a saving can be worked out. Months below 100% are orange.',
    svg:
      rows.length === 0 ? null : columnChart({ id: 'coverage', title: finding, summary }, months),
    table: {
      id: 'coverage-table',
      caption: 'What was paid and measured by month',
      columns: [
        { key: 'name', heading: 'Month', kind: 'text' },
        { key: 'cost', heading: 'Paid, £', kind: 'pounds' },
        { key: 'measured_cost', heading: 'Measured, £', kind: 'pounds' },
        { key: 'not_measured_cost', heading: 'Not measured, £', kind: 'pounds' },
        { key: 'coverage_percent', heading: 'Measured', kind: 'percent' },
        { key: 'missing_invoices', heading: 'Invoices missing', kind: 'count' },
      ],
      rows: rows.map((row) => ({ values: { ...row, name: monthInWords(row.month as Month) } })),
      total: null,
    },
    isFolded: true,
  };
}

/** What was saved so far beside what the change cost once, month by month. */
export function cumulativeFigure(rows: readonly WatchedRow[], exactness: Exactness): Figure {
  const saved = sums(rows.map((row) => penceOf(row.cash_saving) + penceOf(row.rebate)));
  const spent = sums(rows.map((row) => penceOf(row.one_off)));
  const amount = (value: number | undefined) => formatMoney(pence(value ?? 0));
  const [allSaved, allSpent] = [amount(saved.at(-1)), amount(spent.at(-1))];
  // From the month on after which it never fell back.
  const isPaid = saved.map((value, index) => value > 0 && value >= (spent[index] ?? 0));
  const since = isPaid.at(-1) ? isPaid.lastIndexOf(false) + 1 : -1;
  const month = rows[since]?.month as Month | undefined;
  const finding = month
    ? `The change has paid for itself since ${monthInWords(month)}`
    : 'The change has not paid for itself yet';
  const summary = `So far ${saySaving(allSaved, exactness)} in cash and rebates, for ${showAmount(allSpent, exactness)} of one-off costs.`;
  const series = [
    { name: 'Saved so far', colour: 'teal' as const, isDashed: false, values: saved },
    { name: 'One-off costs so far', colour: 'orange' as const, isDashed: true, values: spent },
  ];
  const labels = rows.map((row) => shortMonth(row.month as Month));
  return {
    id: 'cumulative',
    finding,
    summary,
    svg:
      rows.length < 2
        ? null
        : lineChart({ id: 'cumulative', title: finding, summary }, labels, series),
    table: {
      id: 'cumulative-table',
      caption: 'Saved and spent so far, by month of service',
      columns: [
        { key: 'name', heading: 'Month', kind: 'text' },
        { key: 'saved', heading: 'Saved so far, £', kind: 'saving' },
        { key: 'spent', heading: 'One-off costs so far, £', kind: 'pounds' },
        { key: 'net', heading: 'Net so far, £', kind: 'saving' },
      ],
      rows: rows.map((row, index) => ({
        values: {
          name: monthInWords(row.month as Month),
          saved: amount(saved[index]),
          spent: amount(spent[index]),
          net: amount((saved[index] ?? 0) - (spent[index] ?? 0)),
        },
      })),
      total: null,
    },
    isFolded: true,
  };
}

function sums(amounts: readonly number[]): number[] {
  let sum = 0;
  return amounts.map((amount) => {
    sum += amount;
    return sum;
  });
}

/** A month as the axis of a picture names it: `Sep 25`. */
const shortMonth = (month: Month) => `${monthInWords(month).slice(0, 3)} ${month.slice(2, 4)}`;
