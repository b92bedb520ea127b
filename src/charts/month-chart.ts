import { scaleBand, scaleLinear } from 'd3-scale';
import { curveLinear, line } from 'd3-shape';
import {
  box,
  type Colour,
  colours,
  type PictureHead,
  picture,
  round,
  rule,
  width,
  words,
} from './svg.ts';

/** A month of a picture, `Sep 25`, and what belongs to it: nothing where nothing is known. */
export interface MonthValue {
  readonly label: string;
  readonly value: number | null;
  /** The value in words. */
  readonly text: string;
}

const plot = { top: 26, bottom: 200, left: 4, right: width - 4 };
const height = 226;

/** Columns by month from zero to a hundred: how much of the whole is there. */
export function columnChart(head: PictureHead, months: readonly MonthValue[]): string {
  const x = monthScale(months.map(({ label }) => label));
  const y = scaleLinear([0, 100], [plot.bottom, plot.top]);
  const columns = months.map(({ label, value, text }) => {
    const left = x(label) ?? 0;
    const middle = left + x.bandwidth() / 2;
    const top = y(value ?? 0);
    const column = { x: left, y: top, width: x.bandwidth(), height: plot.bottom - top };
    return [
      value === null ? '' : box(column, value < 100 ? 'orange' : 'teal'),
      words(middle, top - 6, text, { anchor: 'middle' }),
    ].join('');
  });
  return picture(head, height, columns.join('') + axis(x, months) + baseLine(plot.bottom));
}

/** A line over the months, named at its last point. */
export interface Series {
  readonly name: string;
  readonly colour: Colour;
  readonly isDashed: boolean;
  readonly values: readonly number[];
}

/** Lines over the months beside the line at zero, each named where it ends. */
export function lineChart(
  head: PictureHead,
  months: readonly string[],
  series: readonly Series[],
): string {
  const all = series.flatMap(({ values }) => values);
  const y = scaleLinear(
    [Math.min(...all, 0), Math.max(...all, 0)],
    [plot.bottom - 6, plot.top + 14],
  );
  const x = monthScale(months);
  const middle = (index: number) => (x(months[index] ?? '') ?? 0) + x.bandwidth() / 2;
  const drawn = series.map(({ name, colour, isDashed, values }) => {
    const path = line<number>(
      (_, index) => round(middle(index)),
      (value) => round(y(value)),
    );
    const last = values.length - 1;
    const end = y(values[last] ?? 0);
    const dash = isDashed ? ' stroke-dasharray="6 4"' : '';
    return [
      `<path d="${path.curve(curveLinear)([...values]) ?? ''}" fill="none" stroke="${colours[colour]}" stroke-width="3"${dash}/>`,
      words(plot.right, end - 8, name, { anchor: 'end', bold: true, colour }),
    ].join('');
  });
  const labels = axis(
    x,
    months.map((label) => ({ label })),
  );
  return picture(head, height, baseLine(y(0)) + drawn.join('') + labels);
}

function monthScale(labels: readonly string[]) {
  return scaleBand([...labels], [plot.left, plot.right])
    .paddingInner(0.3)
    .paddingOuter(0.3);
}

/** The names of the months: all of a year, and of a longer run as many as have room. */
function axis(x: ReturnType<typeof monthScale>, months: readonly { readonly label: string }[]) {
  const every = Math.ceil(months.length / 8);
  return months
    .filter((_, index) => index % every === 0)
    .map(({ label }) => {
      const middle = (x(label) ?? 0) + x.bandwidth() / 2;
      return words(middle, height - 6, label, { anchor: 'middle', colour: 'muted' });
    })
    .join('');
}

const baseLine = (at: number) => rule([plot.left, at], [plot.right, at]);
