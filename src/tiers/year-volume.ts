import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, monthRange } from '../calendar/period.ts';
import { type Decimal, zero } from '../money/decimal.ts';
import { add, type Money, noMoney } from '../money/money.ts';
import { split } from '../money/split.ts';
import { type ContractYear, monthsIn } from './contract-year.ts';
import type { Volume } from './tier.ts';

/** What was bought of an item in a service month, by all schools. */
export interface BoughtMonth {
  readonly item: string;
  readonly month: Month;
  readonly quantity: Decimal;
}

/** Lines that lie in one contract year, added up; or the part of a line that lies in several. */
export interface BoughtLine {
  readonly item: string;
  /** The contract year, 0 for the first. */
  readonly year: number;
  /** Null for whole lines. */
  readonly lineId: string | null;
  readonly days: number;
  readonly quantity: Decimal;
  /** Pounds net of the whole line. */
  readonly net: Money;
}

/** The net spend of a contract year; a line in several years is split by days, to the penny (P5). */
export function spendOf(lines: readonly BoughtLine[], { index }: ContractYear): Money {
  const whole = lines.filter(({ lineId, year }) => lineId === null && year === index);
  const parts = lines.filter(({ lineId, year }) => lineId !== null && year === index);
  const shares = parts.map((part) => {
    const all = lines.filter(({ lineId }) => lineId === part.lineId);
    const amounts = split(
      part.net,
      all.map(({ days }) => BigInt(days)),
    );
    return amounts[all.indexOf(part)] ?? noMoney;
  });
  return add(...whole.map(({ net }) => net), ...shares);
}

/** The quantity of an item in a contract year, 0 for the first. */
export function quantityBought(lines: readonly BoughtLine[], item: string, year: number): Decimal {
  return lines
    .filter((line) => line.item === item && line.year === year)
    .reduce((sum, line) => sum.plus(line.quantity), zero);
}

/** What was bought of an item in a contract year so far, by all schools together. */
export function volumeOf(
  item: string,
  year: ContractYear,
  bought: { readonly lines: readonly BoughtLine[]; readonly months: readonly BoughtMonth[] },
  today: LocalDate,
): Volume {
  const quantity = quantityBought(bought.lines, item, year.index);
  const whole = bought.months.filter(
    (each) =>
      each.item === item &&
      year.from <= each.month &&
      each.month <= year.to &&
      monthRange(each.month).to < today,
  );
  const last = whole
    .map(({ month }) => month)
    .sort()
    .at(-1);
  return {
    quantity,
    wholeMonths: last ? monthsIn(year.from, last) : 0,
    inWholeMonths: whole.reduce((sum, each) => sum.plus(each.quantity), zero),
    months: year.months,
    isOver: year.ends < today,
  };
}
