import { asc, eq, max } from 'drizzle-orm';
import { supplierAct } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { SupplierAct } from './supplier-act.ts';

/** Everything that was said of suppliers, in its order. */
export async function supplierActsOf({ query, trustId }: Tenant): Promise<SupplierAct[]> {
  const rows = await query
    .select()
    .from(supplierAct)
    .where(eq(supplierAct.trustId, trustId))
    .orderBy(asc(supplierAct.number));
  return rows.map(({ trustId: _, act, recordedBy, recordedAt, ...row }) => ({
    ...row,
    act: act as SupplierAct['act'],
    by: recordedBy,
    at: new Date(recordedAt).toISOString(),
  }));
}

/** Keeps what was said; none that is there is changed. */
export async function addSupplierAct(
  { query, trustId }: Tenant,
  { by, at, ...act }: Omit<SupplierAct, 'number'>,
): Promise<void> {
  const [last] = await query
    .select({ number: max(supplierAct.number) })
    .from(supplierAct)
    .where(eq(supplierAct.trustId, trustId));
  const number = (last?.number ?? 0) + 1;
  await query
    .insert(supplierAct)
    .values({ trustId, number, ...act, recordedBy: by, recordedAt: at });
}

/** A document whose number came under two or more suppliers. */
export interface DocumentTwice {
  readonly number: string;
  readonly kind: string;
  readonly supplierIds: readonly string[];
}

/** Documents of one number and kind with posted lines under two or more of these suppliers. */
export async function documentsUnderSeveral(
  { sql, trustId }: Tenant,
  supplierIds: readonly string[],
): Promise<DocumentTwice[]> {
  return sql<DocumentTwice[]>`
    select i.number, i.kind, array_agg(distinct i.supplier_id::text) as "supplierIds"
    from invoice i
    where i.trust_id = ${trustId} and i.supplier_id in ${sql(supplierIds)}
      and exists (
        select from invoice_line l where l.trust_id = i.trust_id and l.invoice_id = i.id
          and not exists (
            select from line_withdrawal w where w.trust_id = l.trust_id and w.line_id = l.id))
    group by i.number, i.kind having count(distinct i.supplier_id) > 1
    order by i.number collate "C", i.kind`;
}
