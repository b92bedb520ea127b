import { parseIsoDate } from '../calendar/local-date.ts';
import { type Month, monthOf, monthRange, parseMonth } from '../calendar/period.ts';
import { Problem, type ProblemDetail } from '../problem.ts';

/** A run of whole service months; open where nothing is named. */
export interface Window {
  readonly from: Month | undefined;
  readonly to: Month | undefined;
}

/**
 * Reads a window such as `2025-09` to `2026-08`, or days that are the first and the last of a
 * month. Refuses anything that cuts a month in two: figures are kept by month (P5).
 */
export function readWindow(from: string | undefined, to: string | undefined): Window {
  const window = { from: monthAt(from, 'from'), to: monthAt(to, 'to') };
  if (window.from && window.to && window.from > window.to) {
    throw refusal({
      column: 'to',
      found: `${to}`,
      message: `The report would end in ${window.to}, before it begins in ${window.from}.`,
      remedy: 'Name the earlier month first.',
    });
  }
  return window;
}

function monthAt(text: string | undefined, end: 'from' | 'to'): Month | undefined {
  if (text === undefined || text === '') return undefined;
  const month = parseMonth(text);
  if (month) return month;
  const date = parseIsoDate(text);
  if (date && monthRange(monthOf(date))[end] === date) return monthOf(date);
  const day = end === 'from' ? 'first' : 'last';
  throw refusal({
    column: end,
    found: text,
    message: `'${text}' is not ${date ? `the ${day} day of a month` : 'a month'}.`,
    remedy: `Reports cover whole months: write ${date ? monthOf(date) : 'one like 2025-09'}.`,
  });
}

function refusal(detail: Omit<ProblemDetail, 'code'>): Problem {
  return new Problem({ code: 'window.unreadable', ...detail });
}
