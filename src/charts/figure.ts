import type { ShownTable } from './table.ts';

/** A finding of a page: its picture, what that shows in words, and the table with the same numbers. */
export interface Figure {
  /** Names it in addresses: letters and hyphens. */
  readonly id: string;
  /** What it shows, said as a finding: `Seven of nine schools paid less`. */
  readonly finding: string;
  readonly summary: string;
  /** Null where there is nothing to draw. */
  readonly svg: string | null;
  readonly table: ShownTable;
  /** Whether the table is folded away below its picture. */
  readonly isFolded: boolean;
}
