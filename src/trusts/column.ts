import type { CellFormat } from './cell-format.ts';
import type { Column, Table } from './table.ts';

type RowOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends Column<infer Value> ? Value : never;
};

/** A file from its columns, and the names of those that tell its rows apart. */
export function tableOf<Columns extends Record<string, Column<unknown>>>(
  file: string,
  columns: Columns,
  key: readonly (keyof Columns & string)[],
) {
  // The columns say what a row holds, which the compiler cannot follow the other way round.
  return { file, columns, key } as unknown as Table<RowOf<Columns>>;
}

/** A column whose cells have to be filled. */
export function filled<Value>(format: CellFormat<Value>): Column<Value> {
  return { format, empty: undefined, isOptional: false };
}

/** A column whose empty cells mean something. */
export function emptyAs<Value, Empty>(
  format: CellFormat<Value>,
  value: Empty,
): Column<Value | Empty> {
  return { format, empty: { value }, isOptional: false };
}

/** The same of a column that a file may do without. */
export function optional<Value, Empty>(
  format: CellFormat<Value>,
  value: Empty,
): Column<Value | Empty> {
  return { ...emptyAs(format, value), isOptional: true };
}

/** What a row of a file holds. */
export type RowIn<Of> = Of extends Table<infer Row> ? Row : never;
