import { eq } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { trust as trustTable } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Due } from '../renewals/renewal.ts';
import { endingJoins, endingKey } from '../renewals/store.ts';
import type { Trust } from '../schools/school.ts';
import type { ListPlace, ListSort } from './list-place.ts';
import type { ContractEntry, ContractFilter } from './listed-contract.ts';

/** By what contracts are sorted; `open_first` is by the day to decide, what is decided being last. */
export type ContractOrder = ListSort | 'open_first';

/** Which contracts are asked for, in which order and from where on. */
export interface ContractsAsked {
  readonly filter: ContractFilter;
  readonly sort: ContractOrder;
  readonly after?: ListPlace | undefined;
  /** How many are passed over first. */
  readonly offset?: number | undefined;
  readonly count: number;
  /** What has to be decided when, by the way in which contracts end; where it is chosen or sorted by. */
  readonly due?: ReadonlyMap<string, Due> | undefined;
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
  tenant: Tenant,
  { filter, sort, after, offset = 0, count, standing, due }: ContractsAsked,
): Promise<ContractEntry[]> {
  const { sql } = tenant;
  const key = sql`${sql(sort)} collate "C"`;
  const rows = await sql<Row[]>`
    with named as (
      select c.id::text, c.reference, c.title, c.supplier_id::text, c.category, c.cfr_code,
        c.starts_on::text, c.ends_on::text, c.notice_months, c.procurement_route, c.driver,
        coalesce(standing.name, s.name) as supplier
        ${due ? sql`, due.decide_by, due.is_decided || due.decide_by as open_first` : sql``}
      ${chosenContracts(tenant, { filter, standing, due })}
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
    limit ${count} offset ${offset}`;
  return rows.map(({ startsOn, endsOn, ...row }) => {
    return { ...row, term: { from: startsOn, to: endsOn } };
  });
}

/** How many contracts fit a filter. */
export async function countContracts(
  tenant: Tenant,
  asked: Pick<ContractsAsked, 'filter' | 'standing' | 'due'>,
): Promise<number> {
  const [row] = await tenant.sql`
    select count(*)::int as count ${chosenContracts(tenant, asked)}`;
  return row?.count ?? 0;
}

/** The contracts that fit a filter, as `c` with its supplier `s` and the one that stands for it. */
function chosenContracts(
  tenant: Tenant,
  { filter, standing, due }: Pick<ContractsAsked, 'filter' | 'standing' | 'due'>,
) {
  const { sql, trustId } = tenant;
  const { reference, schoolId, supplierIds, category, endsBefore, text } = filter;
  const { termEndsBefore, decideBefore } = filter;
  const where = [
    ...(reference === undefined ? [] : [sql`c.reference = ${reference}`]),
    ...(schoolId === undefined
      ? []
      : [
          sql`exists (select from participant p where p.trust_id = c.trust_id
            and p.contract_id = c.id and p.school_id = ${schoolId})`,
        ]),
    ...(supplierIds === undefined ? [] : [sql`c.supplier_id = any(${[...supplierIds]}::uuid[])`]),
    ...(category === undefined ? [] : [sql`c.category = ${category}`]),
    ...(endsBefore === undefined ? [] : [sql`c.ends_on < ${endsBefore}`]),
    ...(termEndsBefore === undefined ? [] : [sql`due.ends_on::date < ${termEndsBefore}`]),
    ...(decideBefore === undefined ? [] : [sql`due.decide_by::date < ${decideBefore}`]),
    ...(text === undefined
      ? []
      : [
          sql`strpos(lower(concat_ws(chr(10), c.reference, c.title, s.name, standing.name)),
            lower(${text})) > 0`,
        ]),
  ];
  return sql`
    from contract c
    join supplier s on s.trust_id = c.trust_id and s.id = c.supplier_id
    left join unnest(${[...standing.keys()]}::uuid[], ${[...standing.values()]}::text[])
      as standing(id, name) on standing.id = c.supplier_id
    ${due ? dueJoin(tenant, due) : sql``}
    where ${where.reduce((all, each) => sql`${all} and ${each}`, sql`c.trust_id = ${trustId}`)}`;
}

function dueJoin(tenant: Tenant, due: ReadonlyMap<string, Due>) {
  const { sql } = tenant;
  const values = [...due.values()];
  return sql`${endingJoins(tenant)}
    join unnest(${[...due.keys()]}::text[], ${values.map(({ decideBy }) => decideBy)}::text[],
      ${values.map(({ endsOn }) => endsOn)}::text[],
      ${values.map(({ isDecided }) => (isDecided ? '1' : '0'))}::text[])
      as due(way, decide_by, ends_on, is_decided) on due.way = ${endingKey(tenant)}`;
}

/** What the contracts of a trust can be chosen by: schools that take part, suppliers, what is bought. */
export async function choicesOf({ sql, trustId }: Tenant) {
  const [row] = await sql`
    select
      array(select distinct school_id::text from participant where trust_id = ${trustId}) as schools,
      array(select distinct supplier_id::text from contract where trust_id = ${trustId}) as suppliers,
      array(select distinct category from contract where trust_id = ${trustId}) as categories`;
  const of = (name: string): string[] => row?.[name] ?? [];
  return { schoolIds: of('schools'), supplierIds: of('suppliers'), categories: of('categories') };
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
