import { add, type Money, noMoney } from '../money/money.ts';
import type { StoppedRow } from './import.ts';

/** More rows of one column with one fault than this are told together. */
const mostToldApart = 15;
/** So many rows and values of a group are shown. */
const shown = 10;

/** Rows that stopped for the same reason in the same column, told together. */
export interface ProblemGroup {
  readonly code: string;
  readonly state: StoppedRow['state'];
  readonly column: string | null;
  readonly rows: number;
  readonly net: Money;
  /** The first rows, and the first different values that stand in the column. */
  readonly firstRows: readonly number[];
  readonly values: readonly string[];
  readonly valueCount: number;
  /** Of the first row: what is wrong there, and what to do. */
  readonly message: string;
  readonly remedy: string | null;
}

/** The rows of a file that stopped, by reason and column, those with the most rows first. */
export function problemGroups(stopped: readonly StoppedRow[]): ProblemGroup[] {
  const groups = new Map<string, StoppedRow[]>();
  for (const row of stopped) {
    const key = JSON.stringify([row.code, row.state, row.column]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map(groupOf).sort((a, b) => b.rows - a.rows);
}

function groupOf(rows: readonly StoppedRow[]): ProblemGroup {
  const [first] = rows;
  if (!first) throw new Error('a group without rows');
  const { code, state, column, message, remedy } = first;
  const values = [...new Set(rows.flatMap(({ found }) => found ?? []))];
  return {
    ...{ code, state, column, message, remedy },
    rows: rows.length,
    net: rows.reduce((sum, row) => add(sum, row.net), noMoney),
    firstRows: rows.slice(0, shown).map(({ row }) => row),
    values: values.slice(0, shown),
    valueCount: values.length,
  };
}

/** Rows told one by one, and the groups that are too many for that: above fifteen of a kind. */
export function toldApart(stopped: readonly StoppedRow[]): {
  readonly rows: readonly StoppedRow[];
  readonly groups: readonly ProblemGroup[];
} {
  const groups = problemGroups(stopped).filter(({ rows }) => rows > mostToldApart);
  const isGrouped = (row: StoppedRow) =>
    groups.some(
      ({ code, state, column }) =>
        code === row.code && state === row.state && column === row.column,
    );
  return { rows: stopped.filter((row) => !isGrouped(row)), groups };
}
