import type { Tenant } from '../database/tenant.ts';
import { pence } from '../money/money.ts';
import type { InvoicedShare } from './scenario.ts';
import type { StoppedRows } from './stopped.ts';

/** A posted import that a scenario reaches, and how many lines of it stand. */
export interface Reached {
  readonly id: string;
  readonly lines: number;
}

/**
 * The posted imports with lines of some contracts, or with rows that wait because a school takes no
 * part or has no driver value, in the order of their arrival.
 */
export async function importsReached(
  { sql, trustId }: Tenant,
  contractIds: readonly string[],
): Promise<Reached[]> {
  const rows = await sql`
    select m.id, m.rows_posted as lines from import m
    where m.trust_id = ${trustId} and m.state = 'posted' and (
      exists (select 1 from invoice_line l
              where l.trust_id = ${trustId} and l.import_id = m.id
                and l.contract_id = any(${[...contractIds]}::uuid[])
                and not exists (select 1 from line_withdrawal w
                                where w.trust_id = ${trustId} and w.line_id = l.id))
      or exists (select 1 from import_row r
                 where r.trust_id = ${trustId} and r.import_id = m.id
                   and r.code in ('school.not-participating', 'driver.missing')))
    order by m.id`;
  return rows.map((row) => ({ id: row.id, lines: row.lines }));
}

/** The rows of posted imports that do not count, by reason and wording. */
export async function stoppedRowsNow({ sql, trustId }: Tenant): Promise<StoppedRows[]> {
  const rows = await sql`
    select r.code, r.message, count(*)::int as rows, sum(r.net)::bigint as net
    from import_row r
    join import m on m.trust_id = r.trust_id and m.id = r.import_id and m.state = 'posted'
    where r.trust_id = ${trustId}
    group by r.code, r.message order by r.code, r.message collate "C"`;
  return rows.map(({ code, message, rows: count, net }) => {
    return { code, message, rows: count, net: pence(Number(net)) };
  });
}

/** The invoices that a credit note cancels: what they say makes no figure. */
export async function cancelledInvoices({
  sql,
  trustId,
}: Tenant): Promise<{ supplierId: string; number: string }[]> {
  const rows = await sql`
    select distinct i.supplier_id, i.number from invoice_line r
    join invoice i on i.trust_id = r.trust_id and i.id = r.original_invoice_id
    where r.trust_id = ${trustId} and r.line_class = 'reversal'
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = r.id)`;
  return rows.map((row) => ({ supplierId: row.supplier_id, number: row.number }));
}

/** What stands with each school of the lines that count of a contract: its part of the invoices. */
export async function invoicedShares(
  { sql, trustId }: Tenant,
  contractId: string,
): Promise<InvoicedShare[]> {
  const rows = await sql`
    select s.urn, sum(coalesce(a.net, l.net))::bigint as net, sum(coalesce(a.vat, l.vat))::bigint as vat
    from invoice_line l
    left join allocation a on a.trust_id = l.trust_id and a.line_id = l.id
    join school s on s.trust_id = l.trust_id and s.id = coalesce(a.school_id, l.school_id)
    where l.trust_id = ${trustId} and l.contract_id = ${contractId} and l.line_class <> 'reversal'
      and exists (select 1 from ledger_entry e
                  where e.trust_id = ${trustId} and e.line_id = l.id and e.depth % 2 = 0
                    and not exists (select 1 from ledger_entry r
                                    where r.trust_id = ${trustId} and r.reverses_entry_id = e.id))
    group by s.urn order by s.urn collate "C"`;
  return rows.map(({ urn, net, vat }) => {
    return { urn, net: pence(Number(net)), vat: pence(Number(vat)) };
  });
}
