import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import { decimal, fraction } from '../money/decimal.ts';
import { add, formatMoney, type Money, noMoney, pence, subtract } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';
import type { ContractYear } from './contract-year.ts';
import { holdingOn, type RebateClause } from './volume-terms.ts';

/** A rebate credit that was posted: cash that came, above zero, net. */
export interface Receipt {
  readonly net: Money;
  readonly documentDate: LocalDate;
  /** The days that it says it is for; null where it names none. */
  readonly service: DateRange | null;
}

/** A contract year with what its clauses earned so far and what came of it. */
export interface RebateYear {
  readonly year: ContractYear;
  /** Net recurring spend of all schools. */
  readonly spend: Money;
  readonly clauses: readonly { readonly clause: RebateClause; readonly earned: Money }[];
  /** Expected, and no saving before it is received (P8). */
  readonly earned: Money;
  readonly received: Money;
  /** Earned and not received; below zero where more came than the clauses say. */
  readonly gap: Money;
  readonly expectedOn: LocalDate;
  readonly isDue: boolean;
}

/** The rate of the net spend beyond the clause's amount; nothing of a year that spends less. */
export function earnedBy({ spendAbove, rebateRate }: RebateClause, spend: Money): Money {
  const beyond = decimal(formatMoney(spend)).minus(spendAbove);
  return beyond.gt(0) ? toMoney(priced(fraction(beyond), rebateRate)) : noMoney;
}

/**
 * The contract years of a contract that have a clause. A rebate counts to the year of the days that
 * it names; one that names none fills the oldest year that still lacks some, the rest goes to the
 * latest year (F16).
 */
export function rebateYears(
  years: readonly { readonly year: ContractYear; readonly spend: Money }[],
  clauses: readonly RebateClause[],
  receipts: readonly Receipt[],
  today: LocalDate,
): RebateYear[] {
  const earning = years.flatMap(({ year, spend }) => {
    const holding = holdingOn(clauses, year.begins);
    if (holding.length === 0) return [];
    const parts = holding.map((clause) => ({ clause, earned: earnedBy(clause, spend) }));
    const earned = add(...parts.map((part) => part.earned));
    const months = Math.max(...holding.map(({ dueMonths }) => dueMonths));
    const expectedOn = addMonths(year.ends, months);
    return [{ year, spend, clauses: parts, earned, expectedOn, isDue: expectedOn <= today }];
  });
  const received = receivedIn(earning, receipts);
  return earning.map((each, index) => {
    const came = received[index] ?? noMoney;
    return { ...each, received: came, gap: subtract(each.earned, came) };
  });
}

function receivedIn(
  years: readonly { readonly year: ContractYear; readonly earned: Money }[],
  receipts: readonly Receipt[],
): Money[] {
  const received = years.map(() => noMoney);
  const take = (index: number, net: Money) => {
    received[index] = add(received[index] ?? noMoney, net);
  };
  const nameless = receipts.filter(({ net, service }) => {
    const at = years.findIndex(
      ({ year }) => service && year.begins <= service.from && service.from <= year.ends,
    );
    if (at >= 0) take(at, net);
    return at < 0;
  });
  for (const { net, documentDate } of nameless.sort(byDate)) {
    let rest = net;
    const open = years.filter(({ year }) => year.begins <= documentDate).length;
    for (let index = 0; index < open && rest > 0; index += 1) {
      const lacking = (years[index]?.earned ?? noMoney) - (received[index] ?? noMoney);
      const part = pence(Math.max(0, Math.min(lacking, rest)));
      take(index, part);
      rest = subtract(rest, part);
    }
    if (open > 0) take(open - 1, rest);
  }
  return received;
}

const byDate = (a: Receipt, b: Receipt) =>
  a.documentDate === b.documentDate ? a.net - b.net : a.documentDate < b.documentDate ? -1 : 1;
