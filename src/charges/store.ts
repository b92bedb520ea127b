import { and, asc, eq, max } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { inBatches } from '../contracts/store.ts';
import { centralCharge, school } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { Driver } from '../schools/school.ts';
import type { Charge, SharedFrom } from './charge.ts';

/** A charge that is to be kept for a school. */
export type NewCharge = Pick<Charge, 'window' | 'amount' | 'source' | 'shared'> & {
  readonly schoolId: string;
};

/** Keeps charges in their order, and answers with their numbers; none that is there is changed. */
export async function addCharges(
  tenant: Tenant,
  charges: readonly NewCharge[],
  { by, at }: { by: string; at: string },
): Promise<number[]> {
  if (charges.length === 0) return [];
  const { query, trustId } = tenant;
  const [last] = await query
    .select({ number: max(centralCharge.number) })
    .from(centralCharge)
    .where(eq(centralCharge.trustId, trustId));
  const { number: atJournal } = await headOf(tenant);
  const rows = charges.map(({ schoolId, window, amount, source, shared }, index) => ({
    trustId,
    number: (last?.number ?? 0) + index + 1,
    schoolId,
    fromMonth: `${window.from}-01`,
    toMonth: `${window.to}-01`,
    amount,
    source,
    driver: shared?.driver ?? null,
    sharedAmount: shared?.amount ?? null,
    weight: shared?.weight ?? null,
    totalWeight: shared?.totalWeight ?? null,
    atJournal,
    recordedBy: by,
    recordedAt: at,
  }));
  await inBatches(rows, (batch) => query.insert(centralCharge).values(batch));
  return rows.map(({ number }) => number);
}

/** Every charge that was ever recorded, in the order of recording. */
export async function chargesOf({ query, trustId }: Tenant): Promise<Charge[]> {
  const rows = await query
    .select({ told: centralCharge, urn: school.urn })
    .from(centralCharge)
    .innerJoin(
      school,
      and(eq(school.trustId, centralCharge.trustId), eq(school.id, centralCharge.schoolId)),
    )
    .where(eq(centralCharge.trustId, trustId))
    .orderBy(asc(centralCharge.number));
  return rows.map(({ told, urn }) => ({
    number: told.number,
    urn,
    window: { from: told.fromMonth.slice(0, 7) as Month, to: told.toMonth.slice(0, 7) as Month },
    amount: pence(told.amount),
    source: told.source,
    shared: sharedFrom(told),
    by: told.recordedBy,
    at: new Date(told.recordedAt).toISOString(),
    atJournal: told.atJournal,
  }));
}

function sharedFrom({
  driver,
  sharedAmount,
  weight,
  totalWeight,
}: typeof centralCharge.$inferSelect): SharedFrom | null {
  if (driver === null || sharedAmount === null || weight === null || totalWeight === null)
    return null;
  const [mine, total] = [weight, totalWeight].map((text) => formatDecimal(decimal(text)));
  return {
    driver: driver as Driver,
    amount: pence(sharedAmount),
    weight: mine ?? weight,
    totalWeight: total ?? totalWeight,
  };
}
