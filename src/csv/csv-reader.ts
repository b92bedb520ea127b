/** One row of a file, numbered as a spreadsheet numbers it, or why it cannot be one. */
export type CsvRow =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fault: string };

/** A row or a damaged line, and where the next begins; cut where its end is too far away. */
type Found = { readonly next: number } & (
  | { readonly cells: string[] }
  | { readonly fault: string; readonly isCut?: true }
);

/** A row longer than this is no row of a table. */
const longestRow = 1_000_000;
/** So much text is gathered before rows are looked for in it. */
const leastText = 65_536;

const tooLong = 'The row is longer than a million characters.';
const strays = 'A quotation mark stands where none can be.';
const neverCloses = 'A quotation mark opens in this row and never closes.';

/**
 * Reads the rows of a CSV text as they come, every line end and quoted line break understood. A
 * damaged line is reported in its place and reading goes on with the line below it, so that a
 * stray quotation mark swallows no other row; nothing is guessed.
 */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRow> {
  const rows = rowReader(delimiter);
  let text = '';
  let enough = leastText;
  for await (const piece of pieces) {
    text += piece;
    if (text.length < enough) continue;
    text = text.slice(yield* rows(text, false));
    // A long row is not looked through again for every piece of it.
    enough = text.length + leastText;
  }
  yield* rows(text, true);
}

/** Gives the whole rows of a text, and returns where the rest begins that more has to follow. */
function rowReader(delimiter: string) {
  let row = 0;
  let isCut = false;
  return function* rows(text: string, isEnd: boolean): Generator<CsvRow, number> {
    const start = isCut ? lineAt(text, 0, isEnd) : { next: 0 };
    if (!start) return text.length - 1;
    isCut = false;
    let at = start.next;
    while (at < text.length && !isCut) {
      const found = rowAt(text, at, delimiter, isEnd);
      if (!found) return at;
      row += 1;
      at = found.next;
      isCut = 'isCut' in found;
      yield 'cells' in found ? { row, cells: found.cells } : { row, fault: found.fault };
    }
    return at;
  };
}

const lineBreak = /[\r\n]/g;

/** Where the line ends that goes on at `from`, and where the next one begins. */
function lineAt(text: string, from: number, isEnd: boolean) {
  lineBreak.lastIndex = from;
  const end = lineBreak.test(text) ? lineBreak.lastIndex - 1 : text.length;
  if (text.startsWith('\r\n', end)) return { end, next: end + 2 };
  // The other half of a Windows line end may be yet to come.
  if (!isEnd && end >= text.length - (text[end] === '\r' ? 1 : 0)) return undefined;
  return { end, next: Math.min(end + 1, text.length) };
}

/** The row that begins at `from`; undefined when more text is needed to tell. */
function rowAt(text: string, from: number, delimiter: string, isEnd: boolean): Found | undefined {
  const line = lineAt(text, from, isEnd);
  const isAll = isEnd || text.length - from > longestRow + 1;
  if (!line) return isAll ? { fault: tooLong, isCut: true, next: text.length - 1 } : undefined;
  const faulty = (fault: string): Found => ({ fault, next: line.next });
  if (line.end - from > longestRow) return faulty(tooLong);
  const printed = text.slice(from, line.end);
  if (!printed.includes('"')) return { cells: printed.split(delimiter), next: line.next };
  // Judged by so much text alone, in however many pieces it comes.
  const found = quotedRow(text.slice(from, from + longestRow + 2), delimiter);
  if (found === neverCloses && !isAll) return undefined;
  if (typeof found === 'string') return faulty(found);
  if (found.end > longestRow) return faulty(tooLong);
  const last = lineAt(text, from + found.end, isEnd);
  return last && { cells: found.cells, next: last.next };
}

/** The cells of a row with quotation marks and where it ends, or what is wrong with it. */
function quotedRow(text: string, delimiter: string): { cells: string[]; end: number } | string {
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    const cell = cellAt(text, at, delimiter);
    if (!cell) return neverCloses;
    cells.push(cell.value);
    at = cell.next;
    if (at === text.length || text[at] === '\n' || text[at] === '\r') return { cells, end: at };
    if (text[at] !== delimiter) return strays;
  }
}

/** The cell that begins at `at` and what comes after it; undefined if its mark never closes. */
function cellAt(text: string, at: number, delimiter: string) {
  // A spreadsheet that keeps leading zeros writes ="00123": the text in the marks is meant.
  const start = text.startsWith('="', at) ? at + 1 : at;
  if (text[start] !== '"') {
    const next = bareEnd(text, at, delimiter);
    return { value: text.slice(at, next), next };
  }
  const end = closingMark(text, start + 1);
  if (end === text.length) return undefined;
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), next: end + 1 };
}

/** The quotation mark that ends a cell, or the end of the text; doubled, it stands for itself. */
function closingMark(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

function bareEnd(text: string, from: number, delimiter: string): number {
  const marks = `${delimiter}"\r\n`;
  let end = from;
  while (end < text.length && !marks.includes(text.charAt(end))) end += 1;
  return end;
}
