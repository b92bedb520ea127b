import type { Tenant } from '../database/tenant.ts';

/** A series: its months, and those that posted figures wait for. */
export interface SeriesState {
  readonly series: string;
  /** Null for a series that a version names and of which no level is known. */
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  readonly levels: number;
  readonly revisions: number;
  /** Service months with a measured cost at a price that this series moves, and without a level. */
  readonly waitingFor: readonly string[];
}

/**
 * Every series that has levels or moves a price, by name. A month that waits has no indexed cost,
 * so its avoidance is not known yet; that is told from the rollups, not from entries.
 */
export async function seriesOf({ sql, trustId }: Tenant): Promise<SeriesState[]> {
  const rows = await sql`
    with published as (
      select i.series, min(i.month)::text as first_month, max(i.month)::text as last_month,
        count(distinct i.month)::int as levels,
        (count(*) - count(distinct i.month))::int as revisions
      from index_level i where i.trust_id = ${trustId} group by i.series
    ),
    moving as (
      select b.* from baseline b
      where b.trust_id = ${trustId} and b.index_series is not null
        and b.approved_at is not null and b.withdrawn_at is null
    ),
    waiting as (
      select m.index_series as series, array_agg(distinct to_char(c.service_month, 'YYYY-MM')
          order by to_char(c.service_month, 'YYYY-MM')) as months
      from moving m
      join savings_month c on c.trust_id = ${trustId} and c.contract_id = m.contract_id
        and c.school_id = m.school_id and c.item = m.item and c.cash_cost <> 0
        and c.service_month <= coalesce(m.valid_to, 'infinity')
        and c.service_month + interval '1 month' > m.valid_from
      where not exists (
        select 1 from index_level i where i.trust_id = ${trustId}
          and i.series = m.index_series and i.month = c.service_month)
      group by m.index_series
    )
    select coalesce(p.series, m.series) as series, p.first_month, p.last_month,
      coalesce(p.levels, 0) as levels, coalesce(p.revisions, 0) as revisions,
      coalesce(w.months, '{}') as waiting_for
    from published p
    full join (select distinct index_series as series from moving) m on m.series = p.series
    left join waiting w on w.series = coalesce(p.series, m.series)
    order by coalesce(p.series, m.series) collate "C"`;
  return rows.map((row) => ({
    series: row.series,
    firstMonth: row.first_month?.slice(0, 7) ?? null,
    lastMonth: row.last_month?.slice(0, 7) ?? null,
    levels: row.levels,
    revisions: row.revisions,
    waitingFor: row.waiting_for,
  }));
}
