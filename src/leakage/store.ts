import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { Window } from '../reports/window.ts';
import type { OffContract } from './leakage.ts';

/**
 * What each school bought outside of contracts in a window, by item. The rollups keep no quantity of
 * it; the few entries that are off contract have an index of their own.
 */
export async function boughtOffContract(
  { sql, trustId }: Tenant,
  window: Window,
  journal: number,
): Promise<OffContract[]> {
  const [from, to] = [window.from ?? '0001-01', window.to ?? '9999-12'];
  const rows = await sql`
    select s.urn, k.reference as contract, e.item, sum(e.cost)::bigint as cost,
      sum(e.quantity)::text as quantity
    from ledger_entry e
    join school s on s.trust_id = e.trust_id and s.id = e.school_id
    join contract k on k.trust_id = e.trust_id and k.id = e.contract_id
    where e.trust_id = ${trustId} and e.entry_class = 'off_contract'
      and e.service_month between ${`${from}-01`} and ${`${to}-01`}
      and e.journal_number <= ${journal}
    group by s.urn, k.reference, e.item`;
  return rows.map((row) => ({
    urn: row.urn,
    contract: row.contract,
    item: row.item,
    cost: pence(Number(row.cost)),
    quantity: decimal(row.quantity),
  }));
}
