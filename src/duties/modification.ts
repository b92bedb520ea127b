import { countDays } from '../calendar/period.ts';
import { fraction, one, round } from '../money/decimal.ts';
import { displayMoney, subtract } from '../money/money.ts';
import { type DutyFacts, estimateOf, type Modification } from './facts.ts';
import { termChangePercent, valueChangePercent } from './law.ts';

/** How large a change is beside what was agreed first, in percent; null is not known. */
export interface ChangeSize {
  readonly valuePercent: string | null;
  readonly termPercent: string;
  readonly isValueSmall: boolean | null;
  readonly isTermSmall: boolean;
}

/** A part of a whole, kept apart so that limits are held against it before it is rounded. */
interface Share {
  readonly part: number;
  readonly whole: number;
}

/** A change beside the contract as it was signed, which the estimate of today already contains. */
export function sizeOf(change: Modification, facts: DutyFacts): ChangeSize {
  const { kind } = facts.record;
  const value = changeOfValue(change, facts);
  const longest = countDays({ from: facts.startsOn, to: facts.longestUntil });
  const term = { part: change.termChangeDays, whole: longest - change.termChangeDays };
  return {
    valuePercent: value && percentOf(value),
    termPercent: percentOf(term),
    isValueSmall: value && kind ? isWithin(value, valueChangePercent(kind)) : null,
    isTermSmall: isWithin(term, termChangePercent),
  };
}

function changeOfValue({ valueChange }: Modification, facts: DutyFacts): Share | null {
  const { known, missing } = estimateOf(facts);
  if (valueChange === null || missing.length > 0) return null;
  const before = subtract(known, valueChange);
  return before > 0 ? { part: valueChange, whole: before } : null;
}

const percentOf = ({ part, whole }: Share) =>
  round(fraction(one.times(part).times(100), Math.max(1, whole)), 2);

const isWithin = ({ part, whole }: Share, limit: number) => Math.abs(part) * 100 <= limit * whole;

/** A change as a sentence, with the limits that it is held against. */
export function sizeInWords(change: Modification, facts: DutyFacts): string {
  const { kind } = facts.record;
  const size = sizeOf(change, facts);
  const limit = kind === null ? '10% or of works 15%' : `${valueChangePercent(kind)}%`;
  const value =
    size.valuePercent === null || change.valueChange === null
      ? 'How far its value changed is not known'
      : `Its value changed by ${displayMoney(change.valueChange)}, ${size.valuePercent}%`;
  return `${value} (small up to ${limit}); its longest term by ${change.termChangeDays} days, ${size.termPercent}% (small up to ${termChangePercent}%).`;
}
