import { and, eq, sql } from 'drizzle-orm';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { inBatches, saveItems } from '../contracts/store.ts';
import { contract, priceReview } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { firstPublished } from '../indices/level.ts';
import { levelsOf } from '../indices/store.ts';
import { decimal } from '../money/decimal.ts';
import { boughtLines, volumeTermsOf } from '../tiers/store.ts';
import type { OfContract } from '../tiers/volume-terms.ts';
import type { PriceTerms } from './agreed-price.ts';
import type { PriceReview } from './price-review.ts';

/** Writes clauses with their items; a row for the same item and first day is corrected. */
export async function savePriceReviews(
  tenant: Tenant,
  reviews: readonly OfContract<PriceReview>[],
): Promise<void> {
  const { query, trustId } = tenant;
  await saveItems(tenant, reviews);
  const rows = reviews.map(({ contractId, item, series, reviewMonth, decimals, ...review }) => ({
    ...{ trustId, contractId, item, series, reviewMonth, decimals },
    baseMonth: `${review.baseMonth}-01`,
    cap: review.cap?.toFixed(6) ?? null,
    collar: review.collar?.toFixed(6) ?? null,
    validFrom: review.valid.from,
    validTo: review.valid.to === lastDay ? null : review.valid.to,
  }));
  const t = priceReview;
  await inBatches(rows, (batch) =>
    query
      .insert(priceReview)
      .values(batch)
      .onConflictDoUpdate({
        target: [t.trustId, t.contractId, t.item, t.validFrom],
        set: {
          series: sql`excluded.series`,
          baseMonth: sql`excluded.base_month`,
          reviewMonth: sql`excluded.review_month`,
          cap: sql`excluded.cap`,
          collar: sql`excluded.collar`,
          decimals: sql`excluded.decimals`,
          validTo: sql`excluded.valid_to`,
        },
      }),
  );
}

/** How the prices of the trust's contracts move with indices. */
export async function priceReviewsOf({
  query,
  trustId,
}: Tenant): Promise<OfContract<PriceReview>[]> {
  const rows = await query.select().from(priceReview).where(eq(priceReview.trustId, trustId));
  return rows.map(({ contractId, item, series, reviewMonth, decimals, ...row }) => ({
    ...{ contractId, item, series, reviewMonth, decimals },
    baseMonth: row.baseMonth.slice(0, 7) as Month,
    cap: row.cap === null ? null : decimal(row.cap),
    collar: row.collar === null ? null : decimal(row.collar),
    valid: {
      from: row.validFrom as LocalDate,
      to: (row.validTo ?? lastDay) as LocalDate,
    },
  }));
}

/** What is known now of the prices of a supplier's contracts, and of what was bought under their tiers. */
export async function priceTermsOf(tenant: Tenant, supplierId: string): Promise<PriceTerms> {
  const { query, trustId } = tenant;
  const contracts = await query
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.trustId, trustId), eq(contract.supplierId, supplierId)));
  const ids = new Set(contracts.map(({ id }) => id));
  const isAsked = ({ contractId }: { readonly contractId: string }) => ids.has(contractId);
  const tiers = (await volumeTermsOf(tenant)).tiers.filter(isAsked);
  const reviews = (await priceReviewsOf(tenant)).filter(isAsked);
  const series = [...new Set(reviews.map((review) => review.series))];
  const tiered = [...new Set(tiers.map(({ contractId }) => contractId))];
  return {
    tiers,
    reviews,
    levels: firstPublished(await levelsOf(tenant, series)),
    // Most contracts have no tiers, and their lines need not be read.
    bought: tiered.length === 0 ? [] : await boughtLines(tenant, tiered),
  };
}
