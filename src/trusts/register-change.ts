import { Problem, type ProblemDetail } from '../problem.ts';
import { headingsOf, type Table } from './table.ts';
import type { FolderContent } from './trust-folder.ts';

/** A row of a set-up file by its headings, which are the names that the API has for the fields. */
export type Fields = Readonly<Record<string, string | number | null | undefined>>;

/** The field of a request's body that a column is, in one of its rows; none of those named elsewhere. */
export type FieldOf = (column: string, index: number) => string | undefined;

/** Rows that come one at a time, as the folder that would bring them: one set of rules judges both. */
export function contentOf<Row>(table: Table<Row>, rows: readonly Fields[]): FolderContent {
  const headings = headingsOf(table);
  const lines = [headings, ...rows.map((row) => headings.map((name) => String(row[name] ?? '')))];
  const numbered = lines.map((cells, index) => ({ row: index + 1, cells }));
  return { tables: new Map([[table.file, numbered]]), profiles: new Map(), problems: [] };
}

/**
 * What stands against rows, told of the request that brought them: in place of a file's cell the
 * field, or no place at all where the row is named by the address of the request.
 */
export function aboutFields(problem: Problem, fieldOf: FieldOf): Problem {
  const details = problem.details.map(
    ({ file: _, row, column, remedy, ...rest }): ProblemDetail => {
      const field = column === undefined ? undefined : fieldOf(column, (row ?? 2) - 2);
      return {
        ...rest,
        ...(field !== undefined && { column: field }),
        ...(remedy !== undefined && { remedy: forRequest(remedy) }),
      };
    },
  );
  const distinct = new Map(details.map((detail) => [JSON.stringify(detail), detail]));
  return new Problem([...distinct.values()]);
}

// There is no file to add to.
const forRequest = (remedy: string) =>
  remedy
    .replace(/, or add it to [a-z]+\.csv\.$/, ', or add it first.')
    .replace(' into contract_records.csv', ' into its record');

/** A body whose fields are the columns of one row. */
export const fieldIn =
  (body: object): FieldOf =>
  (column) =>
    column in body ? column : undefined;

/** A school's body, where each membership is a row and all else stands once. */
export const fieldOfSchool =
  (body: object): FieldOf =>
  (column, index) =>
    column === 'joined_on' || column === 'left_on'
      ? `memberships/${index}/${column}`
      : fieldIn(body)(column, index);
