import {
  fieldsOf,
  type InWords,
  inWords,
  pounds,
  type Spelled,
  telling,
} from '../explanations/spelling.ts';
import { displayMoney, formatMoney, type Money } from '../money/money.ts';
import { type Measures, netSaving } from '../savings/measures.ts';
import type { MonthSaving, YearEffect } from './year-effect.ts';

const number = (sign: '×' | '÷', label: string, value: number): Spelled => {
  return { sign, label, value: String(value), unit: 'number' };
};

/** Net saving, payback and the effects of a year, each with its numbers; what is refused says why itself. */
export function effectsInWords(
  measures: Measures,
  came: readonly MonthSaving[],
  told: {
    readonly payback: string | null;
    readonly effect: YearEffect | null;
    readonly wholeMonths: number;
  },
): Record<string, string | null> {
  const { payback, effect, wholeMonths } = told;
  return fieldsOf({
    net_saving: netInWords(measures),
    payback_months: payback === null ? undefined : paybackInWords(measures.oneOff, came, payback),
    ...(effect && {
      part_year_effect: timesMonths('This year', effect.monthly, wholeMonths, effect.partYear),
      full_year_effect: timesMonths('A full year', effect.monthly, 12, effect.fullYear),
      next_year_effect: inWords(
        `Next year adds ${displayMoney(effect.nextYear)}`,
        [pounds('+', 'in a full year', effect.fullYear), pounds('-', 'this year', effect.partYear)],
        { value: formatMoney(effect.nextYear) },
      ),
    }),
  });
}

function netInWords(measures: Measures): InWords | undefined {
  const { cashSaving, oneOff, rebate } = measures;
  if (cashSaving === null) return undefined;
  const net = netSaving(measures);
  const terms = telling([
    pounds('+', 'cash saving', cashSaving),
    pounds('-', 'one-off cost', oneOff),
    pounds('+', 'rebates', rebate),
  ]);
  return inWords(`The net saving is ${displayMoney(net)}`, terms, { value: formatMoney(net) });
}

/** One-off ÷ mean monthly saving, as one-off × months ÷ what was saved in them (F7). */
function paybackInWords(oneOff: Money, came: readonly MonthSaving[], months: string): InWords {
  const saved = came.reduce((sum, { saving }) => sum + (saving ?? 0), 0) as Money;
  const terms = [
    pounds('+', 'one-off cost', oneOff),
    number('×', 'months that came', came.length),
    pounds('÷', 'saved in them', saved),
  ];
  const says = `The one-off cost is paid back after ${months} months`;
  return inWords(says, terms, { value: months, unit: 'number', rounding: 'nearest' });
}

function timesMonths(what: string, monthly: Money, months: number, value: Money): InWords {
  const terms = [pounds('+', 'a month', monthly), number('×', 'months', months)];
  return inWords(`${what} saves ${displayMoney(value)}`, terms, { value: formatMoney(value) });
}
