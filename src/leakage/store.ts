import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { Window } from '../reports/window.ts';
import type { OffContract } from './leakage.ts';

/**
 * What each school bought outside of contracts in a window, by item. Ledger and rollups keep no
 * quantity of it, so it is that of the posted lines, by the entries that stand: each school's part of
 * a joint line (P4), by days where a line is for several months (P5), and what was taken back taken
 * away. Six decimals.
 */
export async function boughtOffContract(
  { sql, trustId }: Tenant,
  window: Window,
  journal: number,
): Promise<OffContract[]> {
  const [from, to] = [window.from ?? '0001-01', window.to ?? '9999-12'];
  const rows = await sql`
    with bought as (
      select e.line_id, e.school_id, e.contract_id, e.item, sum(e.cost) as cost,
        sum(case when e.depth % 2 = 0 then e.days_in_month else -e.days_in_month end) as days
      from ledger_entry e
      where e.trust_id = ${trustId} and e.entry_class = 'off_contract'
        and e.service_month between ${`${from}-01`} and ${`${to}-01`}
        and e.journal_number <= ${journal}
      group by e.line_id, e.school_id, e.contract_id, e.item
    ),
    counted as (
      select b.*, case
          when a.line_id is null
            then l.quantity * b.days / (l.service_to - l.service_from + 1)
          when l.quantity_basis = 'consumed'
            then l.quantity * a.weight * b.days / (a.total_weight * a.days)
          else l.quantity * b.days / l.period_days
        end as quantity
      from bought b
      join invoice_line l on l.trust_id = ${trustId} and l.id = b.line_id
      -- Each part looks its own weight up, and those of its line: held against all of them, ten times the parts
      -- would take a hundred times as long.
      left join lateral (
        select a.line_id, a.weight,
          (select sum(t.weight) from allocation t
           where t.trust_id = ${trustId} and t.line_id = b.line_id) as total_weight,
          (select sum(upper(d) - lower(d)) from unnest(a.days) d) as days
        from allocation a
        where a.trust_id = ${trustId} and a.line_id = b.line_id and a.school_id = b.school_id
      ) a on true
    )
    select s.urn, k.reference as contract, c.item, sum(c.cost)::bigint as cost,
      round(coalesce(sum(c.quantity), 0), 6)::text as quantity
    from counted c
    join school s on s.trust_id = ${trustId} and s.id = c.school_id
    join contract k on k.trust_id = ${trustId} and k.id = c.contract_id
    group by s.urn, k.reference, c.item`;
  return rows.map((row) => ({
    urn: row.urn,
    contract: row.contract,
    item: row.item,
    cost: pence(Number(row.cost)),
    quantity: decimal(row.quantity),
  }));
}
