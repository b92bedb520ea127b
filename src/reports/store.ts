import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { namesInFigures } from '../contracts/store.ts';
import { heldTogether } from '../database/sets.ts';
import type { Tenant } from '../database/tenant.ts';
import { pence } from '../money/money.ts';
import type { NotIndexed } from './not-indexed.ts';
import type { Cell, Part } from './report.ts';
import { isSpecial, type Place, plainSums, sums, sumsToldApart } from './summing.ts';

export interface CellFilter {
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
  /** Only what was known when this journal was sealed; all that is known now without it. */
  readonly asKnownAt?: number | undefined;
  /** Only the cells that this journal touched, or some after one. */
  readonly touchedBy?: number | { readonly after: number; readonly upTo: number } | undefined;
  /** Only these schools. */
  readonly urns?: readonly string[] | undefined;
}

type SumFilter = Pick<CellFilter, 'from' | 'to' | 'asKnownAt'> & { readonly part?: Part };

/** The cells of a window of service months, as known now or at an earlier journal (P11). */
export async function cellsOf(tenant: Tenant, filter: CellFilter = {}): Promise<Cell[]> {
  const { sql, trustId } = tenant;
  const { from = '0001-01', to = '9999-12', asKnownAt, touchedBy, urns } = filter;
  const added = sums.map((name) => `sum(c.${name})::bigint as ${name}`).join(', ');
  const known =
    asKnownAt === undefined
      ? sql`(select * from savings_month where trust_id = ${trustId})`
      : sql`(select * from savings_journal
             where trust_id = ${trustId} and journal_number <= ${asKnownAt})`;
  const span =
    typeof touchedBy === 'number' ? { after: touchedBy - 1, upTo: touchedBy } : touchedBy;
  // Looked up in a table of hashes (`is true`): joined, each cell is held against all of these where a trust is new.
  const touched = span
    ? sql`and ((c.school_id, c.contract_id, c.item, c.service_month) in (
          select school_id, contract_id, item, service_month from savings_journal
          where trust_id = ${trustId} and journal_number > ${span.after}
            and journal_number <= ${span.upTo})) is true`
    : sql``;
  const question = sql`
    select s.urn, k.reference as contract, c.item, c.service_month, c.booked_month, c.is_sustained,
      sum(c.quantity)::text as quantity, ${sql.unsafe(added)}
    from ${known} c
    join school s on s.trust_id = c.trust_id and s.id = c.school_id
    join contract k on k.trust_id = c.trust_id and k.id = c.contract_id
    where c.service_month between ${`${from}-01`} and ${`${to}-01`} ${touched}
      ${urns ? sql`and s.urn = any(${[...urns]}::text[])` : sql``}
    group by s.urn, k.reference, c.item, c.service_month, c.booked_month, c.is_sustained
    order by s.urn collate "C", k.reference collate "C", c.item collate "C",
      c.service_month, c.booked_month, c.is_sustained`;
  return (await heldTogether(tenant, question)).map((row) => cellOf(row));
}

/**
 * The same cells added up by the database to what a report tells apart; what it does not is empty. An
 * index judges each cell by itself before cells are added up (P7); what it avoided counts where the
 * first row of the cell does. Months of which something was booked after they were closed stay cell by
 * cell: a report tells that apart as well (P11). Who has asked for the names already passes them in.
 */
export async function summedCellsOf(
  tenant: Tenant,
  filter: SumFilter,
  by: readonly Place[],
  named = namesInFigures(tenant),
): Promise<Cell[]> {
  const [cells = []] = await summedCutsOf(tenant, filter, [by], named);
  return cells;
}

