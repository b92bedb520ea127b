import { add, type Money, noMoney } from '../money/money.ts';
import type { StoppedRow } from './import.ts';

/** More rows of one column with one fault than this are told together. */
const mostToldApart = 15;
/** So many rows and values of a group are shown. */
const shown = 10;
/** So many different values of a group are told apart; a file can have one in every row. */
const mostValues = 1000;
/** So many stopped rows are listed one by one; the groups are of all. */
export const listedRows = 1000;

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
  /** How many different values there are, up to a thousand. */
  readonly valueCount: number;
  /** Of the first row: what is wrong there, and what to do. */
  readonly message: string;
  readonly remedy: string | null;
}

/** Why the rows of a file stopped: all of them in groups, and the first of them one by one. */
export interface Problems {
  /** By reason and column, those with the most rows first. */
  readonly groups: readonly ProblemGroup[];
  /** The first thousand, in the order of the file. */
  readonly first: readonly StoppedRow[];
  /** The rows of a reason and column that has no more than fifteen, in the order of the file. */
  readonly apart: readonly StoppedRow[];
}

/** Gathers stopped rows in the order of the file; of millions no more is kept than is told. */
export interface ProblemCounter {
  count(row: StoppedRow): void;
  end(): Problems;
}

interface Group {
  readonly sample: StoppedRow[];
  readonly values: Set<string>;
  rows: number;
  net: Money;
}

export function problemCounter(): ProblemCounter {
  const groups = new Map<string, Group>();
  const first: StoppedRow[] = [];
  return {
    count(row) {
      const key = JSON.stringify([row.code, row.state, row.column]);
      const group = groups.get(key) ?? { sample: [], values: new Set(), rows: 0, net: noMoney };
      groups.set(key, group);
      group.rows += 1;
      group.net = add(group.net, row.net);
      if (group.sample.length < mostToldApart) group.sample.push(row);
      if (row.found !== null && group.values.size < mostValues) group.values.add(row.found);
      if (first.length < listedRows) first.push(row);
    },
    end() {
      const few = [...groups.values()].filter(({ rows }) => rows <= mostToldApart);
      return {
        groups: [...groups.values()].flatMap(groupOf).sort((a, b) => b.rows - a.rows),
        first,
        apart: few.flatMap(({ sample }) => sample).sort((a, b) => a.row - b.row),
      };
    },
  };
}

function groupOf({ sample, values, rows, net }: Group): ProblemGroup[] {
  return sample.slice(0, 1).map(({ code, state, column, message, remedy }) => ({
    ...{ code, state, column, message, remedy },
    rows,
    net,
    firstRows: sample.slice(0, shown).map(({ row }) => row),
    values: [...values].slice(0, shown),
    valueCount: values.size,
  }));
}

/** The groups of more rows than are told one by one. */
export function toldTogether({ groups }: Problems): ProblemGroup[] {
  return groups.filter(({ rows }) => rows > mostToldApart);
}
