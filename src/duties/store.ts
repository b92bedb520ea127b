import { eq } from 'drizzle-orm';
import { trust } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { TrustKind } from '../schools/school.ts';

/** What a trust is: a multi-academy trust awards contracts itself. */
export async function trustKindOf({ query, trustId }: Tenant): Promise<TrustKind> {
  const [found] = await query.select({ kind: trust.kind }).from(trust).where(eq(trust.id, trustId));
  if (!found) throw new Error(`trust ${trustId} is gone`);
  return found.kind as TrustKind;
}
