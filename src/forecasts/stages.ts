import type { Month } from '../calendar/period.ts';
import { spreadEvenly } from '../charges/charge.ts';
import { add, displayMoney, type Money, noMoney, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import type { Window } from '../reports/window.ts';
import { measuresOf } from '../savings/measures.ts';
import { type Forecast, latestOf } from './forecast.ts';

/**
 * The cash saving of a place at each stage. Forecasts are `identified` and `contracted`; `realised` is
 * what was measured, `validated` the part of it that was signed. Null where nothing is known.
 */
export interface Stages {
  readonly identified: Money | null;
  /** Only of months that have no measured figure yet: those that have one are realised. */
  readonly contracted: Money | null;
  readonly realised: Money | null;
  readonly validated: Money | null;
  /** Of realised months that a contracted forecast had: what it expected, and what came out. */
  readonly expected: Money | null;
  readonly cameOut: Money | null;
  /** What came out less what was expected: below zero where less was saved. */
  readonly difference: Money | null;
}

/** What a figure of a place is added up from: a forecast, or a month that was measured. */
export interface StagePart {
  readonly figure: Exclude<keyof Stages, 'difference'>;
  readonly label: string;
  readonly amount: Money;
}

/** The stages of a school in an area of spend or, once contracted, at a contract. */
export interface StageRow extends Stages {
  readonly area: string | null;
  readonly contract: string | null;
  readonly urn: string;
  readonly parts: readonly StagePart[];
}

/** All rows, and their totals: what is forecast and what is realised stand apart, never added. */
export interface StagesReport {
  readonly window: Window;
  readonly rows: readonly StageRow[];
  readonly total: Stages & { readonly forecast: Money | null };
}

/** Figures of a contract that were signed and still hold as a whole, cell by cell as they were then. */
export interface Signed {
  readonly contract: string;
  readonly cells: readonly Cell[];
}

type Place = Pick<StageRow, 'area' | 'contract' | 'urn'>;

/** Sums while they are gathered: what a place has no part in stays null. */
type Gathered = Place & {
  -readonly [Stage in StagePart['figure']]: Stages[Stage];
} & { readonly parts: StagePart[] };

/**
 * Where each expected and each measured saving of a window stands. A month of a contract at a school
 * counts once: measured, it is realised, and its forecast is only told beside (N21).
 */
export function stagesOf(
  window: Window,
  {
    forecasts,
    cells,
    signed,
  }: {
    readonly forecasts: readonly Forecast[];
    readonly cells: readonly Cell[];
    readonly signed: readonly Signed[];
  },
): StagesReport {
  const rows = new Map<string, Gathered>();
  const measured = measuredMonths(cells);
  const held = heldMonths(measured, signed);
  const expected = new Set<string>();
  for (const { place, number, month, amount, stage } of expectedMonths(forecasts, window)) {
    const row = rowAt(rows, place);
    const key = monthKey(place.contract ?? '', place.urn, month);
    const label = `of forecast ${number}`;
    if (stage === 'identified') count(row, { figure: 'identified', label, amount });
    else if (measured.has(key)) {
      expected.add(key);
      count(row, { figure: 'contracted', label, amount: noMoney });
      count(row, { figure: 'expected', label, amount });
    } else count(row, { figure: 'contracted', label, amount });
  }
  for (const [key, { contract, urn, month, saving }] of measured) {
    const row = rowAt(rows, { area: null, contract, urn });
    const part = { label: `in ${month}`, amount: saving };
    count(row, { ...part, figure: 'realised' });
    count(row, { ...part, figure: 'validated', ...(!held.has(key) && { amount: noMoney }) });
    if (expected.has(key)) count(row, { ...part, figure: 'cameOut' });
  }
  const inOrder = [...rows.values()].sort(byPlace).map(withDifference);
  return { window, rows: inOrder, total: totalOf(inOrder) };
}

const monthKey = (contract: string, urn: string, month: Month) =>
  JSON.stringify([contract, urn, month]);

function count(row: Gathered, part: StagePart): void {
  row[part.figure] = add(row[part.figure] ?? noMoney, part.amount);
  row.parts.push(part);
}

interface MeasuredMonth {
  readonly contract: string;
  readonly urn: string;
  readonly month: Month;
  readonly saving: Money;
}

/** The cash saving of each contract at each school in each month that is measured at all. */
function measuredMonths(cells: readonly Cell[]): Map<string, MeasuredMonth> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = monthKey(cell.contract, cell.urn, cell.month);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const found = new Map<string, MeasuredMonth>();
  for (const [key, group] of groups) {
    const { cashSaving: saving } = measuresOf(group);
    const [first] = group;
    if (first && saving !== null) found.set(key, { ...first, saving });
  }
  return found;
}

