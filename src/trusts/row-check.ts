import { isCashReleasing } from '../baselines/baseline.ts';
import { longWindow } from '../charges/charge.ts';
import type { ProblemDetail } from '../problem.ts';
import { type ChargeRow, chargeFile } from './charge-file.ts';
import { heading, keyOf, type Table, type TableRows, writeCells } from './table.ts';
import {
  type BaselineRow,
  baselineFile,
  type SchoolRow,
  schoolFile,
  type TrustRow,
  trustFile,
} from './trust-file.ts';

/** A folder sets up one trust: one row, no less and no more. */
export function trustCount(trust: TableRows<TrustRow>): ProblemDetail[] {
  const { file } = trustFile;
  const count = trust.rows.length + trust.damaged.length;
  if (trust.isPresent && trust.isReadable && count === 0) {
    const remedy = 'Write one row below the headings.';
    return [{ code: 'file.empty', file, message: 'The file names no trust.', remedy }];
  }
  return trust.rows.slice(1).map(({ row = 0, value }) => ({
    code: 'register.conflict',
    file,
    row,
    column: 'name',
    found: value.name,
    message: `A folder sets up one trust, and "${value.name}" is another.`,
    remedy: 'Put each trust in a folder of its own.',
  }));
}

/** The rows of a file that say again what an earlier one says. */
export function repetitions<Row>(table: Table<Row>, { rows }: TableRows<Row>): ProblemDetail[] {
  const first = new Map<string, number>();
  const isWholeRow = table.key.length === Object.keys(table.columns).length;
  const same = isWholeRow ? 'in every column' : `in ${table.key.map(heading).join(', ')}`;
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const key = keyOf(table, value);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      return [];
    }
    const message = `The row is the same as row ${earlier} ${same}.`;
    const remedy = 'Take one of the two out.';
    return [{ code: 'register.conflict', file: table.file, row, message, remedy }];
  });
}

/** A school that has a row for each membership has to be the same school in all of them. */
export function schoolContradictions({ rows }: TableRows<SchoolRow>): ProblemDetail[] {
  const first = new Map<string, { row: number; cells: string[] }>();
  const names = Object.keys(schoolFile.columns);
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const cells = writeCells(schoolFile, value);
    const known = first.get(value.urn);
    if (!known) {
      first.set(value.urn, { row, cells });
      return [];
    }
    return names.flatMap((name, index): ProblemDetail[] => {
      const [here = '', there = ''] = [cells[index], known.cells[index]];
      if (name === 'joinedOn' || name === 'leftOn' || here === there) return [];
      return [
        {
          code: 'register.conflict',
          file: schoolFile.file,
          row,
          column: heading(name),
          found: here,
          message: `"${here}" for ${value.urn} contradicts "${there}" in row ${known.row}.`,
          remedy: 'Rows for two memberships of a school differ in joined_on and left_on only.',
        },
      ];
    });
  });
}

/** A price moves only if it can release cash, and from a month that is named (P7). */
export function indexProblems({ rows }: TableRows<BaselineRow>): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const { indexSeries, indexBaseMonth, kind } = value;
    const at = { file: baselineFile.file, row };
    if ((indexSeries === null) !== (indexBaseMonth === null)) {
      const [column, other] =
        indexSeries === null
          ? ['index_series', 'index_base_month']
          : ['index_base_month', 'index_series'];
      const message = `The cell is empty, and ${other} is not.`;
      const remedy = 'Fill both in for a price that moves, or leave both empty.';
      return [{ ...at, code: 'cell.unreadable', column, found: '', message, remedy }];
    }
    if (indexSeries === null || isCashReleasing(kind)) return [];
    const message = `A price of the kind ${kind} does not move with an index.`;
    const remedy = 'Leave index_series and index_base_month empty.';
    const found = { column: 'index_series', found: indexSeries };
    return [{ ...at, code: 'register.conflict', ...found, message, remedy }];
  });
}

/** A charge of more than ten years has a mistyped month: it would be spread too thin to be seen. */
export function longCharges({ rows }: TableRows<ChargeRow>): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const detail = longWindow(value);
    return detail ? [{ ...detail, file: chargeFile.file, row }] : [];
  });
}

const normalised = (name: string) => name.toLowerCase().replace(/\s+/g, ' ');

/** An approval needs a person and a time, and a person who is not the author (P6). */
export function approvalProblems({ rows }: TableRows<BaselineRow>): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const { preparedBy, approvedBy, approvedAt } = value;
    const at = { file: baselineFile.file, row };
    if ((approvedBy === null) !== (approvedAt === null)) {
      const [column, other] =
        approvedBy === null ? ['approved_by', 'approved_at'] : ['approved_at', 'approved_by'];
      const message = `The cell is empty, and ${other} is not.`;
      const remedy = 'Fill both in for an approved baseline, or leave both empty.';
      return [{ ...at, code: 'cell.unreadable', column, found: '', message, remedy }];
    }
    if (approvedBy === null || normalised(approvedBy) !== normalised(preparedBy)) return [];
    const message = `"${approvedBy}" prepared this baseline and cannot approve it.`;
    const remedy = 'Name another person, or leave approved_by and approved_at empty.';
    return [
      {
        ...at,
        code: 'baseline.self-approved',
        column: 'approved_by',
        found: approvedBy,
        message,
        remedy,
      },
    ];
  });
}
