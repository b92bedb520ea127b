import { formatMoney, type Money } from '../money/money.ts';
import type { ProblemCode } from '../problem.ts';

/** What happened to rows and to their pounds: read = posted + already + held + refused (P13). */
export interface Tally<T> {
  readonly read: T;
  readonly posted: T;
  readonly already: T;
  readonly held: T;
  readonly refused: T;
}

/**
 * `received`: kept, and nothing of it posted; `posted`: its good rows count; `recognised`: the
 * same file as a posted one; `undone`: taken back whole, so that the file may come again.
 */
export const importStates = ['received', 'posted', 'recognised', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

/** One arrival of one supplier file, and what became of it. */
export interface ImportRecord {
  readonly id: string;
  readonly fileId: string;
  readonly file: string;
  readonly sha256: string;
  readonly profileId: string;
  readonly state: ImportState;
  readonly receivedAt: string;
  readonly receivedBy: string;
  /** The key of some schools that brought it; null where it came without such a limit. */
  readonly limitedKeyId: string | null;
  readonly journalNumber: number | null;
  readonly rows: Tally<number>;
  readonly net: Tally<Money>;
}

/** A row that is not posted and needs a person, or a document that has not come yet. */
export interface StoppedRow {
  readonly row: number;
  readonly state: 'held' | 'refused';
  readonly net: Money;
  readonly code: string;
  readonly message: string;
  readonly column: string | null;
  readonly found: string | null;
  readonly remedy: string | null;
  /** The number of the document that a credit waits for. */
  readonly waitsFor: string | null;
  /** Whose row it is, or `severalSchools`; null while that cannot be told. */
  readonly schoolId: string | null;
}

/** The counts and pounds of an import as they travel: amounts as text (P13). */
export function writeTallies(record: ImportRecord) {
  const { read, posted, already, held, refused } = record.net;
  return {
    rows: { ...record.rows },
    net: {
      read: formatMoney(read),
      posted: formatMoney(posted),
      already: formatMoney(already),
      held: formatMoney(held),
      refused: formatMoney(refused),
    },
  };
}

/** A row that is not posted as it travels: its net as text, and why in words (P13). */
export function writeStopped(row: StoppedRow) {
  const { state, code, message, column, found, remedy, waitsFor } = row;
  return {
    row: row.row,
    state,
    net: formatMoney(row.net),
    code: code as ProblemCode,
    message,
    column,
    found,
    remedy,
    waits_for: waitsFor,
  };
}
