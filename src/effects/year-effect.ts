import type { Month } from '../calendar/period.ts';
import { fraction, one, round } from '../money/decimal.ts';
import { type Money, pence, subtract } from '../money/money.ts';

/** Why something is not worked out of the months that are there, rather than guessed (F6, F7). */
export const refusals = {
  not_monthly: 'something of it is not paid by the month',
  too_few_months: 'fewer than three whole months have come',
  not_measured: 'a month is not measured against what was paid before',
  not_flat: 'the saving is not the same in every month',
  no_one_off: 'there is no one-off cost to pay back',
  no_saving: 'there is no saving that could pay it back',
} as const;
export type Refusal = keyof typeof refusals;

/** What a service of the same price every month saves in a year, and in a whole one. */
export interface YearEffect {
  readonly monthly: Money;
  /** Part-year effect: the monthly saving × the whole months in the year. */
  readonly partYear: Money;
  /** Full-year effect: the monthly saving × 12. By days it would be another figure. */
  readonly fullYear: Money;
  /** What next year adds: the full year less what this year has already. */
  readonly nextYear: Money;
}

/** A whole month of a school in a contract, with its cash saving; null where it is not measured. */
export interface MonthSaving {
  readonly month: Month;
  readonly saving: Money | null;
}

const fewest = 3;

/**
 * Part-year and full-year effect of a saving (F6), only for a service that is paid by the month, has
 * three whole months and the same saving in each: neither supply days nor energy can be annualised.
 */
export function yearEffect(
  came: readonly MonthSaving[],
  about: { readonly wholeMonths: number; readonly isMonthly: boolean },
): YearEffect | Refusal {
  if (!about.isMonthly) return 'not_monthly';
  if (came.length < fewest) return 'too_few_months';
  const savings = new Set(came.map(({ saving }) => saving));
  if (savings.has(null)) return 'not_measured';
  const [monthly, ...others] = savings;
  if (others.length > 0 || monthly === undefined || monthly === null) return 'not_flat';
  const [partYear, fullYear] = [pence(monthly * about.wholeMonths), pence(monthly * 12)];
  return { monthly, partYear, fullYear, nextYear: subtract(fullYear, partYear) };
}

/**
 * After how many months a one-off cost is paid back, with one decimal: one-off ÷ mean monthly saving
 * of the months that came (F7). The cost itself stands in its year and is never spread.
 */
export function paybackMonths(oneOff: Money, came: readonly MonthSaving[]): string | Refusal {
  if (oneOff <= 0) return 'no_one_off';
  if (came.length < fewest) return 'too_few_months';
  if (came.some(({ saving }) => saving === null)) return 'not_measured';
  const saved = came.reduce((sum, { saving }) => sum + (saving ?? 0), 0);
  if (saved <= 0) return 'no_saving';
  return round(fraction(one.times(oneOff).times(came.length), saved), 1);
}
