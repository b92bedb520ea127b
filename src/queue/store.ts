import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import { settledCodes, type UnpricedItem, type WaitingGroup } from './ways.ts';

/**
 * The rows of posted imports that wait, as a question to be asked inside another. What a mended copy has
 * waits in the copy, if it does, for as long as that is posted.
 */
function waitingRows({ sql, trustId }: Tenant) {
  return sql`
    select r.*, m.file_name from import_row r
    join import m on m.trust_id = r.trust_id and m.id = r.import_id and m.state = 'posted'
    where r.trust_id = ${trustId} and r.code <> all(${[...settledCodes]}::text[])
      and not exists (
        select 1 from mended_row d
        join import c on c.trust_id = d.trust_id and c.id = d.copy_id and c.state = 'posted'
        where d.trust_id = r.trust_id and d.import_id = r.import_id and d.row = r.row)`;
}

/** What waits in each posted import: its rows and their pounds; imports without any are left out. */
export async function waitingByImport(
  tenant: Tenant,
): Promise<Map<string, { rows: number; net: Money }>> {
  const rows = await tenant.sql`
    select import_id, count(*)::int as rows, sum(net)::bigint as net
    from (${waitingRows(tenant)}) w group by import_id`;
  return new Map(
    rows.map((row) => [row.import_id, { rows: row.rows, net: pence(Number(row.net)) }]),
  );
}

/** A row of a file, and its net pounds. */
export interface PlacedRow {
  readonly row: number;
  readonly net: Money;
}

/** Every row that waits, by import: which rows of their files they are. */
export async function waitingPlaces(tenant: Tenant): Promise<Map<string, PlacedRow[]>> {
  const rows = await tenant.sql`
    select import_id, row, net from (${waitingRows(tenant)}) w order by import_id, row`;
  const places = new Map<string, PlacedRow[]>();
  for (const { import_id, row, net } of rows) {
    const placed = { row, net: pence(Number(net)) };
    const known = places.get(import_id);
    if (known) known.push(placed);
    else places.set(import_id, [placed]);
  }
  return places;
}

/** What waits in all files, by reason and printed text: all of it, or so much after a place. */
export async function waitingGroups(
  tenant: Tenant,
  page?: { after: string; limit: number },
): Promise<WaitingGroup[]> {
  const { sql } = tenant;
  const rows = await sql`
    with grouped as (
      select code, found, count(*)::int as rows, sum(net)::bigint as net,
        -- The text may be longer than the address of a page can be.
        (code || ' ' || left(coalesce(found, ''), 100) || ' ' || md5(coalesce(found, '')))
          collate "C" as key,
        json_agg(distinct jsonb_build_array(import_id, file_name)) as files,
        (array_agg(json_build_object('importId', import_id, 'file', file_name, 'row', row,
           'message', message, 'remedy', remedy, 'column', "column")
           order by import_id, row))[1] as first
      from (${waitingRows(tenant)}) w
      group by code, found
    )
    select * from grouped
    ${page ? sql`where key > ${page.after}` : sql``}
    order by key ${page ? sql`limit ${page.limit}` : sql``}`;
  return rows.map(({ first: { message, remedy, column, ...first }, ...row }) => ({
    key: row.key,
    code: row.code,
    found: row.found,
    column,
    rows: row.rows,
    net: pence(Number(row.net)),
    files: row.files.map(([importId, file]: [string, string]) => ({ importId, file })),
    first,
    message,
    remedy,
  }));
}

/** Items that stand without a price of their own supplier's contract, by import and contract (P8). */
export async function unpricedItems(
  { sql, trustId }: Tenant,
  importId?: string,
): Promise<UnpricedItem[]> {
  const rows = await sql`
    with bought as materialized (
      select l.import_id, l.contract_id, l.item, i.supplier_id,
        count(*)::int as rows, sum(l.net)::bigint as net
      from invoice_line l
      -- Each line looks its document up; the server would read the lines of every document of the supplier.
      cross join lateral (select i.supplier_id from invoice i
                          where i.trust_id = ${trustId} and i.id = l.invoice_id offset 0) i
      where l.trust_id = ${trustId} and l.line_class = 'off_contract'
        ${importId === undefined ? sql`` : sql`and l.import_id = ${importId}`}
        and not exists (select 1 from line_withdrawal w
                        where w.trust_id = ${trustId} and w.line_id = l.id)
      group by l.import_id, l.contract_id, l.item, i.supplier_id
    )
    select m.id, m.file_name, k.reference, b.item, b.rows, b.net
    from bought b
    join contract k on k.trust_id = ${trustId} and k.id = b.contract_id
      and k.supplier_id = b.supplier_id
    join import m on m.trust_id = ${trustId} and m.id = b.import_id and m.state = 'posted'
    order by m.id, k.reference collate "C", b.item collate "C"`;
  return rows.map((row) => ({
    importId: row.id,
    file: row.file_name,
    contract: row.reference,
    item: row.item,
    rows: row.rows,
    net: pence(Number(row.net)),
  }));
}
