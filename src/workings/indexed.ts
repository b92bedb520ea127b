import { add, displayMoney, formatMoney, type Money, pence } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { indexedAvoidance } from '../savings/measures.ts';
import { type Explanation, explained, poundsTerm } from './explanation.ts';

/**
 * The price rise that a school did not pay in one cell, with its three numbers: what the index would
 * have made of the price before, less the greater of cost before and cost now, at least nothing (P7).
 * Undefined of a cell that no index moves.
 */
export function indexedInWords(cells: readonly Cell[]): Explanation | undefined {
  const sum = (read: (cell: Cell) => Money) => add(...cells.map(read));
  const indexed = sum((cell) => cell.indexedCost);
  const baseline = sum((cell) => cell.indexedBaselineCost);
  const cost = sum((cell) => cell.indexedMeasuredCost);
  if (indexed === 0) return undefined;
  const value = indexedAvoidance({ indexed, baseline, cost });
  const greater = pence(Math.max(baseline, cost));
  const says = `Price rises of ${displayMoney(value)} were not paid, by the index less the greater of ${displayMoney(baseline)} before and ${displayMoney(cost)} now`;
  const terms = [
    poundsTerm('+', 'by the index', indexed),
    poundsTerm('-', baseline >= cost ? 'before' : 'now', greater),
  ];
  return indexed > greater
    ? explained('price rises not paid', formatMoney(value), terms, (told) => `${says}: ${told}.`)
    : explained('price rises not paid', formatMoney(value), [], () => {
        return `${says}; ${displayMoney(indexed)} by the index is not more, so nothing was avoided.`;
      });
}
