import type { ContractRecord } from '../amendments/record.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Decimal } from '../money/decimal.ts';
import { add, type Money } from '../money/money.ts';

/** What the law looks at of a contract: what was written of it, its days, and what it is for. */
export interface DutyFacts {
  readonly record: ContractRecord;
  /** The days of its first term. */
  readonly startsOn: LocalDate;
  readonly firstEndsOn: LocalDate;
  /** The last day that all its options to extend lead to. */
  readonly longestUntil: LocalDate;
  /** The last day of the term in which it stands. */
  readonly endsOn: LocalDate;
  readonly signedOn: LocalDate | null;
  readonly category: string;
  /** The most that the supplier may keep, by item, as the prices of the register have it. */
  readonly feeCaps: readonly { readonly item: string; readonly cap: Decimal | null }[];
  /** What amendments changed since it was first signed; null where nothing was. */
  readonly modification: Modification | null;
}

/** A change of a contract that was signed, made or thought of. */
export interface Modification {
  /** The day on which it was signed; null while it is open. */
  readonly on: LocalDate | null;
  /** Of the estimated value, with VAT; below zero where it is less. Null is not known. */
  readonly valueChange: Money | null;
  /** Of the longest term, in days. */
  readonly termChangeDays: number;
}

/** What is known of the estimated value of a contract, options and all, with VAT (Sch. 3). */
export interface Estimate {
  readonly known: Money;
  /** What it still lacks, so that it can only be more; nothing where it is whole. */
  readonly missing: readonly string[];
  readonly cannotBeEstimated: boolean;
}

/** The sum of the parts of the estimated value; an option that nobody valued is missing. */
export function estimateOf({ record, firstEndsOn, longestUntil }: DutyFacts): Estimate {
  const { estimatedFirstTerm, estimatedOptions, estimatedExtras, estimatedTogether } = record;
  const parts = [estimatedFirstTerm, estimatedOptions, estimatedExtras, estimatedTogether];
  const lacksOptions = longestUntil > firstEndsOn && estimatedOptions === null;
  return {
    known: add(...parts.filter((part) => part !== null)),
    missing: [
      ...(estimatedFirstTerm === null ? ['estimated_first_term'] : []),
      ...(lacksOptions ? ['estimated_options'] : []),
    ],
    cannotBeEstimated: record.cannotBeEstimated === true,
  };
}
