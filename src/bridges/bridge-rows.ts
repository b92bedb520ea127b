import { formatDecimal } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { type Cell, type Dimension, placesOf, type ReportRow } from '../reports/report.ts';
import { measuresOf } from '../savings/measures.ts';
import { completenessBy, completenessOf } from '../watch/completeness.ts';
import type { ExpectedMonth } from '../watch/expected-months.ts';
import { changeInWords, lineInWords, partsInWords, stepsInWords } from './bridge-words.ts';
import { addUp, type CostBridge, type LineBridge } from './cost-bridge.ts';
import { type SavingBridge, savingBridge } from './saving-bridge.ts';

/** What a comparison of two periods can be cut by; one line is a school's item of a contract. */
export const lineDimensions = ['school', 'contract', 'item'] as const;

/** What the signs of a comparison of costs mean, since both conventions are in use (F3). */
export const signs = {
  'change, price, volume, mix, new_lines, ceased_lines, outside': 'cost: + costs more',
  'price_saving, demand_effect, scope_reduction': 'saving: + costs less',
} as const;

/** Rows of a bridge with their total, amounts as pounds in text. */
export interface BridgeRows {
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
}

interface Placed {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly month?: string;
}

function groupsOf<Thing extends Placed>(
  things: readonly Thing[],
  by: readonly Dimension[],
): { place: ReportRow; group: Thing[] }[] {
  const places = placesOf(by);
  const groups = new Map<string, { place: ReportRow; group: Thing[] }>();
  for (const thing of things) {
    const key = JSON.stringify(places.map((place) => thing[place] ?? ''));
    const found = groups.get(key);
    if (found) found.group.push(thing);
    else {
      const place = Object.fromEntries(places.map((name) => [name, thing[name] ?? '']));
      groups.set(key, { place, group: [thing] });
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

/** A comparison of two periods by place. A row that is one line says its unit and quantities too. */
export function costRows(lines: readonly LineBridge[], by: readonly Dimension[]): BridgeRows {
  const isLineByLine = lineDimensions.every((dimension) => by.includes(dimension));
  const all = addUp(lines);
  return {
    rows: groupsOf(lines, by).map(({ place, group }) => {
      const [line] = group;
      const sums = addUp(group);
      const words = isLineByLine && line ? lineInWords(line) : partsOf(group, sums, below(by));
      const about = isLineByLine && line ? aboutLine(line) : {};
      return Object.assign({}, place, about, writeCosts(sums), words);
    }),
    total: { ...writeCosts(all), ...partsOf(lines, all, by) },
  };
}

/** By what the rows of a cut are cut next: contract, then school, then item. */
function below(by: readonly Dimension[]): readonly Dimension[] {
  const next = (['contract', 'school', 'item'] as const).find((each) => !by.includes(each));
  return next === 'item' ? lineDimensions : next ? [next] : [];
}

/** What some lines come to, told by the parts that a cut has of them. */
function partsOf(
  lines: readonly LineBridge[],
  sums: CostBridge,
  by: readonly Dimension[],
): ReportRow {
  const parts = groupsOf(lines, by).map(({ place, group }) => {
    return { label: `of ${Object.values(place).join(', ')}`, sums: addUp(group) };
  });
  return partsInWords(sums, parts);
}

/**
 * The same rows with how much of what was expected has come in each period: a month without its
 * invoice would look like something that is no longer bought (N23).
 */
export function watched(
  { rows, total }: BridgeRows,
  by: readonly Dimension[],
  { base, compared }: Readonly<Record<'base' | 'compared', readonly ExpectedMonth[]>>,
): BridgeRows {
  const [before, now] = [base, compared].map((months) => completenessBy(months, placesOf(by)));
  const missing = (of: typeof before, row: ReportRow) => of?.(row).missing_invoices ?? null;
  return {
    rows: rows.map((row) => ({
      ...row,
      base_missing_invoices: missing(before, row),
      missing_invoices: missing(now, row),
    })),
    total: {
      ...total,
      base_missing_invoices: completenessOf(base).missing_invoices,
      missing_invoices: completenessOf(compared).missing_invoices,
    },
  };
}

function aboutLine({ unit, standing, reason, baseQuantity, quantity }: LineBridge): ReportRow {
  const quantities = [baseQuantity, quantity].map(formatDecimal);
  const [base_quantity = '', now = ''] = quantities;
  return { standing, reason, unit, base_quantity, quantity: now };
}

function writeCosts(sums: CostBridge): ReportRow {
  const amounts = write({
    base_cost: sums.baseCost,
    cost: sums.cost,
    change: sums.change,
    price: sums.price,
    volume: sums.volume,
    mix: sums.mix,
    new_lines: sums.newLines,
    ceased_lines: sums.ceasedLines,
    outside: sums.outside,
    price_saving: sums.priceSaving,
    demand_effect: sums.demandEffect,
    scope_reduction: sums.scopeReduction,
  });
  return { ...amounts, ...changeInWords(sums) };
}

/** The bridge from baseline cost to what was paid, by place (N3). */
export function savingRows(cells: readonly Cell[], by: readonly Dimension[]): BridgeRows {
  return {
    rows: groupsOf(cells, by).map(({ place, group }) => {
      return { ...place, ...writeSteps(savingBridge(measuresOf(group))) };
    }),
    total: writeSteps(savingBridge(measuresOf(cells))),
  };
}

function writeSteps(steps: SavingBridge): ReportRow {
  const amounts = write({
    start: steps.start,
    index_avoidance: steps.index,
    cash_saving: steps.cashSaving,
    other_avoidance: steps.otherAvoidance,
    measured_cost: steps.measuredCost,
    not_measured_cost: steps.notMeasured,
    off_contract_cost: steps.offContract,
    one_off: steps.oneOff,
    rebate: steps.rebate,
    paid: steps.paid,
  });
  return { ...amounts, ...stepsInWords(steps) };
}

function write(amounts: Readonly<Record<string, Money>>): ReportRow {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, formatMoney(amount)]),
  );
}
