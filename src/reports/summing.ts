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

/** The columns by which the database adds cells up, by the places that a report tells apart. */
export function summing(by: readonly Place[]) {
  const isTold = (name: string) => (by.some((key) => key === name) ? 'true' : 'is_late');
  const told = Object.entries(keys).map(
    ([name, column]) => `case when ${isTold(name)} then ${column} end as ${column}`,
  );
  // Of a month that is added up, the sums of an index are judged by themselves.
  const counted = sums.map((name) =>
    name.startsWith('indexed_') ? `case when is_late then ${name} else 0 end as ${name}` : name,
  );
  return {
    told: told.join(', '),
    isMonthTold: isTold('month'),
    counted: counted.join(', '),
    judged: sums.map(() => '0').join(', '),
    added: sums.map((name) => `sum(${name})::bigint as ${name}`).join(', '),
  };
}
