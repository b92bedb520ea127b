/** By what a list of contracts can be sorted; the reference decides between equals. */
export const listSorts = ['reference', 'title', 'supplier', 'ends_on', 'decide_by'] as const;
export type ListSort = (typeof listSorts)[number];

/** A place in a list of contracts: what its entry is sorted by, and which contract that is. */
export interface ListPlace {
  readonly value: string;
  readonly reference: string;
}

/** A place as the end of a page; a list that is sorted otherwise has no such place. */
export function writePlace(sort: ListSort, { value, reference }: ListPlace): string {
  return JSON.stringify([sort, value, reference]);
}

/** The place that the end of a page was; undefined for what no page of this sort ended with. */
export function readPlace(sort: ListSort, text: string): ListPlace | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return undefined;
  const [, value, reference] = parts;
  // The database keeps no zero bytes.
  const isText = (part: unknown) => typeof part === 'string' && !part.includes('\0');
  const isPlace = isText(value) && isText(reference);
  return isPlace ? { value, reference } : undefined;
}
