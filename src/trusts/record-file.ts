import { type ContractRecord, recordFieldNames, recordFields } from '../amendments/record.ts';
import type { WrittenVersion } from '../amendments/version.ts';
import { type CellFormat, date, oneOf, pounds, text } from './cell-format.ts';
import { filled, optional, type RowIn, tableOf } from './column.ts';
import type { Column } from './table.ts';

/** Yes or no, where neither is not known. */
const flag: CellFormat<boolean> = {
  wanted: 'yes or no',
  read: (cell) => (cell === 'yes' ? true : cell === 'no' ? false : undefined),
  write: (value) => (value ? 'yes' : 'no'),
};

function formatOf(name: keyof ContractRecord): CellFormat<unknown> {
  const field = recordFields[name];
  if (field.kind === 'word') return oneOf(field.words as readonly string[]);
  return { text, day: date, pounds, flag }[field.kind] as CellFormat<unknown>;
}

// Each field has the format of its kind, which the compiler cannot follow through the names.
const recordColumns = Object.fromEntries(
  recordFieldNames.map((name) => [name, optional(formatOf(name), null)]),
) as { readonly [Name in keyof ContractRecord]: Column<ContractRecord[Name]> };

/** What the register holds of contracts beside their days and prices, one row each; all may be empty. */
export const contractRecordFile = tableOf(
  'contract_records.csv',
  {
    contract: filled(text),
    signedOn: optional(date, null),
    amendment: optional(text, null),
    ...recordColumns,
  },
  ['contract'],
);

/** A row of `contract_records.csv`. */
export type ContractRecordRow = RowIn<typeof contractRecordFile>;

/** A row as the version that it stands for. */
export function versionIn({
  contract: _,
  signedOn,
  amendment,
  ...record
}: ContractRecordRow): WrittenVersion {
  return { signedOn, amendment, record };
}

/** A version as the row that stands for it. */
export function versionRow(
  contract: string,
  { record, signedOn, amendment }: WrittenVersion,
): ContractRecordRow {
  return { contract, signedOn, amendment, ...record };
}
