import type { Tenant } from '../database/tenant.ts';

/** Which entries of a journal: so many, after one of them or from the first. */
export interface EntriesAsked {
  readonly journal: number;
  readonly after: string | undefined;
  readonly limit: number;
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * What a journal added to the ledger in the order of posting, with the names of the places and the row of the
 * file that an entry came from: each entry a line of JSON as it travels. The database writes the lines, since a
 * journal can have millions of them and nobody looks into them on their way. The entries are taken before
 * anything is joined to them, so that no others are touched.
 */
function linesAsked({ sql, trustId }: Tenant, { journal, after = beforeAll, limit }: EntriesAsked) {
  return sql`
    select e.id, concat('{"id":"', e.id, '","import":"', l.import_id, '","row":', l.row,
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
    join contract k on k.trust_id = e.trust_id and k.id = e.contract_id`;
}

/** The lines one by one, with the ids of their entries. */
export async function entryLines(
  tenant: Tenant,
  asked: EntriesAsked,
): Promise<{ readonly id: string; readonly line: string }[]> {
  return tenant.sql<{ id: string; line: string }[]>`${linesAsked(tenant, asked)} order by e.id`;
}

/** The same as one text, in the bytes in which it came, and the id of the last; undefined where there are none. */
export async function entryText(
  tenant: Tenant,
  asked: EntriesAsked,
): Promise<{ readonly text: Buffer; readonly last: string } | undefined> {
  const [row] = await tenant.sql`
    select string_agg(line || E'\n', '' order by id), max(id::text)
    from (${linesAsked(tenant, asked)}) as lines having count(*) > 0`.raw();
  const [text, last] = row ?? [];
  return text && last ? { text, last: last.toString() } : undefined;
}
