import type { Tenant } from '../database/tenant.ts';
import { cellSums } from '../ledger/cell-sums.ts';
import { cellOf } from '../reports/store.ts';
import { sums } from '../reports/summing.ts';
import type { Window } from '../reports/window.ts';
import type { JournalCell } from './journal-cells.ts';

/** Some journals after one and up to another, and the service months that are asked about. */
export interface Span {
  readonly window: Window;
  readonly after: number;
  readonly upTo: number;
}

/** Cells by the number of the journal that added to them. */
export type ByJournal = Map<number, JournalCell[]>;

/** What each journal of a span added to the cells of a window, from the rollup. */
export async function journalCells(tenant: Tenant, span: Span): Promise<ByJournal> {
  const { sql, trustId } = tenant;
  const { from = '0001-01', to = '9999-12' } = span.window;
  const names = sums.map((name) => `c.${name}`).join(', ');
  const rows = await sql`
    select c.journal_number, s.urn, k.reference as contract, c.item, c.service_month,
      c.booked_month, c.is_sustained, c.quantity::text as quantity, ${sql.unsafe(names)}
    from savings_journal c
    join school s on s.trust_id = c.trust_id and s.id = c.school_id
    join contract k on k.trust_id = c.trust_id and k.id = c.contract_id
    where c.trust_id = ${trustId} and c.journal_number > ${span.after}
      and c.journal_number <= ${span.upTo}
      and c.service_month between ${`${from}-01`} and ${`${to}-01`}`;
  return byJournal(rows);
}

/**
 * The part of it that credit notes brought, from their own entries and those that they cancelled.
 * Credit notes are few, so they are asked for by their documents and no journal is read whole.
 */
export async function creditCells(
  tenant: Tenant,
  span: Span & { journals: readonly number[] },
): Promise<ByJournal> {
  const { sql, trustId } = tenant;
  const { from = '0001-01', to = '9999-12' } = span.window;
  const rows = await sql`
    with credit as materialized (
      select l.id from invoice i
      join invoice_line l on l.trust_id = i.trust_id and l.invoice_id = i.id
      where i.trust_id = ${trustId} and i.kind = 'credit_note'
    ), entry as (
      select e.* from credit c join ledger_entry e on e.trust_id = ${trustId} and e.line_id = c.id
      union
      select e.* from credit c
      join ledger_entry e on e.trust_id = ${trustId} and e.caused_by_line_id = c.id
    ), cell as (
      select journal_number, school_id, contract_id, item, service_month, booked_month,
        is_sustained, ${sql.unsafe(cellSums)}
      from entry
      where journal_number = any(${[...span.journals]}::int[])
        and service_month between ${`${from}-01`} and ${`${to}-01`}
      group by journal_number, school_id, contract_id, item, service_month, booked_month,
        is_sustained
    )
    select c.*, s.urn, k.reference as contract from cell c
    join school s on s.trust_id = ${trustId} and s.id = c.school_id
    join contract k on k.trust_id = ${trustId} and k.id = c.contract_id`;
  return byJournal(rows);
}

function byJournal(rows: readonly Record<string, unknown>[]): ByJournal {
  const found: ByJournal = new Map();
  for (const row of rows) {
    const number = Number(row.journal_number);
    const { quantity: _, ...cell } = cellOf(row);
    found.set(number, [...(found.get(number) ?? []), cell]);
  }
  return found;
}
