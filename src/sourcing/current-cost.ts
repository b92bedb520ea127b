import { unitInWords } from '../contracts/charge.ts';
import type { Unit } from '../contracts/price-schedule.ts';
import type { Derivation } from '../derivations/derivation.ts';
import { decimal } from '../money/decimal.ts';
import type { AreaCost } from './area.ts';
import type { CurrentCost, UnknownCost } from './comparison.ts';

/**
 * What a school pays now for an item and how much it bought in the year: worked out from its posted lines
 * where these make a price, else as stated. With neither it is unknown, and no sum has it.
 */
export function currentCost(
  cost: AreaCost,
  unit: Unit,
  history: Derivation | undefined,
): CurrentCost | UnknownCost {
  const { urn, item, kind, unitPrice, vatRate, annualQuantity: quantity, source } = cost;
  const because = history ? unusable(history, unit) : null;
  if (history && 'working' in history && because === null) {
    const { working } = history;
    return {
      ...{ urn, item },
      kind: 'historic_spend',
      unitPrice: decimal(working.unitPrice),
      vatRate: decimal(working.vatRate),
      quantity: decimal(working.quantity),
      from: 'ledger',
      source: `Worked out from ${working.lines} posted lines of ${working.item} of ${working.contract}, ${working.from} to ${working.to}, as known at journal ${working.knownAtJournal}`,
      because: null,
    };
  }
  if (kind === null || unitPrice === null || quantity === null || source === null) {
    return { urn, item, why: because ?? 'Nothing is stated of it.' };
  }
  return { urn, item, kind, unitPrice, vatRate, quantity, from: 'stated', source, because };
}

/** Why a history makes no cost in the area's unit; null if it does. */
function unusable(history: Derivation, unit: Unit): string | null {
  if ('problems' in history) {
    return history.problems
      .flatMap(({ message, remedy }) => (remedy === undefined ? [message] : [message, remedy]))
      .join(' ');
  }
  const counted = history.working.unit;
  if (counted === null || counted === unit) return null;
  const [theirs, ours] = [counted as Unit, unit].map(unitInWords);
  return `Its lines are counted in ${theirs}, and the area in ${ours}.`;
}
