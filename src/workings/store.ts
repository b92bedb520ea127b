import type { Month } from '../calendar/period.ts';
import type { Tenant } from '../database/tenant.ts';
import { parseDays } from '../lines/posted-line.ts';
import { decimal, zero } from '../money/decimal.ts';
import { type Money, pence } from '../money/money.ts';
import type { CellEntry } from './cell-entry.ts';
import type { LineEntry } from './entry-answer.ts';
import type { StoredLine } from './line.ts';
import type { SharePart } from './sharing.ts';

const amount = (value: unknown) => pence(Number(value));
const amountOrNull = (value: unknown): Money | null => (value === null ? null : amount(value));
const exactOrNull = (value: string | null) => (value === null ? null : decimal(value));

/** A cell whose entries are asked for, as known at a journal; those after one, so many. */
export interface CellQuestion {
  readonly urn: string;
  readonly contract: string;
  readonly item: string;
  readonly month: Month;
  readonly journal: number;
  readonly after: string | undefined;
  readonly limit: number;
}

/**
 * The entries of a cell in the order of posting. They are found through the journals that touched
 * the cell, which the rollups know.
 */
export async function entriesOfCell(
  { sql, trustId }: Tenant,
  asked: CellQuestion,
): Promise<CellEntry[]> {
  const { urn, contract, item, month, journal, limit } = asked;
  const after = asked.after ?? '00000000-0000-0000-0000-000000000000';
  const rows = await sql`
    with place as (
      select s.id as school_id, k.id as contract_id from school s, contract k
      where s.trust_id = ${trustId} and s.urn = ${urn}
        and k.trust_id = ${trustId} and k.reference = ${contract}
    ), touched as (
      select distinct j.journal_number from savings_journal j, place p
      where j.trust_id = ${trustId} and j.journal_number <= ${journal}
        and j.school_id = p.school_id and j.contract_id = p.contract_id
        and j.item = ${item} and j.service_month = ${`${month}-01`}
    )
    select e.id, e.entry_class, e.baseline_id, e.baseline_kind, e.quantity::text, e.cost,
      e.baseline_cost, e.is_sustained, e.depth, r.journal_number as taken_back_in, i.number, i.kind,
      m.file_name, l.row, b.unit_price::text, b.vat_rate::text, c.unit,
      coalesce(a.recovery_rate, l.recovery_rate)::text as recovery_rate
    from touched t
    join ledger_entry e on e.trust_id = ${trustId} and e.journal_number = t.journal_number
    join place p on p.school_id = e.school_id and p.contract_id = e.contract_id
    join invoice_line l on l.trust_id = ${trustId} and l.id = e.line_id
    join invoice i on i.trust_id = ${trustId} and i.id = l.invoice_id
    join import m on m.trust_id = ${trustId} and m.id = l.import_id
    left join allocation a on a.trust_id = ${trustId} and a.line_id = l.id
      and a.school_id = e.school_id
    left join price c on c.trust_id = ${trustId} and c.id = l.price_id
    left join baseline b on b.trust_id = ${trustId} and b.id = e.baseline_id
    left join ledger_entry r on r.trust_id = ${trustId} and r.reverses_entry_id = e.id
      and r.journal_number <= ${journal}
    where e.item = ${item} and e.service_month = ${`${month}-01`} and e.id > ${after}
    order by e.id limit ${limit}`;
  return rows.map((row) => ({
    id: row.id,
    entryClass: row.entry_class,
    baselineId: row.baseline_id,
    baselineKind: row.baseline_kind,
    quantity: row.quantity,
    cost: amount(row.cost),
    baselineCost: amountOrNull(row.baseline_cost),
    isSustained: row.is_sustained,
    depth: row.depth,
    takenBackIn: row.taken_back_in,
    document: `${row.kind.replace('_', ' ')} ${row.number}`,
    file: row.file_name,
    row: row.row,
    unit: row.unit,
    unitPrice: exactOrNull(row.unit_price),
    vatRate: exactOrNull(row.vat_rate),
    recoveryRate: decimal(row.recovery_rate),
  }));
}

/** The entries of a line that are known at a journal, in the order of posting. */
export async function entriesOfLine(
  { sql, trustId }: Tenant,
  lineId: string,
  journal: number,
): Promise<LineEntry[]> {
  const rows = await sql`
    select e.*, e.quantity::text as quantity_text, j.kind, j.recorded_at, j.recorded_by, j.reason
    from ledger_entry e
    join journal j on j.trust_id = e.trust_id and j.number = e.journal_number
    where e.trust_id = ${trustId} and e.line_id = ${lineId} and e.journal_number <= ${journal}
    order by e.id`;
  return rows.map((row) => ({
    id: row.id,
    lineId: row.line_id,
    schoolId: row.school_id,
    contractId: row.contract_id,
    item: row.item,
    entryClass: row.entry_class,
    serviceMonth: row.service_month.slice(0, 7) as Month,
    bookedMonth: row.booked_month.slice(0, 7) as Month,
    daysInMonth: row.days_in_month,
    baselineId: row.baseline_id,
    baselineKind: row.baseline_kind,
    quantity: row.quantity_text,
    cost: amount(row.cost),
    baselineCost: amountOrNull(row.baseline_cost),
    indexedCost: amountOrNull(row.indexed_cost),
    indexPublishedOn: row.index_published_on,
    indexBasePublishedOn: row.index_base_published_on,
    isSustained: row.is_sustained,
    depth: row.depth,
    reversesEntryId: row.reverses_entry_id,
    causedByLineId: row.caused_by_line_id,
    journal: row.journal_number,
    kind: row.kind,
    recordedAt: new Date(row.recorded_at).toISOString(),
    recordedBy: row.recorded_by,
    reason: row.reason,
  }));
}

