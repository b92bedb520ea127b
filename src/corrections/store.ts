import type { LocalDate } from '../calendar/local-date.ts';
import { layAside } from '../database/copy.ts';
import type { Tenant } from '../database/tenant.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { entriesOfSchool, type Lines } from '../ledger/store.ts';
import { parseDays } from '../lines/posted-line.ts';
import { decimal, zero } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { EntryClass } from '../savings/recognition.ts';
import type { StoredShare } from './stored-share.ts';

/** A credit that other lines' going takes along: it waits for its document again (P11). */
export interface Dependent {
  readonly lineId: string;
  readonly importId: string;
  readonly row: number;
}

/** The credits of other imports that name a document of which an import has lines. */
export async function dependentsOf(
  { sql, trustId }: Tenant,
  importId: string,
): Promise<Dependent[]> {
  const rows = await sql`
    select c.id, c.import_id, c.row
    from invoice_line c
    join invoice o on o.trust_id = c.trust_id and o.id = c.original_invoice_id
    where c.trust_id = ${trustId} and c.import_id <> ${importId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = c.id)
      and exists (select 1 from invoice_line l
                  where l.trust_id = ${trustId} and l.invoice_id = o.id and l.import_id = ${importId}
                    and not exists (select 1 from line_withdrawal w
                                    where w.trust_id = ${trustId} and w.line_id = l.id))
    order by c.id`;
  return rows.map((row) => ({ lineId: row.id, importId: row.import_id, row: row.row }));
}

/** The credits that name a document of which some lines are to go, whoever brought them. */
export async function creditsOn(
  { sql, trustId }: Tenant,
  ids: readonly string[],
): Promise<Dependent[]> {
  const rows = await sql`
    select c.id, c.import_id, c.row from invoice_line c
    where c.trust_id = ${trustId} and c.id <> all(${[...ids]}::uuid[])
      and c.original_invoice_id in (
        select l.invoice_id from invoice_line l
        where l.trust_id = ${trustId} and l.id = any(${[...ids]}::uuid[]))
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = c.id)
    order by c.id`;
  return rows.map((row) => ({ lineId: row.id, importId: row.import_id, row: row.row }));
}

/** The lines that an undo takes back: all that stand of the import, and the credits that depend. */
export function linesGoing(
  tenant: Tenant,
  importId: string,
  dependents: readonly Dependent[],
): Lines {
  const { sql, trustId } = tenant;
  const ids = dependents.map(({ lineId }) => lineId);
  return sql`
    select l.id from invoice_line l
    where l.trust_id = ${trustId}
      and (l.import_id = ${importId} or l.id = any(${ids}::uuid[]))
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)`;
}

/** Names lines by their ids, as a question to be asked inside another. */
export function theseLines({ sql }: Tenant, ids: readonly string[]): Lines {
  return sql`select unnest(${[...ids]}::uuid[]) as id`;
}

export async function idsOf({ sql }: Tenant, lines: Lines): Promise<string[]> {
  const rows = await sql`select id from (${lines}) l order by id`;
  return rows.map((row) => row.id);
}

/** Marks lines as taken back, so that their rows may be posted again. */
export async function withdrawLines(
  tenant: Tenant,
  journalNumber: number,
  ids: readonly string[],
): Promise<void> {
  const rows = ids.map((id) => [tenant.trustId, id, journalNumber]);
  const columns = ['trust_id', 'line_id', 'journal_number'];
  const add = await layAside(tenant, 'line_withdrawal', columns, rows);
  await add();
}

/** What a change of baselines may reach: the shares of one school in one item of a contract. */
export interface Place {
  readonly contractId: string;
  readonly schoolId: string;
  readonly item: string;
}

/** The shares of a class in force at a place, with the inputs that their figures were made from. */
export async function* sharesAt(
  tenant: Tenant,
  place: Place,
  lineClass: EntryClass = 'recurring',
): AsyncGenerator<StoredShare[]> {
  const { sql, trustId } = tenant;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await sql`
      select l.id, l.document_date, l.line_class, l.quantity_basis, l.period_days,
        l.quantity::text, coalesce(a.net, l.net) as net, coalesce(a.vat, l.vat) as vat,
        coalesce(a.recovery_rate, l.recovery_rate)::text as recovery_rate,
        a.weight::text,
        (select sum(b.weight)::text from allocation b
         where b.trust_id = ${trustId} and b.line_id = l.id) as total_weight,
        coalesce(a.days,
          datemultirange(daterange(l.service_from, l.service_to, '[]')))::text as days
      from invoice_line l
      left join allocation a on a.trust_id = l.trust_id and a.line_id = l.id
        and a.school_id = ${place.schoolId}
      where l.trust_id = ${trustId} and l.id > ${after} and l.line_class = ${lineClass}
        and l.contract_id = ${place.contractId} and l.item = ${place.item}
        and (l.school_id = ${place.schoolId} or a.school_id is not null)
        and exists (select 1 from ledger_entry e
                    where e.trust_id = ${trustId} and e.line_id = l.id
                      and e.school_id = ${place.schoolId} and e.depth % 2 = 0
                      and not exists (select 1 from ledger_entry r
                                      where r.trust_id = ${trustId} and r.reverses_entry_id = e.id))
      order by l.id limit 2000`;
    if (rows.length === 0) return;
    yield rows.map((row) => ({
      source: {
        lineId: row.id,
        contractId: place.contractId,
        item: place.item,
        lineClass: row.line_class as EntryClass,
        documentDate: row.document_date as LocalDate,
      },
      schoolId: place.schoolId,
      weight: row.weight === null ? null : decimal(row.weight),
      totalWeight: row.total_weight === null ? null : decimal(row.total_weight),
      days: parseDays(row.days),
      net: pence(Number(row.net)),
      vat: pence(Number(row.vat)),
      recoveryRate: decimal(row.recovery_rate),
      quantity: row.quantity === null ? zero : decimal(row.quantity),
      quantityBasis: row.quantity_basis,
      periodDays: row.period_days,
    }));
    after = rows.at(-1)?.id;
  }
}

/** The entries in force of shares of one school, by their lines. */
export async function standingOf(
  tenant: Tenant,
  schoolId: string,
  shares: readonly StoredShare[],
): Promise<Map<string, LedgerEntry[]>> {
  const standing = new Map<string, LedgerEntry[]>();
  const lineIds = shares.map(({ source }) => source.lineId);
  for await (const entries of entriesOfSchool(tenant, schoolId, lineIds)) {
    for (const entry of entries) {
      const others = standing.get(entry.lineId);
      if (others) others.push(entry);
      else standing.set(entry.lineId, [entry]);
    }
  }
  return standing;
}

/** The places of the entries that some cancelling lines keep negated. */
export async function placesCancelledBy({ sql, trustId }: Tenant, lines: Lines): Promise<Place[]> {
  const rows = await sql`
    select distinct e.contract_id, e.school_id, e.item from ledger_entry e
    where e.trust_id = ${trustId} and e.caused_by_line_id in (${lines})
      and e.entry_class = 'recurring'`;
  return rows.map((row) => ({
    contractId: row.contract_id,
    schoolId: row.school_id,
    item: row.item,
  }));
}
