import type { CsvRow } from '../csv/csv-reader.ts';
import { formatMoney, type Money, noMoney } from '../money/money.ts';
import { columns } from './columns.ts';
import type { EInvoice } from './document.ts';
import type { BilledRow } from './line.ts';

/** An e-invoice as the rows of a table: the header, then its lines, allowances and charges. */
export function* rowsOf(
  { rows, cells }: EInvoice,
  vats: ReadonlyMap<BilledRow, Money>,
): Generator<CsvRow> {
  yield { row: 1, cells: columns };
  for (const billed of rows) {
    const own = { ...billed.cells, VAT: formatMoney(vats.get(billed) ?? noMoney) };
    yield { row: billed.row, cells: columns.map((column) => own[column] ?? cells[column] ?? '') };
  }
}
