import { sumColumns } from '../ledger/cell-sums.ts';

/** The columns of the rollups that are added up to whole numbers; a quantity is told apart. */
export const sums = sumColumns.filter((name) => name !== 'quantity');

/** What a report can tell apart, and the columns that it takes. */
const keys = {
  urn: 'school_id',
  contract: 'contract_id',
  item: 'item',
  month: 'service_month',
} as const;
export type Place = keyof typeof keys;

/** Cells that are told apart whatever a report is cut by: booked after their month was closed, or indexed. */
export const isSpecial = `booked_month <> service_month
  or (indexed_cost, indexed_baseline_cost, indexed_measured_cost) <> (0, 0, 0)`;

const isTold = (by: readonly Place[], name: string, otherwise: string) =>
  by.some((place) => place === name) ? 'true' : otherwise;

/** The columns that a report is cut by; of the others, those of cells for which something else holds. */
function told(by: readonly Place[], otherwise: string): string {
  const columns = Object.entries(keys).map(
    ([name, column]) => `case when ${isTold(by, name, otherwise)} then ${column} end as ${column}`,
  );
  const isMonthTold = isTold(by, 'month', otherwise);
  return `${columns.join(', ')}, is_sustained,
    case when ${isMonthTold} then booked_month end as booked_month`;
}

const added = sums.map((name) => `sum(${name})::bigint as ${name}`).join(', ');

/** A question for the sums of cells `known` of which none is special. */
export function plainSums(by: readonly Place[]): string {
  return `
    select ${told(by, 'false')}, sum(quantity)::text as quantity, 0 as avoided, ${added}
    from known group by 1, 2, 3, 4, 5, 6
    order by booked_month, is_sustained`;
}

/** A question for the sums of cells `known`: those of months with late bookings stay cell by cell. */
export function sumsToldApart(by: readonly Place[]): string {
  // Of a month that is added up, the sums of an index are judged by themselves.
  const counted = sums.map((name) =>
    name.startsWith('indexed_') ? `case when is_late then ${name} else 0 end as ${name}` : name,
  );
  return `,
    late as (select distinct service_month from known where booked_month <> service_month),
    indexed as (
      select school_id, contract_id, item, service_month, is_sustained, sum(indexed_cost) as i,
        sum(indexed_baseline_cost) as b, sum(indexed_measured_cost) as m
      from known
      where service_month <> all (array(select service_month from late))
        and (indexed_cost, indexed_baseline_cost, indexed_measured_cost) <> (0, 0, 0)
      group by school_id, contract_id, item, service_month, is_sustained
    ),
    counted as (
      select school_id, contract_id, item, service_month, booked_month, is_sustained, is_late,
        quantity, 0 as avoided, ${counted.join(', ')}
      from known,
        lateral (select service_month = any (array(select service_month from late)) as is_late) l
      union all
      select school_id, contract_id, item, service_month, service_month, bool_and(is_sustained),
        false, 0, greatest(0, sum(i) - greatest(sum(b), sum(m))), ${sums.map(() => '0').join(', ')}
      from indexed where (i, b, m) <> (0, 0, 0)
      group by school_id, contract_id, item, service_month
    )
    select ${told(by, 'is_late')}, sum(quantity)::text as quantity,
      sum(avoided)::bigint as avoided, ${added}
    from counted group by 1, 2, 3, 4, 5, 6
    order by booked_month, is_sustained`;
}
