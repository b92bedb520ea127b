import { scaleLinear } from 'd3-scale';
import { box, type Colour, headOf, type PictureHead, picture, rule, width, words } from './svg.ts';

/** A row of a picture: a bar from one value to another, said in words above it. */
export interface Row {
  readonly label: string;
  /** Its value in words, such as `£310 worse off`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** A loss is hatched, whatever its colour. */
  readonly isLoss: boolean;
  readonly colour: Colour;
  /** Whether it is a sum of rows before it. */
  readonly isSum?: boolean;
}

const rowHeight = 44;
const barHeight = 16;
const margin = 4;

/**
 * Bars below each other, each with its words on top, beside one line at zero: losses left of it. Bars that
 * begin where the one before ended make a bridge; a thin line then leads from one to the next.
 */
export function rowChart(head: PictureHead, rows: readonly Row[], isBridge = false): string {
  const ends = rows.flatMap(({ from, to }) => [from, to]);
  const [least, most] = isBridge
    ? [lowEnd(ends), Math.max(...ends, 0)]
    : [Math.min(...ends, 0), Math.max(...ends, 0)];
  const x = scaleLinear([least, most === least ? least + 1 : most], [margin, width - margin]).clamp(
    true,
  );
  const placed = placedRows(rows);
  const marks = placed.map(({ row, top, name, valueLine, barTop }, index) => {
    const [left, right] = [x(Math.min(row.from, row.to)), x(Math.max(row.from, row.to))];
    const bar = { x: left, y: barTop, width: right - left, height: barHeight };
    const next = placed[index + 1];
    const bold = row.isSum ?? false;
    const colour = row.isLoss ? 'red' : 'ink';
    return [
      words(0, top + 15, name, { bold }),
      words(width, top + 15 + valueLine, row.text, { anchor: 'end', bold, colour }),
      box(bar, row.isLoss ? { hatchOf: head.id } : row.colour),
      ...(isBridge && next ? linkTo(x(row.to), barTop + barHeight, next) : []),
    ].join('');
  });
  // Only beside the bars, where it does not cross the words.
  const zero = placed.map(({ barTop }) => rule([x(0), barTop - 3], [x(0), barTop + barHeight + 3]));
  const last = placed.at(-1);
  const height = (last ? last.barTop + barHeight : 0) + 14;
  return picture(head, height, marks.join('') + (least > 0 ? '' : zero.join('')));
}

/** Where each row begins, and its bar below its words. */
function placedRows(rows: readonly Row[]) {
  let end = 0;
  return rows.map((row) => {
    const { name, valueLine } = headOf(row.label, row.text);
    const top = end;
    end += rowHeight + valueLine;
    return { row, top, name, valueLine, barTop: top + 22 + valueLine };
  });
}

/** The thin line from a bar to the next one below it, with room for the words between the two. */
function linkTo(
  x: number,
  bottom: number,
  next: { readonly top: number; readonly barTop: number },
): string[] {
  const above = rule([x, bottom], [x, next.top], 'muted');
  return [above, rule([x, next.barTop - 3], [x, next.barTop], 'muted')];
}

/**
 * Where the axis of a bridge begins. Steps that are small beside what they lead from and to would not be
 * seen: then it begins shortly below the lowest end, which the picture's words have to say.
 */
function lowEnd(ends: readonly number[]): number {
  const [least, most] = [Math.min(...ends.filter((end) => end !== 0)), Math.max(...ends)];
  if (least <= 0 || most - least > most / 3) return Math.min(least, 0);
  return least - (most - least) / 2;
}
