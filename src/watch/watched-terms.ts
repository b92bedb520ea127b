import { type DateRange, type Month, monthOf } from '../calendar/period.ts';
import { type Contract, participationOf } from '../contracts/contract.ts';
import type { Price } from '../contracts/price-schedule.ts';

/** Months from the first to the last, both included. */
export interface MonthRange {
  readonly from: Month;
  readonly to: Month;
}

/** When a price of what recurs is in force, and whether it is a price by the month. */
export interface RecurringPrice extends DateRange {
  readonly isMonthly: boolean;
}

/** What a contract says of the months for which invoices are expected, and of how it is paid. */
export interface WatchedTerms {
  readonly contract: string;
  /** The months in which something of it is paid for by the month. */
  readonly monthly: readonly MonthRange[];
  readonly recurring: readonly RecurringPrice[];
  readonly schools: readonly {
    readonly urn: string;
    /** The months in which it takes part on at least one day. */
    readonly months: readonly MonthRange[];
    readonly days: readonly DateRange[];
  }[];
}

const months = ({ from, to }: DateRange): MonthRange => ({ from: monthOf(from), to: monthOf(to) });
const isMonthly = ({ lineClass, unit, quantityBasis }: Price) =>
  lineClass === 'recurring' && (unit === 'month' || quantityBasis === 'whole_service');

/** What the register says of all contracts, in the order of the contracts and schools (P10). */
export function termsOf(
  contracts: readonly Contract[],
  urns: ReadonlyMap<string, string>,
): WatchedTerms[] {
  return contracts.map((contract) => {
    const schoolIds = [...new Set(contract.participations.map(({ schoolId }) => schoolId))];
    return {
      contract: contract.reference,
      monthly: contract.prices.filter(isMonthly).map(({ valid }) => months(valid)),
      recurring: contract.prices
        .filter(({ lineClass }) => lineClass === 'recurring')
        .map(({ valid: { from, to }, unit }) => ({ from, to, isMonthly: unit === 'month' })),
      schools: schoolIds
        .map((id) => {
          const days = participationOf(contract, id);
          return { urn: urns.get(id) ?? id, months: days.map(months), days };
        })
        .sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    };
  });
}
