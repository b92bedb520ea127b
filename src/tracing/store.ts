import type { Tenant } from '../database/tenant.ts';

/** Which entries of a journal: so many, after one of them or from the first. */
export interface EntriesAsked {
  readonly journal: number;
  readonly after: string | undefined;
  readonly limit: number;
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

function entriesAsked(
  { sql, trustId }: Tenant,
  { journal, after = beforeAll, limit }: EntriesAsked,
) {
  return sql`
    select * from ledger_entry
    where trust_id = ${trustId} and journal_number = ${journal} and id > ${after}
    order by id limit ${limit}`;
}

/**
 * What a journal added to the ledger in the order of posting, with the names of the places and the row of the
 * file that an entry came from: each entry a line of JSON as it travels. The database writes the lines, since a
 * journal can have millions of them and nobody looks into them on their way. The entries are taken before
 * anything is joined to them, so that no others are touched; the line of each is looked up by its number (`offset
 * 0`): joined, all lines of a large trust were read for every few thousand entries. Each table is asked for the trust
 * itself: a coordinator of several servers does not follow it through what is looked up.
 */
function linesAsked(tenant: Tenant, asked: EntriesAsked) {
  const { sql, trustId } = tenant;
  return sql`
    select id, concat('{"id":"', id, '","import":"', import_id, '","row":', row,
      ',"urn":', to_json(urn), ',"contract":', to_json(reference), ',"item":', to_json(item),
      ',"class":"', entry_class, '","service_month":"', left(service_month::text, 7),
      '","booked_month":"', left(booked_month::text, 7),
      '","baseline":', coalesce('"' || baseline_id || '"', 'null'), ',"quantity":"', quantity,
      '","cost":"', cost * 0.01,
      '","baseline_cost":', coalesce('"' || baseline_cost * 0.01 || '"', 'null'),
      ',"indexed_cost":', coalesce('"' || indexed_cost * 0.01 || '"', 'null'),
      ',"is_sustained":', is_sustained::text,
      ',"reverses":', coalesce('"' || reverses_entry_id || '"', 'null'), '}') as line
    from (
      select e.*, l.import_id, l.row, s.urn, k.reference
      from (${entriesAsked(tenant, asked)}) e
      cross join lateral (
        select l.import_id, l.row from invoice_line l
        where l.trust_id = ${trustId} and l.id = e.line_id offset 0
      ) l
      join school s on s.trust_id = ${trustId} and s.id = e.school_id
      join contract k on k.trust_id = ${trustId} and k.id = e.contract_id
      order by e.id
    ) as entries`;
}

/** The lines one by one, with the ids of their entries. */
export async function entryLines(
  tenant: Tenant,
  asked: EntriesAsked,
): Promise<{ readonly id: string; readonly line: string }[]> {
  return tenant.sql<{ id: string; line: string }[]>`${linesAsked(tenant, asked)} order by id`;
}

/**
 * The same as one text, in the bytes in which it came; undefined where there are none. They are added up in the
 * order in which they come: to sort them once more took as long as to write them.
 */
export async function entryText(tenant: Tenant, asked: EntriesAsked): Promise<Buffer | undefined> {
  const [row] = await tenant.sql`
    select string_agg(line || E'\n', '')
    from (${linesAsked(tenant, asked)}) as lines having count(*) > 0`.raw();
  return row?.[0] ?? undefined;
}

/** The id of the last of these entries; undefined where there are none. */
export async function lastEntryId(
  tenant: Tenant,
  asked: EntriesAsked,
): Promise<string | undefined> {
  const [last] = await tenant.sql`
    select id from (${entriesAsked(tenant, asked)}) e order by id desc limit 1`;
  return last?.id;
}
