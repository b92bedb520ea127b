import type { Money } from '../money/money.ts';
import type { ProblemCode } from '../problem.ts';

/** What can be done for a row that waits; each is a command of its own, or work outside of it. */
export const ways = [
  'name-school',
  'teach-word',
  'type-credit',
  'take-new',
  'keep-old',
  'keep-both',
  'add-to-register',
  'mend-file',
  'dismiss',
  'wait',
  'confirm',
] as const;
export type WayOut = (typeof ways)[number];

/** Rows that wait for one reason and one printed text, in all files of a trust. */
export interface WaitingGroup {
  /** The place of the group in the list. */
  readonly key: string;
  readonly code: ProblemCode;
  readonly found: string | null;
  readonly column: string | null;
  readonly rows: number;
  readonly net: Money;
  readonly files: readonly { importId: string; file: string }[];
  /** The first of the rows, with what is said of it. */
  readonly first: { importId: string; file: string; row: number };
  readonly message: string;
  readonly remedy: string | null;
}

/** An item that is posted without a price of its contract, as spend outside of it (P8). */
export interface UnpricedItem {
  readonly importId: string;
  readonly file: string;
  readonly contract: string;
  /** The item as the file has it; empty where it names none. */
  readonly item: string;
  readonly rows: number;
  readonly net: Money;
}

/** Reasons that a person has settled for good: such rows do not count, and do not wait. */
export const settledCodes: readonly ProblemCode[] = [
  'document.declined',
  'document.replaced',
  'row.dismissed',
];

const waysByCode: Partial<Record<ProblemCode, readonly WayOut[]>> = {
  'school.unknown': ['name-school', 'teach-word'],
  'word.unknown': ['teach-word'],
  'contract.unknown': ['teach-word', 'add-to-register'],
  'credit.kind-unknown': ['type-credit', 'teach-word'],
  'credit.original-unknown': ['type-credit'],
  'credit.waiting': ['wait', 'type-credit'],
  'document.conflict': ['take-new', 'keep-old'],
  'document.moved': ['take-new', 'keep-old', 'keep-both'],
  'driver.missing': ['add-to-register'],
  'school.not-yours': ['confirm'],
  'school.not-participating': ['add-to-register'],
};

/**
 * The ways out for rows that wait for a reason; a copy of the file can be mended if for none, and any
 * row can be dismissed that should not count at all, such as one of a pro forma.
 */
export function waysOut(code: ProblemCode): readonly WayOut[] {
  return [...(waysByCode[code] ?? ['mend-file']), 'dismiss'];
}
