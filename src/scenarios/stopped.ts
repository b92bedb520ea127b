import { add, displayMoney, type Money, noMoney, pence, subtract } from '../money/money.ts';

/** Rows of posted files that do not count, for one reason in one wording. */
export interface StoppedRows {
  readonly code: string;
  readonly message: string;
  readonly rows: number;
  readonly net: Money;
}

/**
 * What would stop that counts now, and what would count that waits now, by reason: its figures are
 * missing from the scenario, or new in it (then rows and net are below zero), and have to be told
 * beside the effect.
 */
export function stoppedChanges(
  before: readonly StoppedRows[],
  after: readonly StoppedRows[],
): StoppedRows[] {
  const keyOf = ({ code, message }: StoppedRows) => JSON.stringify([code, message]);
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const gone = before.filter((row) => !after.some((now) => keyOf(now) === keyOf(row)));
  const moved = [
    ...after.map((now) => ({
      ...now,
      rows: now.rows - (old.get(keyOf(now))?.rows ?? 0),
      net: subtract(now.net, old.get(keyOf(now))?.net ?? noMoney),
    })),
    ...gone.map((row) => ({ ...row, rows: -row.rows, net: subtract(noMoney, row.net) })),
  ].filter(({ rows }) => rows !== 0);
  const byCode = new Map<string, StoppedRows>();
  for (const row of moved) {
    const sum = byCode.get(row.code);
    byCode.set(
      row.code,
      sum ? { ...sum, rows: sum.rows + row.rows, net: add(sum.net, row.net) } : row,
    );
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** What stops in one sentence. */
export function stoppedSentence({ rows, net, message }: StoppedRows): string {
  const count = Math.abs(rows);
  const what = `${count} ${count === 1 ? 'row' : 'rows'} of ${displayMoney(pence(Math.abs(net)))} net`;
  return rows > 0
    ? `Not in these figures: ${what} that would be held. ${message}`
    : `In these figures: ${what} that is held now. ${message}`;
}
