import type { AgreedTerms } from '../amendments/agreed-terms.ts';
import { addMonths, dayNumber, type LocalDate, nextDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import { type Fraction, fraction, one, sumOf } from '../money/decimal.ts';
import { displayMoney, type Money, subtract } from '../money/money.ts';
import { percent, toMoney } from '../money/rate.ts';

/** What a contract is worth, net, and what was spent of it: every option to extend included. */
export interface ContractValue {
  readonly annual: Money;
  readonly firstTerm: Money;
  readonly wholeLife: Money;
  /** Recurring lines and their credits as posted, net. */
  readonly spent: Money;
  /** Below zero where more was spent. */
  readonly left: Money;
}

/** The months from one day to another, both included; of the last one the part that its days are. */
export function monthsOf(from: LocalDate, to: LocalDate): Fraction {
  const end = nextDay(to);
  let whole = 0;
  while (addMonths(from, whole + 1) <= end) whole += 1;
  const [last, next] = [addMonths(from, whole), addMonths(from, whole + 1)].map(dayNumber);
  const days = dayNumber(end) - (last ?? 0);
  const length = (next ?? 0) - (last ?? 0);
  return sumOf([fraction(one.times(whole)), fraction(one.times(days), Math.max(1, length))]);
}

/** What a contract is worth in some days by the value of a year: a twelfth for each month. */
export function termValue(annual: Money, { from, to }: DateRange): Money {
  const { numerator, denominator } = monthsOf(from, to);
  // Pence of a year are a twelfth of a hundredth of pounds each month.
  return toMoney({ numerator: numerator.times(annual), denominator: denominator.times(1200) });
}

/** The value of a contract by that of a year; null where that is not written down. */
export function contractValue(
  annual: Money | null,
  { startsOn, endsOn, longestUntil }: Pick<AgreedTerms, 'startsOn' | 'endsOn' | 'longestUntil'>,
  spent: Money,
): ContractValue | null {
  if (annual === null) return null;
  const until = (last: LocalDate) => termValue(annual, { from: startsOn, to: last });
  const wholeLife = until(longestUntil);
  return {
    annual,
    firstTerm: until(endsOn),
    wholeLife,
    spent,
    left: subtract(wholeLife, spent),
  };
}

/** A value in whole sentences, with a warning once more was spent than the contract is worth. */
export function valueSentences({ annual, firstTerm, wholeLife, spent, left }: ContractValue) {
  const part = percent(spent, wholeLife);
  return [
    `${displayMoney(annual)} a year, ${displayMoney(firstTerm)} in its first term, ${displayMoney(wholeLife)} with every option to extend; net.`,
    `Spent to date: ${displayMoney(spent)}${part === null ? '' : `, ${part}% of that`}.`,
    ...(left < 0
      ? [
          `That is ${displayMoney(subtract(spent, wholeLife))} more than it is worth in its whole life: see what the law says of changes (duties).`,
        ]
      : []),
  ];
}
