import { placeOf, rowsMost, withinSheet } from './cell-place.ts';
import { damaged, tooLarge } from './refusal.ts';
import { longestText, textCollector } from './text-collector.ts';
import type { Attributes, XmlListener } from './xml.ts';

/** A cell as a workbook stores it, not yet told what its value means. */
export interface StoredCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  readonly hasFormula: boolean;
  /** What a number, a shared text's number or a formula's result was when it was saved. */
  readonly value: string;
  /** A text that stands in the cell itself. */
  readonly inline: string;
}

export interface StoredRow {
  readonly row: number;
  readonly cells: readonly StoredCell[];
}

/** Hears the XML of a sheet, and gives the rows that came to an end since it was last asked. */
export function rowCollector(): XmlListener & { take(): StoredRow[] } {
  const inline = textCollector();
  let rows: StoredRow[] = [];
  let row = 0;
  let cells: StoredCell[] = [];
  let cell: Attributes | undefined;
  let hasFormula = false;
  let isValue = false;
  let value = '';
  const endCell = (attributes: Attributes) => {
    const next = withinSheet((cells.at(-1)?.column ?? -1) + 1);
    // A row of so many cells that say the same place would else grow without end.
    withinSheet(cells.length);
    cells.push({
      column: attributes.r ? columnIn(row, attributes.r.value) : next,
      type: attributes.t?.value ?? 'n',
      style: Number(attributes.s?.value ?? 0),
      hasFormula,
      value,
      inline: inline.take(),
    });
    cell = undefined;
    hasFormula = false;
    value = '';
  };
  return {
    open(name, attributes) {
      if (name === 'row') row = rowAfter(row, attributes.r?.value);
      else if (name === 'c') cell = attributes;
      else if (name === 'f') hasFormula = true;
      else if (name === 'v') isValue = true;
      else inline.open(name);
    },
    text(text) {
      if (!isValue) inline.text(text);
      else if (value.length <= longestText) value += text;
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'c' && cell) endCell(cell);
      else if (name === 'row') {
        rows.push({ row, cells });
        cells = [];
      } else inline.close(name);
    },
    take() {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

/** The number of the row below `row`: the one that it says, else the next. */
function rowAfter(row: number, printed: string | undefined): number {
  const next = printed === undefined ? row + 1 : Number(printed);
  if (next > rowsMost) throw tooLarge(`it has more than ${rowsMost} rows`);
  if (Number.isInteger(next) && next > row) return next;
  throw damaged(`row ${printed} stands below row ${row}`);
}

/** The column of a cell that says its place, which has to be in its row. */
function columnIn(row: number, reference: string): number {
  const place = placeOf(reference);
  if (place.row !== row) throw damaged(`cell ${reference} stands in row ${row}`);
  return place.column;
}
