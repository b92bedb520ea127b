import { eq } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { trust as trustTable } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Trust } from '../schools/school.ts';
import type { ListPlace, ListSort } from './list-place.ts';
import type { ContractEntry, ContractFilter } from './listed-contract.ts';

/** What the database can sort contracts by: all but what has to be worked out. */
export type StoredSort = Exclude<ListSort, 'decide_by'>;

const sortedBy: Readonly<Record<StoredSort, string>> = {
  reference: 'reference',
  title: 'title',
  supplier: 'supplier',
  ends_on: 'ends_on',
};

/** Which contracts are asked for, in which order and from where on. */
export interface ContractsAsked {
  readonly filter: ContractFilter;
  readonly sort: StoredSort;
  readonly after?: ListPlace | undefined;
  /** How many at most; all without it. */
  readonly count?: number | undefined;
  /** The names of the suppliers that stand for others, by the id of each such other. */
  readonly standing: ReadonlyMap<string, string>;
}

interface Row {
  id: string;
  reference: string;
  title: string;
  supplierId: string;
  supplier: string;
  category: string;
  cfrCode: string;
  startsOn: LocalDate;
  endsOn: LocalDate;
  noticeMonths: number;
  procurementRoute: string;
  driver: Contract['driver'];
}

/**
 * Contracts in an order that no collation of the database decides, a page at a time by the last one
 * of the page before: what was added or taken away meanwhile moves no other from page to page.
 */
export async function contractsAsked(
  { sql, trustId }: Tenant,
  { filter, sort, after, count, standing }: ContractsAsked,
): Promise<ContractEntry[]> {
  const { schoolId, supplierIds, category, endsBefore, text } = filter;
  const key = sql`${sql(sortedBy[sort])} collate "C"`;
  const rows = await sql<Row[]>`
    with named as (
      select c.id::text, c.reference, c.title, c.supplier_id::text, c.category, c.cfr_code,
        c.starts_on::text, c.ends_on::text, c.notice_months, c.procurement_route, c.driver,
        coalesce(standing.name, s.name) as supplier
      from contract c
      join supplier s on s.trust_id = c.trust_id and s.id = c.supplier_id
      left join unnest(${[...standing.keys()]}::uuid[], ${[...standing.values()]}::text[])
        as standing(id, name) on standing.id = c.supplier_id
      where c.trust_id = ${trustId}
      ${
        schoolId === undefined
          ? sql``
          : sql`and exists (
        select from participant p
        where p.trust_id = c.trust_id and p.contract_id = c.id and p.school_id = ${schoolId})`
      }
      ${supplierIds === undefined ? sql`` : sql`and c.supplier_id in ${sql(supplierIds)}`}
      ${category === undefined ? sql`` : sql`and c.category = ${category}`}
      ${endsBefore === undefined ? sql`` : sql`and c.ends_on < ${endsBefore}`}
      ${
        text === undefined
          ? sql``
          : sql`and strpos(
        lower(concat_ws(chr(10), c.reference, c.title, s.name, standing.name)), lower(${text})) > 0`
      }
    )
    select id, reference, title, supplier_id as "supplierId", supplier, category,
      cfr_code as "cfrCode", starts_on as "startsOn", ends_on as "endsOn",
      notice_months as "noticeMonths", procurement_route as "procurementRoute", driver
    from named
    ${
      after === undefined
        ? sql``
        : sql`
      where (${key}, reference collate "C") > (${after.value}, ${after.reference})`
    }
    order by ${key}, reference collate "C"
    ${count === undefined ? sql`` : sql`limit ${count}`}`;
  return rows.map(({ startsOn, endsOn, ...row }) => {
    return { ...row, term: { from: startsOn, to: endsOn } };
  });
}

/** Lets the transaction see the register as it is at this moment, whatever is written meanwhile. */
export async function holdStill({ sql }: Tenant): Promise<void> {
  await sql`set transaction isolation level repeatable read`;
}

/** The trust whose register it is. */
export async function trustOf({ query, trustId }: Tenant): Promise<Trust> {
  const [row] = await query.select().from(trustTable).where(eq(trustTable.id, trustId));
  if (!row) throw new Error(`trust ${trustId} is gone`);
  return { ...row, kind: row.kind as Trust['kind'] };
}
