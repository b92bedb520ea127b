import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, monthRange } from '../calendar/period.ts';
import { fraction, one } from '../money/decimal.ts';
import { displayMoney, type Money, noMoney, pence, subtract } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import { type ContractYear, monthsIn } from '../tiers/contract-year.ts';
import { yearInWords } from '../tiers/words.ts';

/** A contract year beside the least spend that was agreed for it. */
export interface CommitmentYear {
  readonly year: ContractYear;
  /** A twelfth for each month, where the last year is shorter. */
  readonly committed: Money;
  readonly spend: Money;
  /** By run rate; null of a year that is over, and before a whole month has come. */
  readonly forecast: Money | null;
  readonly isOver: boolean;
  /**
   * What the year ended or will end short of the commitment; nothing where it is met, null of a year
   * that is over and of which no invoice has come.
   */
  readonly shortfall: Money | null;
}

/** How a year stands on a day; `lastMonth` is the last one of which invoices have come. */
export function commitmentOf(
  committedAYear: Money,
  { year, spend, lastMonth }: { year: ContractYear; spend: Money; lastMonth: Month | undefined },
  today: LocalDate,
): CommitmentYear {
  const committed = part(committedAYear, year.months, 12);
  const isOver = year.ends < today;
  const isWhole = lastMonth && lastMonth >= year.from && monthRange(lastMonth).to < today;
  const months = isWhole ? Math.min(year.months, monthsIn(year.from, lastMonth)) : 0;
  const forecast = isOver || months === 0 ? null : part(spend, year.months, months);
  const about = { year, committed, spend, forecast, isOver };
  if (isOver && !(lastMonth && lastMonth >= year.from)) return { ...about, shortfall: null };
  const last = isOver ? spend : forecast;
  const short = last === null ? 0 : Math.max(0, committed - last);
  return { ...about, shortfall: short ? pence(short) : noMoney };
}

const part = (amount: Money, months: number, of: number): Money =>
  toMoney(fraction(one.times(amount).times(months), 100 * of));

/** A year in a sentence, and a warning before or after the commitment is missed. */
export function commitmentSentences(each: CommitmentYear): string[] {
  const { year, committed, spend, forecast, isOver, shortfall } = each;
  const of = `${displayMoney(spend)} of the ${displayMoney(committed)} that were agreed at least`;
  const first = `${yearInWords(year)}: ${of}${isOver ? '' : ' so far'}.`;
  if (shortfall === null) return [first, 'No invoices yet: whether it was met cannot be said.'];
  if (shortfall === 0) return [first];
  const warning =
    forecast === null
      ? `Missed by ${displayMoney(shortfall)}.`
      : `Forecast by run rate, no promise: ${displayMoney(forecast)}, which would miss it by ${displayMoney(subtract(committed, forecast))}.`;
  return [first, warning];
}
