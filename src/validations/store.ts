import { and, desc, eq } from 'drizzle-orm';
import type { ClosedWindow } from '../agreements/agreement.ts';
import type { Month } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import { contract, validation } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import type { Validation } from './validation.ts';

/** Who posted entries of a contract in some months, or prepared a baseline that they stand against. */
export async function authorsOf(
  { sql, trustId }: Tenant,
  { contractId, window, journal }: { contractId: string; window: ClosedWindow; journal: number },
): Promise<string[]> {
  const rows = await sql`
    select j.recorded_by as name
    from savings_journal c
    join journal j on j.trust_id = c.trust_id and j.number = c.journal_number
    where c.trust_id = ${trustId} and c.contract_id = ${contractId}
      and c.journal_number <= ${journal}
      and c.service_month between ${`${window.from}-01`} and ${`${window.to}-01`}
    union
    select b.prepared_by from baseline b
    where b.trust_id = ${trustId} and b.contract_id = ${contractId} and b.approved_at is not null
      and daterange(b.valid_from, b.valid_to, '[]')
        && daterange(${`${window.from}-01`}::date, (${`${window.to}-01`}::date + interval '1 month')::date)
    order by name`;
  return rows.map(({ name }) => name);
}

/** Keeps that a figure was signed. */
export async function addValidation(
  { query, trustId }: Tenant,
  {
    window,
    journal,
    by,
    at,
    ...told
  }: Omit<Validation, 'id' | 'contract'> & { contractId: string },
): Promise<void> {
  await query.insert(validation).values({
    trustId,
    id: newId(),
    fromMonth: `${window.from}-01`,
    toMonth: `${window.to}-01`,
    journalNumber: journal,
    ...told,
    validatedBy: by,
    validatedAt: at,
  });
}

/** Every figure that was signed, the latest first. */
export async function validationsOf({ query, trustId }: Tenant): Promise<Validation[]> {
  const rows = await query
    .select({ told: validation, reference: contract.reference })
    .from(validation)
    .innerJoin(
      contract,
      and(eq(contract.trustId, validation.trustId), eq(contract.id, validation.contractId)),
    )
    .where(eq(validation.trustId, trustId))
    .orderBy(desc(validation.id));
  const amount = (value: number | null): Money | null => (value === null ? null : pence(value));
  return rows.map(({ told, reference }) => ({
    id: told.id,
    contract: reference,
    window: { from: told.fromMonth.slice(0, 7) as Month, to: told.toMonth.slice(0, 7) as Month },
    journal: told.journalNumber,
    cashSaving: amount(told.cashSaving),
    avoidance: amount(told.avoidance),
    netSaving: pence(told.netSaving),
    words: told.words,
    by: told.validatedBy,
    at: new Date(told.validatedAt).toISOString(),
  }));
}
