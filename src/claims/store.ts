import { and, asc, eq } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import { claim, claimWithdrawal, contract, school } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Claim } from './claim.ts';

/** Keeps a claim, and answers with its id. */
export async function addClaim(
  { query, trustId }: Tenant,
  {
    window,
    claimant,
    words,
    by,
    at,
    ...place
  }: Pick<Claim, 'window' | 'claimant' | 'words' | 'by' | 'at'> & {
    contractId: string;
    schoolId: string;
  },
): Promise<string> {
  const id = newId();
  const [fromMonth, toMonth] = [`${window.from}-01`, `${window.to}-01`];
  const told = { claimant, words, claimedBy: by, claimedAt: at };
  await query.insert(claim).values({ trustId, id, ...place, fromMonth, toMonth, ...told });
  return id;
}

/** Keeps that a claim was taken back. */
export async function addWithdrawal(
  { query, trustId }: Tenant,
  { claimId, reason, by, at }: { claimId: string; reason: string; by: string; at: string },
): Promise<void> {
  const values = { trustId, claimId, reason, withdrawnBy: by, withdrawnAt: at };
  await query.insert(claimWithdrawal).values(values);
}

/** Every claim of the trust, those that were withdrawn included, the first of them first. */
export async function claimsOf({ query, trustId }: Tenant): Promise<Claim[]> {
  const rows = await query
    .select({
      told: claim,
      reference: contract.reference,
      urn: school.urn,
      withdrawal: claimWithdrawal,
    })
    .from(claim)
    .innerJoin(
      contract,
      and(eq(contract.trustId, claim.trustId), eq(contract.id, claim.contractId)),
    )
    .innerJoin(school, and(eq(school.trustId, claim.trustId), eq(school.id, claim.schoolId)))
    .leftJoin(
      claimWithdrawal,
      and(eq(claimWithdrawal.trustId, claim.trustId), eq(claimWithdrawal.claimId, claim.id)),
    )
    .where(eq(claim.trustId, trustId))
    .orderBy(asc(claim.id));
  return rows.map(({ told, reference, urn, withdrawal }) => ({
    id: told.id,
    contract: reference,
    urn,
    window: {
      from: told.fromMonth.slice(0, 7) as Month,
      to: told.toMonth.slice(0, 7) as Month,
    },
    claimant: told.claimant,
    words: told.words,
    by: told.claimedBy,
    at: new Date(told.claimedAt).toISOString(),
    withdrawn: withdrawal && {
      reason: withdrawal.reason,
      by: withdrawal.withdrawnBy,
      at: new Date(withdrawal.withdrawnAt).toISOString(),
    },
  }));
}
