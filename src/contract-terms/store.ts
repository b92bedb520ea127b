import { priceReviewsOf } from '../agreed-prices/store.ts';
import type { Tenant } from '../database/tenant.ts';
import { renewalTermsOf } from '../renewals/store.ts';
import { volumeTermsOf } from '../tiers/store.ts';
import type { WrittenOf } from './written.ts';

/** What is written of one contract beside its days and dated prices. */
export async function termsOfContract(tenant: Tenant, contractId: string): Promise<WrittenOf> {
  const { tiers, clauses } = await volumeTermsOf(tenant);
  const isOwn = (term: { readonly contractId: string }) => term.contractId === contractId;
  return {
    end: (await renewalTermsOf(tenant)).get(contractId),
    tiers: tiers.filter(isOwn),
    clauses: clauses.filter(isOwn),
    reviews: (await priceReviewsOf(tenant)).filter(isOwn),
  };
}
