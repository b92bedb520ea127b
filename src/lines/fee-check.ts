import { priceOn } from '../contracts/price-schedule.ts';
import { type Decimal, formatDecimal, fraction } from '../money/decimal.ts';
import { add, formatMoney, type Money, noMoney } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';
import type { MatchedLine } from './assess.ts';
import type { Assessment } from './posted-line.ts';

/** A line on which the supplier keeps more than the cap of that day allows. */
export interface FeeExcess {
  readonly row: number;
  readonly documentNumber: string;
  readonly schoolText: string;
  readonly item: string;
  readonly quantity: Decimal;
  readonly fee: Decimal;
  readonly cap: Decimal;
  /** (fee − cap) × quantity: what is to be recovered (F18). */
  readonly excess: Money;
}

/** What a file charges above the caps of its fees, and how many lines could not be tested. */
export interface FeeCheck {
  readonly rows: number;
  readonly excess: Money;
  readonly differences: readonly FeeExcess[];
  /** Lines of a capped item that do not say what the supplier keeps. */
  readonly untested: number;
}

/** So many lines are listed; the sum is of all. */
const listed = 1000;

/** Holds the fees of lines against their caps, as the lines are posted. */
export interface FeeCounter {
  count(matched: MatchedLine, assessment: Assessment): void;
  end(): FeeCheck;
}

export function feeCounter(): FeeCounter {
  let found = { rows: 0, excess: noMoney, untested: 0 };
  const differences: FeeExcess[] = [];
  return {
    count(matched, assessment) {
      const tested = feeExcess(matched, assessment);
      if (tested === 'untested') found = { ...found, untested: found.untested + 1 };
      if (!tested || tested === 'untested') return;
      const excess = add(found.excess, tested.excess);
      found = { ...found, rows: found.rows + 1, excess };
      if (differences.length < listed) differences.push(tested);
    },
    end: () => ({ ...found, differences: differences.sort((a, b) => a.row - b.row) }),
  };
}

/**
 * What a line of an invoice has above the fee cap of its first day of service: Σ max(0, fee − cap) ×
 * quantity (F18). Undefined within the cap or where there is none.
 */
export function feeExcess(
  { line, contract }: MatchedLine,
  { service }: Assessment,
): FeeExcess | 'untested' | undefined {
  if (line.documentKind !== 'invoice') return undefined;
  const cap = priceOn(contract.prices, line.item, service.from)?.feeCap;
  if (!cap) return undefined;
  const { row, documentNumber, schoolText, item, quantity, fee } = line;
  if (!fee || !quantity) return 'untested';
  if (fee.lte(cap)) return undefined;
  const excess = toMoney(priced(fraction(quantity), fee.minus(cap)));
  return { row, documentNumber, schoolText, item, quantity, fee, cap, excess };
}

/** A fee check as it travels: amounts and quantities as text. */
export function writeFeeCheck({ rows, excess, differences, untested }: FeeCheck) {
  return {
    rows,
    excess: formatMoney(excess),
    untested,
    differences: differences.map((each) => ({
      row: each.row,
      document: each.documentNumber,
      school: each.schoolText,
      item: each.item,
      quantity: formatDecimal(each.quantity),
      fee: formatDecimal(each.fee),
      cap: formatDecimal(each.cap),
      excess: formatMoney(each.excess),
    })),
  };
}
