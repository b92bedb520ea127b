import type { ProblemDetail } from '../problem.ts';
import { fieldsOf, type SheetMapping, sheetParts } from './sheet-mapping.ts';
import type { SheetRow } from './sheet-rows.ts';

/** What stands against a row of the trust's files, told of the cell of the sheet that it came from. */
export function aboutSheet(
  detail: ProblemDetail,
  { mapping, rows, file }: { mapping: SheetMapping; rows: readonly SheetRow[]; file: string },
): ProblemDetail {
  if (detail.code === 'contract.signed') {
    return { ...aboutSigned(detail, rows), file, column: mapping.columns.reference ?? 'reference' };
  }
  const field = fieldOf(detail);
  if (detail.row === undefined || field === undefined) return { ...detail, file };
  const header = mapping.columns[field];
  const typed = rows.find(({ row }) => row === detail.row)?.cells[field] ?? '';
  if (header === undefined || (typed === '' && detail.found === '')) {
    const where = header === undefined ? `No column is "${field}", and the` : 'The';
    const message = `${where} register asks for it.`;
    const remedy = `${header === undefined ? 'Map a column' : 'Fill the cell in'}, or give "${field}" under "otherwise" in the mapping.`;
    return { ...detail, file, column: header ?? field, message, remedy };
  }
  const isDay = field.endsWith('_on') && detail.code === 'cell.unreadable';
  return {
    ...detail,
    ...{ file, column: header, found: typed },
    message: detail.message.replace(`"${detail.found}"`, `"${typed}"`),
    ...(isDay && { remedy: `Write a date as ${mapping.dates}, as the mapping has it.` }),
  };
}

/** Signed terms that a row would change are told of that row, with how a sheet amends them. */
function aboutSigned(detail: ProblemDetail, rows: readonly SheetRow[]): ProblemDetail {
  const found = rows.find(({ cells }) => cells.reference === detail.found);
  const remedy =
    'Say why it was amended, and when that was signed, in columns that are mapped to "amendment" and "signed_on"; or leave the terms as they were signed.';
  return { ...detail, ...(found && { row: found.row }), remedy };
}

/** The field of a sheet that a column of a file is. */
function fieldOf({ file, column }: ProblemDetail): string | undefined {
  for (const part of Object.values(sheetParts)) {
    if (part.table.file !== file) continue;
    if (column === part.key) return part.prefix === '' ? 'reference' : 'supplier';
    return fieldsOf(part).find(([heading]) => heading === column)?.[1];
  }
  return undefined;
}
