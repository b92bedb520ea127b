import { addMonths, dayNumber, type LocalDate } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { type Month, monthOf } from '../calendar/period.ts';
import { box, headOf, type PictureHead, picture, rule, width, words } from './svg.ts';

/** A row of a calendar: how long something lasts, and by which days something has to be done. */
export interface CalendarRow {
  readonly label: string;
  /** When what has to be done, in words. */
  readonly text: string;
  readonly until: LocalDate;
  readonly decideBy: LocalDate;
  readonly noticeBy: LocalDate;
  /** Whether it is decided already. */
  readonly isDecided: boolean;
}

const rowHeight = 46;
const head = 24;

/**
 * So many months from a day on, from left to right: a bar as long as something lasts, a thick mark on the
 * day by which it is decided, and a thin one on the last day for notice. What lies outside is not drawn.
 */
export function calendarChart(
  about: PictureHead,
  rows: readonly CalendarRow[],
  { from, months }: { readonly from: LocalDate; readonly months: number },
): string {
  const first = dayNumber(from);
  const span = dayNumber(addMonths(from, months)) - first;
  const x = (day: LocalDate) => ((dayNumber(day) - first) / span) * width;
  const isShown = (day: LocalDate) => x(day) >= 0 && x(day) <= width;
  const placed = placedRows(rows);
  const bottom = placed.at(-1)?.end ?? head;
  const axis = Array.from({ length: Math.ceil(months / 3) }, (_, index) => {
    const month = monthOf(addMonths(from, index * 3));
    const at = Math.max(0, x(`${month}-01` as LocalDate));
    return rule([at, head - 6], [at, bottom], 'rule') + words(at + 3, 14, short(month), {});
  });
  const drawn = placed.map(({ row, top, name, valueLine, barTop }) => {
    const { text, until, decideBy, noticeBy, isDecided } = row;
    const end = Math.min(width, Math.max(0, x(until)));
    const bar = { x: 0, y: barTop, width: end, height: 14 };
    const marks = isDecided
      ? []
      : [
          ...(isShown(noticeBy)
            ? [box({ x: x(noticeBy), y: barTop - 4, width: 2, height: 22 }, 'ink')]
            : []),
          ...(isShown(decideBy)
            ? [box({ x: x(decideBy) - 4, y: barTop - 4, width: 6, height: 22 }, 'orange')]
            : []),
        ];
    return [
      words(0, top + 15, name, { bold: true }),
      words(width, top + 15 + valueLine, text, { anchor: 'end' }),
      box(bar, isDecided ? 'grey' : 'teal'),
      ...marks,
    ].join('');
  });
  return picture(about, bottom + 6, axis.join('') + drawn.join(''));
}

/** Where each row begins and ends, and its bar below its words. */
function placedRows(rows: readonly CalendarRow[]) {
  let at = head;
  return rows.map((row) => {
    const { name, valueLine } = headOf(row.label, row.text);
    const top = at;
    at += rowHeight + valueLine;
    return { row, top, name, valueLine, barTop: top + 22 + valueLine, end: at };
  });
}

const short = (month: Month) => `${monthInWords(month).slice(0, 3)} ${month.slice(2, 4)}`;
