import type { PriceReview } from '../agreed-prices/price-review.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { WrittenTerms } from '../renewals/term.ts';
import type { RebateClause, VolumeTier } from '../tiers/volume-terms.ts';

/** What is written of a contract beside its days and dated prices. */
export interface WrittenOf {
  readonly end: WrittenTerms | undefined;
  readonly tiers: readonly VolumeTier[];
  readonly clauses: readonly RebateClause[];
  readonly reviews: readonly PriceReview[];
}

/** The terms of a contract as they travel, in the order of their days. */
export function writeTerms(contract: string, { end, tiers, clauses, reviews }: WrittenOf) {
  return {
    contract,
    end: end ? writeEnd(end) : null,
    volume_tiers: inOrder(tiers, ({ fromQuantity }) => fromQuantity.toNumber()).map((tier) => ({
      item: tier.item,
      from_quantity: formatDecimal(tier.fromQuantity),
      unit_price: formatDecimal(tier.unitPrice),
      ...writeDays(tier.valid),
    })),
    rebate_clauses: inOrder(clauses, ({ spendAbove }) => spendAbove.toNumber()).map((clause) => ({
      spend_above: formatDecimal(clause.spendAbove),
      rebate_rate: formatDecimal(clause.rebateRate),
      due_months: clause.dueMonths,
      ...writeDays(clause.valid),
    })),
    price_reviews: inOrder(reviews, () => 0).map((review) => ({
      item: review.item,
      series: review.series,
      base_month: review.baseMonth,
      review_month: review.reviewMonth,
      cap: review.cap && formatDecimal(review.cap),
      collar: review.collar && formatDecimal(review.collar),
      decimals: review.decimals,
      ...writeDays(review.valid),
    })),
  };
}

function writeEnd({ extension, renewalMonths, notice, leadWeeks, penalties }: WrittenTerms) {
  return {
    extension_months: extension?.months ?? null,
    extensions: extension?.count ?? null,
    renewal_months: renewalMonths,
    notice_length: notice?.length ?? null,
    notice_unit: notice?.unit ?? null,
    lead_weeks: leadWeeks,
    penalties,
  };
}

const writeDays = ({ from, to }: DateRange) => ({
  valid_from: from,
  valid_to: to === lastDay ? null : to,
});

/** By item and first day, and where these are the same by size. */
function inOrder<Term extends { readonly item?: string; readonly valid: DateRange }>(
  terms: readonly Term[],
  size: (term: Term) => number,
): Term[] {
  const key = ({ item = '', valid }: Term) => `${item} ${valid.from}`;
  return [...terms].sort((a, b) =>
    key(a) === key(b) ? size(a) - size(b) : key(a) < key(b) ? -1 : 1,
  );
}
