import { dayBefore, type LocalDate, nextDay } from '../calendar/local-date.ts';
import { contains, type DateRange, type Month, overlap } from '../calendar/period.ts';
import type { Levels } from '../indices/level.ts';
import type { Decimal } from '../money/decimal.ts';

/** Where a baseline price comes from; only the first two can release cash (P7). */
export const baselineKinds = [
  'previous_contract',
  'historic_spend',
  'quote',
  'median_bid',
  'market_benchmark',
  'list_price',
  'budget',
] as const;
export type BaselineKind = (typeof baselineKinds)[number];

/** Whether savings against this kind of baseline release cash, or only avoid a cost (P7). */
export function isCashReleasing(kind: BaselineKind): boolean {
  return kind === 'previous_contract' || kind === 'historic_spend';
}

/** By which series a price moves, and the month whose level the price belongs to (P7). */
export interface IndexChoice {
  readonly series: string;
  readonly baseMonth: Month;
}

/** The same with the levels, of each month the one that was published first. */
export interface BaselineIndex extends IndexChoice {
  readonly levels: Levels;
}

/**
 * One version of what a school paid before for an item of a contract: a net unit price with its
 * evidence. Only a version that someone else approved counts, and that one is never changed (P6).
 */
export interface Baseline {
  readonly id: string;
  readonly contractId: string;
  readonly schoolId: string;
  readonly item: string;
  readonly version: number;
  readonly kind: BaselineKind;
  readonly unitPrice: Decimal;
  readonly vatRate: Decimal;
  readonly valid: DateRange;
  /** Null where a price does not move; its approval approves the series as well (P7). */
  readonly index: BaselineIndex | null;
  readonly evidence: string;
  readonly preparedBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly withdrawnAt: string | null;
}

export type BaselineBook = ReadonlyMap<string, readonly Baseline[]>;

export function baselineKey(contractId: string, schoolId: string, item: string): string {
  return `${contractId} ${schoolId} ${item}`;
}

/** The versions that count, by contract, school and item, the latest approved first (P6). */
export function baselineBook(baselines: readonly Baseline[]): BaselineBook {
  const book = new Map<string, Baseline[]>();
  for (const baseline of baselines) {
    if (!baseline.approvedAt || baseline.withdrawnAt) continue;
    const key = baselineKey(baseline.contractId, baseline.schoolId, baseline.item);
    book.set(key, [...(book.get(key) ?? []), baseline]);
  }
  for (const versions of book.values()) versions.sort(latestApprovedFirst);
  return book;
}

function latestApprovedFirst(a: Baseline, b: Baseline): number {
  // Moments are all in UTC, and their texts sort as they do once the Z is off, to the microsecond.
  const [left = '', right = ''] = [a, b].map(({ approvedAt }) => approvedAt?.replace('Z', ''));
  // Approved in the same moment: the higher version is the later thought.
  return left === right ? b.version - a.version : left < right ? 1 : -1;
}

/** Days that stand under one baseline version, or under none. */
export interface BaselineGroup {
  readonly baseline: Baseline | undefined;
  readonly days: readonly DateRange[];
}

/**
 * The days of a share by the version in force on each; all days under one version are one group,
 * in the order in which the groups begin (P6).
 */
export function baselineGroups(
  versions: readonly Baseline[],
  days: readonly DateRange[],
): BaselineGroup[] {
  const groups = new Map<Baseline | undefined, DateRange[]>();
  for (const range of days) {
    for (const piece of piecesOf(range, versions)) {
      const baseline = versions.find((version) => contains(version.valid, piece.from));
      groups.set(baseline, [...(groups.get(baseline) ?? []), piece]);
    }
  }
  return [...groups].map(([baseline, ranges]) => ({ baseline, days: ranges }));
}

/** A range cut wherever a version begins or ends, so that no piece stands under two. */
function piecesOf(range: DateRange, versions: readonly Baseline[]): DateRange[] {
  const cuts = new Set<LocalDate>([range.from]);
  for (const { valid } of versions) {
    if (overlap(valid, range)) {
      if (valid.from > range.from) cuts.add(valid.from);
      if (valid.to < range.to) cuts.add(nextDay(valid.to));
    }
  }
  const starts = [...cuts].sort();
  return starts.map((from, index) => {
    const next = starts[index + 1];
    return { from, to: next ? dayBefore(next) : range.to };
  });
}
