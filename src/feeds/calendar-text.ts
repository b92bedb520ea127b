import type { LocalDate } from '../calendar/local-date.ts';
import { addDays } from '../renewals/bank-holiday.ts';

/** Something that is on a whole day, and the same thing for ever by its id. */
export interface CalendarEvent {
  readonly uid: string;
  readonly day: LocalDate;
  readonly title: string;
}

const longestLine = 75;

/**
 * A calendar as iCalendar (RFC 5545): whole days, without a time zone, that block nobody's time. Texts are
 * escaped, so that no title can end its line, and lines are folded after 75 bytes. The same events
 * give the same bytes on a day.
 */
export function writeCalendar(
  name: string,
  events: readonly CalendarEvent[],
  writtenOn: LocalDate,
): string {
  const stamp = `${compact(writtenOn)}T000000Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//savings-ledger//contracts//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:P1D',
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines({ uid, day, title }: CalendarEvent, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escapeText(title)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const compact = (day: LocalDate) => day.replaceAll('-', '');

/** A text as a value of a line: commas, semicolons and backslashes escaped, line breaks as `\n`. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[\\;,]/g, (sign) => `\\${sign}`)
      .replace(/\r\n?|\n/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 allows none of these.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  );
}

/** A line in pieces of 75 bytes at most, each after the first behind a blank; no sign is cut. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const sign of line) {
    if (Buffer.byteLength(piece + sign) > longestLine) {
      pieces.push(piece);
      piece = ' ';
    }
    piece += sign;
  }
  return [...pieces, piece].join('\r\n');
}