/** The same for more cuts than one of the same cells. */
export async function summedCutsOf(
  tenant: Tenant,
  { from, to, asKnownAt, part: { urn, contract } = {} }: SumFilter,
  cuts: readonly (readonly Place[])[],
  named: ReturnType<typeof namesInFigures>,
): Promise<Cell[][]> {
  const { sql, trustId } = tenant;
  const inWindow = sql`trust_id = ${trustId}
    and service_month between ${`${from ?? '0001-01'}-01`} and ${`${to ?? '9999-12'}-01`}
    ${urn === undefined ? sql`` : sql`and school_id = (select id from school where trust_id = ${trustId} and urn = ${urn})`}
    ${contract === undefined ? sql`` : sql`and contract_id = (select id from contract where trust_id = ${trustId} and reference = ${contract})`}`;
  const known =
    asKnownAt === undefined
      ? sql`select * from savings_month where ${inWindow}`
      : sql`select * from savings_journal where ${inWindow} and journal_number <= ${asKnownAt}`;
  const [special] = await sql`select from (${known}) known where ${sql.unsafe(isSpecial)} limit 1`;
  const summed = async (by: readonly Place[]) => {
    const sums = special ? sumsToldApart(by) : plainSums(by);
    const rows = await sql`with known as (${known})${sql.unsafe(sums)}`;
    const names = await named;
    return rows.map((row) => {
      const place = { urn: names.get(row.school_id), contract: names.get(row.contract_id) };
      return Object.assign(cellOf(row, place), { avoided: pence(Number(row.avoided)) });
    });
  };
  return Promise.all(cuts.map(summed));
}

/** The first and the last service month that have figures, as known now or at a journal; none without any. */
export async function monthsWithFigures(
  { sql, trustId }: Tenant,
  asKnownAt?: number,
): Promise<Month[]> {
  const known =
    asKnownAt === undefined
      ? sql`savings_month where trust_id = ${trustId}`
      : sql`savings_journal where trust_id = ${trustId} and journal_number <= ${asKnownAt}`;
  const [row] = await sql`
    select min(service_month) as first, max(service_month) as last from ${known}`;
  return [row?.first, row?.last].filter(Boolean).map((end) => String(end).slice(0, 7) as Month);
}

/** A row of a rollup with its names as the cell that it stands for. */
export function cellOf(
  row: Readonly<Record<string, unknown>>,
  place: { readonly urn?: unknown; readonly contract?: unknown } = row,
): Cell {
  const amount = (name: string) => pence(Number(row[name]));
  return {
    urn: String(place.urn ?? ''),
    contract: String(place.contract ?? ''),
    item: String(row.item ?? ''),
    month: String(row.service_month ?? '').slice(0, 7) as Month,
    bookedMonth: String(row.booked_month ?? '').slice(0, 7) as Month,
    isSustained: row.is_sustained === true,
    entries: Number(row.entries),
    measuredEntries: Number(row.measured_entries),
    quantity: String(row.quantity),
    cost: amount('cost'),
    measuredCost: amount('measured_cost'),
    cashCost: amount('cash_cost'),
    baselineCost: amount('baseline_cost'),
    cashBaselineCost: amount('cash_baseline_cost'),
    oneOff: amount('one_off'),
    rebate: amount('rebate'),
    offContractCost: amount('off_contract_cost'),
    excluded: amount('excluded'),
    indexedCost: amount('indexed_cost'),
    indexedBaselineCost: amount('indexed_baseline_cost'),
    indexedMeasuredCost: amount('indexed_measured_cost'),
  };
}

/**
 * The newest journal that was known at the end of a day in London: the one before the first that was
 * recorded later. Nothing if none is later, so that all is known. A clock that was put back changes
 * no report of an earlier day.
 */
export async function journalKnownOn(
  { sql, trustId }: Tenant,
  day: LocalDate,
): Promise<number | undefined> {
  const [row] = await sql`
    select min(number) - 1 as known from journal
    where trust_id = ${trustId} and (recorded_at at time zone 'Europe/London')::date > ${day}`;
  return row?.known ?? undefined;
}

/**
 * By the rules of which versions the figures of a window were made, as known at a journal. Where all
 * journals follow one version, nothing more is asked.
 */
