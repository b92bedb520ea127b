import { hash } from 'node:crypto';
import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import { type Counted, type Limit, severalSchools } from './limit.ts';

/**
 * By what it is known that was told within a limit: whoever is let in for other schools later is told nothing of it any
 * more. In the form of a UUID.
 */
export function markOf({ holderId, schoolIds }: Limit): string {
  const content = JSON.stringify([holderId, ...[...schoolIds].sort()]);
  return hash('sha256', content).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/**
 * The rows of an import that wait no more, as a question to be asked inside another: posted, or known
 * from other files. What cancels a document is no single school's.
 */
function settled({ sql, trustId }: Tenant, importId: string) {
  const standing = sql`
    select l.row, l.net, l.school_id, l.line_class from invoice_line l
    where l.trust_id = ${trustId} and l.import_id = ${importId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)`;
  return sql`
    select row, net, 'posted' as state,
      case when line_class = 'reversal' or school_id is null then ${severalSchools}::uuid
           else school_id end as school_id
    from (${standing}) l
    union all
    select k.row, k.net, 'already', k.school_id from known_row k
    where k.trust_id = ${trustId} and k.import_id = ${importId}
      and not exists (select 1 from (${standing}) l where l.row = k.row)
      and not exists (select 1 from import_row r
                      where r.trust_id = ${trustId} and r.import_id = ${importId}
                        and r.row = k.row)`;
}

/** What became of an import's rows within a limit; all others are held, as far as it is told. */
export async function countedWithin(
  tenant: Tenant,
  importId: string,
  { schoolIds }: Limit,
): Promise<{ posted: Counted; already: Counted; refused: Counted }> {
  const { sql, trustId } = tenant;
  const rows = await sql`
    select state, count(*)::int as rows, sum(net)::bigint as net
    from (
      select state, net, school_id from (${settled(tenant, importId)}) s
      union all
      select state, net, school_id from import_row
      where trust_id = ${trustId} and import_id = ${importId}
    ) r
    where school_id is null or school_id = any(${[...schoolIds]}::uuid[])
    group by state`;
  const of = (state: string): Counted => {
    const counted = rows.find((row) => row.state === state);
    return { rows: counted?.rows ?? 0, net: pence(Number(counted?.net ?? 0)) };
  };
  return { posted: of('posted'), already: of('already'), refused: of('refused') };
}

/** The rows of an import beyond a limit that wait no more, in the order of the file. */
export async function settledBeyond(
  tenant: Tenant,
  importId: string,
  { schoolIds }: Limit,
  page: { after: number; limit: number } = { after: 0, limit: 2 ** 31 - 1 },
): Promise<{ row: number; net: Money }[]> {
  const rows = await tenant.sql`
    select row, net from (${settled(tenant, importId)}) s
    where school_id <> all(${[...schoolIds]}::uuid[]) and row > ${page.after}
    order by row limit ${page.limit}`;
  return rows.map(({ row, net }) => ({ row, net: pence(Number(net)) }));
}

/**
 * Takes the rows within a limit off the queue, and those of no known school; gives their numbers
 * and those of the rows that stay, of which somebody else has the say.
 */
export async function takeWithinOff(
  { sql, trustId }: Tenant,
  importId: string,
  { schoolIds }: Limit,
): Promise<{ taken: Set<number>; left: Set<number> }> {
  const taken = await sql`
    delete from import_row where trust_id = ${trustId} and import_id = ${importId}
      and (school_id is null or school_id = any(${[...schoolIds]}::uuid[]))
    returning row`;
  const left = await sql`
    select row from import_row where trust_id = ${trustId} and import_id = ${importId}`;
  const numbers = (rows: Iterable<{ row?: number }>) =>
    new Set([...rows].map(({ row }) => row ?? 0));
  return { taken: numbers(taken), left: numbers(left) };
}

/**
 * Marks the staged rows beyond a limit, whatever their comparison found: they took part in it, since
 * a line that is there for another school has not moved (P12). So are those that cancel a document,
 * which may have other schools' lines, and those that are left on the queue.
 */
export async function markBeyond(
  { sql, trustId }: Tenant,
  { importId, cancelling }: { importId: string; cancelling: number },
  { schoolIds }: Limit,
): Promise<void> {
  await sql`
    update staging_row s set outcome = 'beyond'
    where s.trust_id = ${trustId}
      and (s.school_id is null or s.school_id <> all(${[...schoolIds]}::uuid[])
        or s.phase = ${cancelling}
        or exists (select 1 from import_row r
                   where r.trust_id = ${trustId} and r.import_id = ${importId} and r.row = s.row))`;
}

/** Keeps which of the staged rows had come with other files, and whose they are. */
export async function keepKnown(
  { sql, trustId }: Tenant,
  { importId, cancelling }: { importId: string; cancelling: number },
  only: ReadonlySet<number> | undefined,
): Promise<void> {
  const judged = only ? sql`and s.row = any(${[...only]}::int[])` : sql``;
  await sql`
    delete from known_row k using staging_row s
    where k.trust_id = ${trustId} and k.import_id = ${importId} and s.trust_id = ${trustId}
      and s.row = k.row and s.outcome <> 'beyond' ${judged}`;
  await sql`
    insert into known_row (trust_id, import_id, row, school_id, net)
    select s.trust_id, ${importId}::uuid, s.row,
      case when s.phase = ${cancelling} then ${severalSchools}::uuid
           else coalesce(s.school_id, ${severalSchools}::uuid) end,
      (s.line::json ->> 'net')::bigint
    from staging_row s
    where s.trust_id = ${trustId} and s.outcome = 'already' ${judged}`;
}
