import type { CsvRow } from '../csv/csv-reader.ts';
import { readSharedTexts } from './shared-texts.ts';
import { sheetRows } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { chooseSheet, readMap } from './workbook-map.ts';
import { openPackage } from './workbook-package.ts';

/** Which sheet is meant, the first that is shown without a name, and how decimals are written. */
export interface WorkbookForm {
  readonly sheet?: string | undefined;
  readonly decimal: '.' | ',';
}

/**
 * Reads the rows of an `.xlsx` workbook as they would stand in a CSV file, numbered as the
 * spreadsheet numbers them. Rows are unpacked as they are taken; only the packed bytes and the
 * texts that cells share are held. A row with a cell that cannot be told has a fault instead.
 */
export async function* readWorkbook(
  pieces: AsyncIterable<Uint8Array>,
  { sheet, decimal }: WorkbookForm,
): AsyncGenerator<CsvRow> {
  const files = await openPackage(pieces);
  const { sheets, dates, isUncalculated, ...parts } = await readMap(files);
  const { part } = chooseSheet(sheets, sheet);
  const texts =
    parts.texts === undefined ? [] : await readSharedTexts(files.read(parts.texts, 'texts'));
  const formats =
    parts.styles === undefined ? [] : await readStyles(files.read(parts.styles, 'styles'));
  yield* sheetRows(files.read(part, 'rows'), { texts, formats, dates, isUncalculated, decimal });
}