export async function ruleVersionsIn(
  { sql, trustId }: Tenant,
  window: { readonly from: Month | undefined; readonly to: Month | undefined },
  upTo: number,
): Promise<string[]> {
  const { from = '0001-01', to = '9999-12' } = window;
  const all = await sql`
    select distinct rule_version as version from journal
    where trust_id = ${trustId} and number <= ${upTo}`;
  if (all.length < 2) return all.map(({ version }) => version);
  const rows = await sql`
    select distinct j.rule_version collate "C" as version from journal j
    where j.trust_id = ${trustId} and j.number <= ${upTo} and exists (
      select 1 from savings_journal c
      where c.trust_id = j.trust_id and c.journal_number = j.number
        and c.service_month between ${`${from}-01`} and ${`${to}-01`})
    order by version`;
  return rows.map(({ version }) => version);
}

/**
 * Where cost is measured by a price that moves with an index whose level was not known, as known at a
 * journal. The rollups tell in which cells that may be, and only the entries of these are read.
 */
export async function notIndexedIn(
  { sql, trustId }: Tenant,
  window: { readonly from: Month | undefined; readonly to: Month | undefined },
  upTo: number,
): Promise<NotIndexed[]> {
  const { from = '0001-01', to = '9999-12' } = window;
  const [moving] = await sql`
    select 1 from baseline where trust_id = ${trustId} and index_series is not null limit 1`;
  if (!moving) return [];
  const rows = await sql`
    with moving as (
      select distinct b.contract_id, b.school_id, b.item from baseline b
      where b.trust_id = ${trustId} and b.index_series is not null
    ), cell as (
      select j.contract_id, j.school_id, j.item, j.service_month,
        array_agg(distinct j.journal_number) as journals
      from moving m
      join savings_journal j on j.trust_id = ${trustId} and j.school_id = m.school_id
        and j.contract_id = m.contract_id and j.item = m.item and j.journal_number <= ${upTo}
        and j.service_month between ${`${from}-01`} and ${`${to}-01`}
      group by j.contract_id, j.school_id, j.item, j.service_month
      having sum(j.cash_cost) <> sum(j.indexed_measured_cost)
    )
    select distinct s.urn, k.reference as contract, c.service_month, b.index_series as series
    from cell c
    join ledger_entry e on e.trust_id = ${trustId} and e.journal_number = any(c.journals)
      and e.school_id = c.school_id and e.contract_id = c.contract_id and e.item = c.item
      and e.service_month = c.service_month and e.indexed_cost is null and e.depth % 2 = 0
    join baseline b on b.trust_id = ${trustId} and b.id = e.baseline_id
      and b.index_series is not null
    join school s on s.trust_id = ${trustId} and s.id = c.school_id
    join contract k on k.trust_id = ${trustId} and k.id = c.contract_id
    where not exists (select 1 from ledger_entry r
                      where r.trust_id = ${trustId} and r.reverses_entry_id = e.id
                        and r.journal_number <= ${upTo})`;
  return rows.map((row) => ({
    urn: row.urn,
    contract: row.contract,
    month: row.service_month.slice(0, 7) as Month,
    series: row.series,
  }));
}

/** The trust's name, as a report that knows no more than this journal prints it (P11). */
export async function trustNameAsKnownAt(
  { sql, trustId }: Tenant,
  journalNumber: number,
): Promise<string> {
  const [row] = await sql`
    select name from trust_name
    where trust_id = ${trustId} and known_from_journal <= ${journalNumber}
    order by known_from_journal desc limit 1`;
  return row?.name ?? '';
}

/** The calendar month in which the trust's own financial year begins. */
export async function trustYearStarts({ sql, trustId }: Tenant): Promise<number> {
  const [row] = await sql`select year_starts_month from trust where id = ${trustId}`;
  return Number(row?.year_starts_month);
}
