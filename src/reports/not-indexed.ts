import type { Month } from '../calendar/period.ts';

/** A place whose cost is measured by a price that moves, in a month without a level (P7). */
export interface NotIndexed {
  readonly urn: string;
  readonly contract: string;
  readonly month: Month;
  readonly series: string;
}

/**
 * What has to be said where a published level had not come when figures were posted: their avoidance by
 * the index is not known yet, which is not zero. Cash does not wait for it.
 */
export function indexWarnings(waiting: readonly NotIndexed[]): string[] {
  const months = new Map<string, Set<Month>>();
  for (const { series, month } of waiting) {
    months.set(series, (months.get(series) ?? new Set()).add(month));
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([series, of]) => {
      const list = [...of].sort().join(', ');
      return `Not indexed yet: no level of ${series} was known for ${list}, so what was avoided by that index in ${of.size === 1 ? 'this month' : 'these months'} is not in these figures. Cash savings do not wait for it.`;
    });
}
