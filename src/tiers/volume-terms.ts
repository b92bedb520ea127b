import type { LocalDate } from '../calendar/local-date.ts';
import { contains, type DateRange } from '../calendar/period.ts';
import type { Decimal } from '../money/decimal.ts';

/** What a unit of an item costs once so many were bought in a contract year: all of them (F16). */
export interface VolumeTier {
  readonly item: string;
  readonly fromQuantity: Decimal;
  readonly unitPrice: Decimal;
  /** It holds for the contract years that begin on one of these days. */
  readonly valid: DateRange;
}

/** The part of a contract year's net spend beyond an amount that the supplier pays back (F16). */
export interface RebateClause {
  /** Pounds. */
  readonly spendAbove: Decimal;
  readonly rebateRate: Decimal;
  /** So many months after the contract year it is due. */
  readonly dueMonths: number;
  /** It holds for the contract years that begin on one of these days. */
  readonly valid: DateRange;
}

/** A term with its contract. */
export type OfContract<Term> = Term & { readonly contractId: string };

/** What the contracts of a trust promise by volume. */
export interface VolumeTerms {
  readonly tiers: readonly OfContract<VolumeTier>[];
  readonly clauses: readonly OfContract<RebateClause>[];
}

/** The terms that hold for a contract year which begins on a day. */
export function holdingOn<Term extends { readonly valid: DateRange }>(
  terms: readonly Term[],
  day: LocalDate,
): Term[] {
  return terms.filter(({ valid }) => contains(valid, day));
}
