import {
  countDays,
  type DateRange,
  daysByMonth,
  type Month,
  monthRange,
  overlap,
} from '../calendar/period.ts';
import { formatMoney, noMoney } from '../money/money.ts';
import type { Cell, ReportRow } from '../reports/report.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';
import type { RecurringPrice } from '../watch/watched-terms.ts';
import { effectsInWords } from './effect-words.ts';
import {
  type MonthSaving,
  paybackMonths,
  type Refusal,
  refusals,
  yearEffect,
} from './year-effect.ts';

/** How the effects are worked out, told with every answer. */
export const effectBasis =
  'cash saving of whole months; part-year effect = monthly saving × whole months in the year; full-year effect = monthly saving × 12; payback = one-off ÷ mean monthly saving';

/** The months of a year that are whole among the days on which a school takes part. */
export function wholeMonthsOf(participation: readonly DateRange[], year: DateRange): Month[] {
  const days = participation
    .map((range) => overlap(range, year))
    .filter((range) => range !== undefined);
  return daysByMonth(days)
    .filter(({ month, days: taken }) => taken === countDays(monthRange(month)))
    .map(({ month }) => month);
}

/** Whether everything recurring of a contract in a year is paid by the month. */
export function isPaidMonthly(recurring: readonly RecurringPrice[], year: DateRange): boolean {
  const inForce = recurring.filter((price) => overlap(price, year));
  return inForce.length > 0 && inForce.every(({ isMonthly }) => isMonthly);
}

/** What a school's part of a contract saved in a year, and what that makes of a whole one (F6, F7). */
export function effectRow(
  cells: readonly Cell[],
  about: { readonly wholeMonths: readonly Month[]; readonly isMonthly: boolean },
): ReportRow {
  const measures = measuresOf(cells);
  const came = about.wholeMonths.flatMap((month) => monthSaving(cells, month));
  const effect = yearEffect(came, { ...about, wholeMonths: about.wholeMonths.length });
  const payback = paybackMonths(measures.oneOff, came);
  const isRefused = typeof effect === 'string';
  const isPaid = !(payback in refusals);
  return {
    cash_saving: measures.cashSaving === null ? null : formatMoney(measures.cashSaving),
    one_off: formatMoney(measures.oneOff),
    net_saving: formatMoney(netSaving(measures)),
    whole_months: String(about.wholeMonths.length),
    months_come: String(came.length),
    payback_months: isPaid ? payback : null,
    payback_refused: isPaid ? null : refusals[payback as Refusal],
    monthly_saving: isRefused ? null : formatMoney(effect.monthly),
    part_year_effect: isRefused ? null : formatMoney(effect.partYear),
    full_year_effect: isRefused ? null : formatMoney(effect.fullYear),
    next_year_effect: isRefused ? null : formatMoney(effect.nextYear),
    effect_refused: isRefused ? refusals[effect] : null,
    ...effectsInWords(measures, came, {
      payback: isPaid ? payback : null,
      effect: isRefused ? null : effect,
      wholeMonths: about.wholeMonths.length,
    }),
  };
}

function monthSaving(cells: readonly Cell[], month: Month): MonthSaving[] {
  const ofMonth = cells.filter((cell) => cell.month === month);
  const measures = measuresOf(ofMonth);
  if (measures.cost === 0 && measures.baselineCost === null) return [];
  const isMeasured = measures.notMeasuredCost === noMoney;
  return [{ month, saving: isMeasured ? measures.cashSaving : null }];
}
