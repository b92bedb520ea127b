/**
 * An aligned text table as rows by heading, so that a test can be read as columns. Cells stand two
 * or more spaces apart, and a cell may hold single spaces. Refuses a row with a cell too few or too
 * many, which is a slip in the table.
 */
export function readTable(text: string): Record<string, string>[] {
  const [headings = [], ...rows] = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => line.split(/\s{2,}/));
  return rows.map((cells) => {
    if (cells.length !== headings.length) {
      throw new Error(`${headings.length} headings, ${cells.length} cells: ${cells.join(' | ')}`);
    }
    return Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? '']));
  });
}