/** The line of an entry that is known at a journal; undefined if there is no such entry. */
export async function lineOfEntry(
  { sql, trustId }: Tenant,
  id: string,
  journal: number,
): Promise<string | undefined> {
  const [row] = await sql`
    select line_id from ledger_entry
    where trust_id = ${trustId} and id = ${id} and journal_number <= ${journal}`;
  return row?.line_id;
}

/** A posted line by its id, with its document, its file and who brought it; undefined for none. */
export async function lineById(
  { sql, trustId }: Tenant,
  id: string,
  journal: number,
): Promise<StoredLine | undefined> {
  const [row] = await sql`
    select l.*, l.quantity::text as quantity_text, l.unit_price::text as unit_price_text,
      l.recovery_rate::text as recovery_text, i.number, i.kind, o.number as original_number,
      k.reference as contract, k.driver, s.urn, u.name as supplier, m.file_id, m.profile_id,
      m.file_name, m.sha256, m.received_at, m.received_by, f.kept_sha256, f.byte_count, f.encoding,
      f.header, w.journal_number as withdrawn_in, c.unit
    from invoice_line l
    join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
    join supplier u on u.trust_id = l.trust_id and u.id = i.supplier_id
    join contract k on k.trust_id = l.trust_id and k.id = l.contract_id
    join import m on m.trust_id = l.trust_id and m.id = l.import_id
    join source_file f on f.trust_id = l.trust_id and f.id = m.file_id
    left join price c on c.trust_id = l.trust_id and c.id = l.price_id
    left join invoice o on o.trust_id = l.trust_id and o.id = l.original_invoice_id
    left join school s on s.trust_id = l.trust_id and s.id = l.school_id
    left join line_withdrawal w on w.trust_id = l.trust_id and w.line_id = l.id
      and w.journal_number <= ${journal}
    where l.trust_id = ${trustId} and l.id = ${id} and l.journal_number <= ${journal}`;
  if (!row) return undefined;
  return {
    id: row.id,
    journal: row.journal_number,
    importId: row.import_id,
    fileId: row.file_id,
    profileId: row.profile_id,
    row: row.row,
    document: { number: row.number, kind: row.kind as string },
    original: row.original_number,
    supplier: row.supplier,
    contractId: row.contract_id,
    contract: row.contract,
    driver: row.driver,
    schoolId: row.school_id,
    urn: row.urn,
    schoolText: row.school_text,
    item: row.item,
    description: row.description,
    documentDate: row.document_date,
    creditKind: row.credit_kind,
    service: { from: row.service_from, to: row.service_to },
    quantity: exactOrNull(row.quantity_text),
    unit: row.unit,
    unitPrice: exactOrNull(row.unit_price_text),
    net: amount(row.net),
    vat: amount(row.vat),
    lineClass: row.line_class,
    quantityBasis: row.quantity_basis,
    recoveryRate: exactOrNull(row.recovery_text),
    periodDays: row.period_days,
    withdrawnIn: row.withdrawn_in,
    file: {
      name: row.file_name,
      sha256: row.sha256,
      keptSha256: row.kept_sha256,
      byteCount: Number(row.byte_count),
      encoding: row.encoding,
      header: row.header,
      receivedAt: new Date(row.received_at).toISOString(),
      receivedBy: row.received_by,
    },
  };
}

/** The stored shares of a joint line, the lower URN first (P4). */
export async function sharesOfLine(
  { sql, trustId }: Tenant,
  lineId: string,
): Promise<Omit<SharePart, 'name'>[]> {
  const rows = await sql`
    select a.school_id, s.urn, a.weight::text, a.days::text, a.net, a.vat,
      a.recovery_rate::text as recovery_rate
    from allocation a
    join school s on s.trust_id = a.trust_id and s.id = a.school_id
    where a.trust_id = ${trustId} and a.line_id = ${lineId}
    order by length(s.urn), s.urn collate "C"`;
  return rows.map((row) => ({
    schoolId: row.school_id,
    urn: row.urn,
    weight: exactOrNull(row.weight) ?? zero,
    days: parseDays(row.days),
    net: amount(row.net),
    vat: amount(row.vat),
    recoveryRate: decimal(row.recovery_rate),
  }));
}
