import type { Money } from '../money/money.ts';

/**
 * What holds whoever works for some schools only: their rows alone are posted and shown, and only
 * of files that this key brought. Without a limit somebody works for the whole trust.
 */
export interface Limit {
  /** By it the files are known that it brought: a name may come again, an id does not. */
  readonly holderId: string;
  readonly schoolIds: ReadonlySet<string>;
}

/** Stands for a school where a row is of several: a joint row, or one that cancels a document. */
export const severalSchools = '00000000-0000-0000-0000-000000000000';

/**
 * Whether something of a school is within a limit. What is of no school that could be told tells
 * nothing but what stands in the file, and that its sender has.
 */
export function isWithin(limit: Limit | undefined, schoolId: string | null): boolean {
  return !limit || schoolId === null || limit.schoolIds.has(schoolId);
}

/** How many rows came to something, with their net. */
export interface Counted {
  readonly rows: number;
  readonly net: Money;
}
