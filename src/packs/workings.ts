import { displayMoney, type Money, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { measuresOf } from '../savings/measures.ts';

/** The cells of one school, contract, item and month, whatever books they stand in. */
export function cellsByPlace(cells: readonly Cell[]): Cell[][] {
  const places = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.urn, cell.contract, cell.item, cell.month]);
    places.set(key, [...(places.get(key) ?? []), cell]);
  }
  return [...places.values()];
}

/**
 * How the figures of a place come about, as a sentence with the sums in it: what it cost, what it
 * would have cost, and so what was saved; cash and avoidance each by itself (P6, P7, P8).
 */
export function workingOf(cells: readonly Cell[], name: string): string {
  const [first] = cells;
  if (!first) return '';
  const place = `${name} (${first.urn}), ${first.contract}, ${first.item}, ${first.month}`;
  const measures = measuresOf(cells);
  const { cashSaving, cashBaselineCost, avoidance, avoidanceBaselineCost } = measures;
  const parts = [`cost ${displayMoney(measures.cost)}`];
  if (cashSaving === null) parts.push('no approved baseline, so no saving is told');
  if (cashBaselineCost) parts.push(sum('cash saving', cashBaselineCost, cashSaving));
  if (avoidanceBaselineCost || avoidance) {
    parts.push(sum('cost avoidance', avoidanceBaselineCost, avoidance));
  }
  const rest: [string, Money][] = [
    ['of that not measured', measures.notMeasuredCost],
    ['one-off cost', measures.oneOff],
    ['rebate', measures.rebate],
    ['cost outside of the contract', measures.offContractCost],
    ['no cost at all', measures.excluded],
  ];
  for (const [what, amount] of rest) if (amount) parts.push(`${what} ${displayMoney(amount)}`);
  return `${place}: ${parts.join('; ')}.`;
}

/** The cost that belongs to a saving is what the baseline cost leaves when the saving is taken off. */
function sum(what: string, baseline: Money | null, saving: Money | null): string {
  if (baseline === null || saving === null) return what;
  const cost = displayMoney(subtract(baseline, saving));
  return `${what} ${displayMoney(baseline)} − ${cost} = ${displayMoney(saving)}`;
}
