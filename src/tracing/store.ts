import type { Month } from '../calendar/period.ts';
import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';

/** An entry with the names of its place, and the row of the file that it came from. */
export interface TracedEntry {
  readonly id: string;
  readonly importId: string;
  readonly row: number;
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly entryClass: string;
  readonly serviceMonth: Month;
  readonly bookedMonth: Month;
  readonly baselineId: string | null;
  readonly quantity: string;
  readonly cost: Money;
  readonly baselineCost: Money | null;
  readonly indexedCost: Money | null;
  readonly isSustained: boolean;
  readonly reversesEntryId: string | null;
}

/** What a journal added to the ledger, entry by entry, in the order of posting. */
export async function entriesOfJournal(
  { sql, trustId }: Tenant,
  page: { journal: number; after: string | undefined; limit: number },
): Promise<TracedEntry[]> {
  const { journal, after = '00000000-0000-0000-0000-000000000000', limit } = page;
  const rows = await sql`
    select e.*, l.import_id, l.row, s.urn, k.reference as contract
    from ledger_entry e
    join invoice_line l on l.trust_id = e.trust_id and l.id = e.line_id
    join school s on s.trust_id = e.trust_id and s.id = e.school_id
    join contract k on k.trust_id = e.trust_id and k.id = e.contract_id
    where e.trust_id = ${trustId} and e.journal_number = ${journal} and e.id > ${after}
    order by e.id limit ${limit}`;
  const amount = (value: unknown) => (value === null ? null : pence(Number(value)));
  return rows.map((row) => ({
    id: row.id,
    importId: row.import_id,
    row: row.row,
    urn: row.urn,
    contract: row.contract,
    item: row.item,
    entryClass: row.entry_class,
    serviceMonth: row.service_month.slice(0, 7) as Month,
    bookedMonth: row.booked_month.slice(0, 7) as Month,
    baselineId: row.baseline_id,
    quantity: row.quantity,
    cost: pence(Number(row.cost)),
    baselineCost: amount(row.baseline_cost),
    indexedCost: amount(row.indexed_cost),
    isSustained: row.is_sustained,
    reversesEntryId: row.reverses_entry_id,
  }));
}
