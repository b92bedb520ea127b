import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { Problem } from '../problem.ts';

/**
 * Up to where a report knows: up to a journal, or up to the end of a day in London; all that is
 * known now, where neither is said (P11).
 */
export interface Knowledge {
  readonly asKnownAt?: number | undefined;
  readonly asKnownOn?: LocalDate | undefined;
}

/** Reads what a report is asked to know; refuses a journal and a day at once, and days that are none. */
export function readKnowledge(journal: number | undefined, day: string | undefined): Knowledge {
  if (day === undefined) return { asKnownAt: journal };
  if (journal !== undefined) {
    throw new Problem({
      code: 'request.unreadable',
      column: 'as_known_on',
      found: day,
      message: `The report is asked for as known at journal ${journal} and on ${day}.`,
      remedy: 'Name the journal or the day, not both.',
    });
  }
  return { asKnownOn: readDay(day, 'as_known_on') };
}

/** Reads a point of knowledge as a person writes it: the number of a journal, or a day. */
export function readPoint(text: string, name: string): Knowledge {
  if (/^\d{1,9}$/.test(text)) return { asKnownAt: Number(text) };
  return { asKnownOn: readDay(text, name) };
}

function readDay(text: string, name: string): LocalDate {
  const day = parseIsoDate(text);
  if (day) return day;
  throw new Problem({
    code: 'request.unreadable',
    column: name,
    found: text,
    message: `'${text}' is neither the number of a journal nor a day.`,
    remedy: 'Write a journal like 12, or a day like 2026-03-31.',
  });
}
