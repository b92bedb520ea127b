import type { SchoolEffect } from '../confirmations/result.ts';
import type { ImportRecord, StoppedRow, Tally } from '../imports/import.ts';
import { add, type Money, noMoney, subtract } from '../money/money.ts';

/** What an act of a person did to one file: how it stands, and by how much each count moved. */
export interface FileChange {
  readonly record: ImportRecord;
  readonly rows: Tally<number>;
  readonly net: Tally<Money>;
}

/** A row of some file that is not posted. */
export interface WaitingRow extends StoppedRow {
  readonly importId: string;
  readonly file: string;
}

/**
 * Rows of a posted file that had come before with another one, and now stand nowhere: they count as
 * posted already, and are tried again when the file itself comes again (P12).
 */
export interface LeftBehind {
  readonly record: ImportRecord;
  readonly rows: number;
  readonly net: Money;
}

/** What an act of a person changed: the rows and pounds of files, and the figures of schools. */
export interface Change {
  /** The newest journal that it wrote; null where no figure changed. */
  readonly journal: number | null;
  readonly files: readonly FileChange[];
  readonly effect: readonly SchoolEffect[];
  /** The rows that the act was about and that still are not posted. */
  readonly waiting: readonly WaitingRow[];
  readonly leftBehind: readonly LeftBehind[];
}

const kinds = ['read', 'posted', 'already', 'held', 'refused'] as const;

const noRows: Tally<number> = { read: 0, posted: 0, already: 0, held: 0, refused: 0 };
const noPounds: Tally<Money> = {
  read: noMoney,
  posted: noMoney,
  already: noMoney,
  held: noMoney,
  refused: noMoney,
};

/** What counts of an import: nothing, unless it is posted. */
function standing(record: ImportRecord | undefined) {
  return record?.state === 'posted'
    ? { rows: record.rows, net: record.net }
    : { rows: noRows, net: noPounds };
}

/** The files of which other rows or pounds count than before, in the order of their arrival. */
export function fileChanges(
  before: readonly ImportRecord[],
  after: readonly ImportRecord[],
): FileChange[] {
  const known = new Map(before.map((record) => [record.id, record]));
  return after.flatMap((record) => {
    const [old, now] = [standing(known.get(record.id)), standing(record)];
    const isSame = kinds.every(
      (kind) => old.rows[kind] === now.rows[kind] && old.net[kind] === now.net[kind],
    );
    if (isSame) return [];
    const moved = <T>(by: (kind: keyof Tally<T>) => T): Tally<T> => ({
      read: by('read'),
      posted: by('posted'),
      already: by('already'),
      held: by('held'),
      refused: by('refused'),
    });
    return [
      {
        record,
        rows: moved((kind) => now.rows[kind] - old.rows[kind]),
        net: moved((kind) => subtract(now.net[kind], old.net[kind])),
      },
    ];
  });
}

/** What several journals did to each school in all, the schools by URN. */
export function sumOfEffects(effects: readonly (readonly SchoolEffect[])[]): SchoolEffect[] {
  const sums = new Map<string, SchoolEffect>();
  for (const each of effects.flat()) {
    const { urn, name } = each;
    const sum = sums.get(urn);
    if (!sum) {
      sums.set(urn, each);
      continue;
    }
    sums.set(urn, {
      urn,
      name,
      cost: add(sum.cost, each.cost),
      cashSaving: add(sum.cashSaving, each.cashSaving),
      avoidance: add(sum.avoidance, each.avoidance),
      netSaving: add(sum.netSaving, each.netSaving),
      netSavingAfter: each.netSavingAfter,
    });
  }
  return [...sums.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