/** The measured months of signed figures that are the same now as they were then. */
function heldMonths(
  measured: ReadonlyMap<string, MeasuredMonth>,
  signed: readonly Signed[],
): Set<string> {
  const held = new Set<string>();
  for (const { contract, cells } of signed) {
    const mine = cells.filter((cell) => cell.contract === contract);
    for (const [key, { saving }] of measuredMonths(mine)) {
      if (measured.get(key)?.saving === saving) held.add(key);
    }
  }
  return held;
}

/** What standing forecasts expect of each month of a window, spread evenly over their own. */
function expectedMonths(forecasts: readonly Forecast[], { from, to }: Window) {
  return latestOf(forecasts)
    .filter(({ stage }) => stage !== 'dropped')
    .flatMap(({ number, stage, area, contract, schools, window }) =>
      schools.flatMap(({ urn, amount }) =>
        spreadEvenly(amount, window)
          .filter(({ month }) => (from ?? month) <= month && month <= (to ?? month))
          .map((part) => {
            const place: Place = { area: contract === null ? area : null, contract, urn };
            return { ...part, number, stage, place };
          }),
      ),
    );
}

function rowAt(rows: Map<string, Gathered>, { area, contract, urn }: Place): Gathered {
  const key = JSON.stringify([area, contract, urn]);
  const known = rows.get(key);
  if (known) return known;
  const forecast = { identified: null, contracted: null, expected: null };
  const figures = { realised: null, validated: null, cameOut: null };
  const row: Gathered = { area, contract, urn, ...forecast, ...figures, parts: [] };
  rows.set(key, row);
  return row;
}

function byPlace(a: Place, b: Place): number {
  for (const part of ['area', 'contract', 'urn'] as const) {
    const [left, right] = [a[part] ?? '', b[part] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function withDifference(row: Gathered): StageRow {
  const { expected, cameOut } = row;
  const isKnown = expected !== null && cameOut !== null;
  return { ...row, difference: isKnown ? subtract(cameOut, expected) : null };
}

function totalOf(rows: readonly StageRow[]): StagesReport['total'] {
  const sum = (key: keyof Stages) => {
    const known = rows.map((row) => row[key]).filter((amount) => amount !== null);
    return known.length === 0 ? null : add(...known);
  };
  const [identified, contracted] = [sum('identified'), sum('contracted')];
  const isForecast = identified !== null || contracted !== null;
  return {
    identified,
    contracted,
    forecast: isForecast ? add(identified ?? noMoney, contracted ?? noMoney) : null,
    realised: sum('realised'),
    validated: sum('validated'),
    expected: sum('expected'),
    cameOut: sum('cameOut'),
    difference: sum('difference'),
  };
}

/** What a forecast expected of months that are realised, and what came out; nothing without one. */
export function comparison({ expected, cameOut, difference }: Stages): string | null {
  if (expected === null || cameOut === null || difference === null) return null;
  const sign = difference > 0 ? '+' : '';
  return `forecast ${displayMoney(expected)}, came out ${displayMoney(cameOut)} (${sign}${displayMoney(difference)})`;
}
