import type { SealDifference } from './seal-check.ts';

/** The name under which the record of acts keeps that a report was sealed. */
export const sealedAct = 'keepSeal';

/** What the record of acts says of a seal. */
export interface ToldSeal {
  readonly number: number;
  readonly sha256: string;
}

/** A seal as the record of acts kept it; undefined if that holds something else. */
export function readTold(document: unknown): ToldSeal | undefined {
  const { number, sha256 } = (document ?? {}) as { number?: unknown; sha256?: unknown };
  return typeof number === 'number' && typeof sha256 === 'string' ? { number, sha256 } : undefined;
}

/**
 * Holds the seals that are kept against the record of acts, which names each one: the newest too is
 * missed where it is gone, and one that was made anew under its number has another hash (N9). Seals of
 * a time before the record named them are not missed by it.
 */
export function toldDifferences(
  told: readonly ToldSeal[],
  kept: ReadonlyMap<number, string>,
): SealDifference[] {
  return told.flatMap(({ number, sha256 }) => {
    const found = kept.get(number);
    if (found === sha256) return [];
    const place = `seal ${number}, by the record of acts`;
    return [{ place, expected: sha256, found: found ?? 'nothing' }];
  });
}
