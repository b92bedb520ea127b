import type { Tenant } from '../database/tenant.ts';

/** Which entries of a journal: so many, after one of them or from the first. */
export interface EntriesAsked {
  readonly journal: number;
  readonly after: string | undefined;
  readonly limit: number;
}

/**
 * What a journal added to the ledger in the order of posting, with the names of the places and the row of the
 * file that an entry came from: each entry a line of JSON as it travels. The database writes the lines, since a
 * journal can have millions of them and nobody looks into them on their way. The entries are taken before
 * anything is joined to them, so that no others are touched.
 */
export async function entryLines(
  { sql, trustId }: Tenant,
  { journal, after = '00000000-0000-0000-0000-000000000000', limit }: EntriesAsked,
): Promise<string[]> {
  const rows = await sql`
    select concat('{"id":"', e.id, '","import":"', l.import_id, '","row":', l.row,
      ',"urn":', to_json(s.urn), ',"contract":', to_json(k.reference), ',"item":', to_json(e.item),
      ',"class":"', e.entry_class, '","service_month":"', left(e.service_month::text, 7),
      '","booked_month":"', left(e.booked_month::text, 7),
      '","baseline":', coalesce('"' || e.baseline_id || '"', 'null'), ',"quantity":"', e.quantity,
      '","cost":"', e.cost * 0.01,
      '","baseline_cost":', coalesce('"' || e.baseline_cost * 0.01 || '"', 'null'),
      ',"indexed_cost":', coalesce('"' || e.indexed_cost * 0.01 || '"', 'null'),
      ',"is_sustained":', e.is_sustained::text,
      ',"reverses":', coalesce('"' || e.reverses_entry_id || '"', 'null'), '}') as line
    from (
      select * from ledger_entry
      where trust_id = ${trustId} and journal_number = ${journal} and id > ${after}
      order by id limit ${limit}
    ) e
    join invoice_line l on l.trust_id = e.trust_id and l.id = e.line_id
    join school s on s.trust_id = e.trust_id and s.id = e.school_id
    join contract k on k.trust_id = e.trust_id and k.id = e.contract_id
    order by e.id`.values();
  return rows.map(([line]) => String(line));
}
