import { type DateRange, type Month, monthRange } from '../calendar/period.ts';
import { Problem } from '../problem.ts';
import type { Window } from '../reports/window.ts';

/** A period of whole months with both ends. */
export interface WholePeriod {
  readonly from: Month;
  readonly to: Month;
}

/** A window of a comparison; refuses one that is open, since "all there is" is no stated basis. */
export function wholePeriod({ from, to }: Window, what: 'base' | 'compared'): WholePeriod {
  if (from && to) return { from, to };
  const name = (end: string) => (what === 'base' ? `base_${end}` : end);
  throw new Problem({
    code: 'window.unreadable',
    column: name(from ? 'to' : 'from'),
    message: `The ${what} period has no ${from ? 'last' : 'first'} month.`,
    remedy: `Give ${name('from')} and ${name('to')}, such as 2024-09 and 2025-08.`,
  });
}

/** The days of a base period and a compared one; refuses two that have months in common. */
export function daysCompared(base: WholePeriod, compared: WholePeriod): [DateRange, DateRange] {
  if (base.from <= compared.to && compared.from <= base.to) {
    throw new Problem({
      code: 'window.unreadable',
      column: 'base_to',
      found: base.to,
      message: `The periods ${base.from} to ${base.to} and ${compared.from} to ${compared.to} have months in common.`,
      remedy: 'Compare a period with one before or after it.',
    });
  }
  const days = ({ from, to }: WholePeriod) => ({
    from: monthRange(from).from,
    to: monthRange(to).to,
  });
  return [days(base), days(compared)];
}
