import { dayInLondon, type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { Problem } from '../problem.ts';

/**
 * Up to where a report knows: up to a journal, or up to the end of a day in London; all that is
 * known now, where neither is said (P11).
 */
export interface Knowledge {
  readonly asKnownAt?: number | undefined;
  readonly asKnownOn?: LocalDate | undefined;
}

/** Such a point with the journals up to it. */
export interface KnownPoint extends Knowledge {
  /** The newest journal that counts; 0 before the first. */
  readonly journal: number;
  /** The same where less is asked for than all that is known now. */
  readonly heldTo: number | undefined;
  /** When that journal was sealed; null before the first. */
  readonly sealedAt: string | null;
}

/** What was written down beside the ledger, such as a charge or an answer. */
export interface Written {
  readonly at: string;
  /** The newest journal at that time, where it was kept. */
  readonly atJournal?: number;
}

/** Whether a point is not simply all that is known now. */
export function isPast({ asKnownAt, asKnownOn }: Knowledge): boolean {
  return asKnownAt !== undefined || asKnownOn !== undefined;
}

/**
 * Whether something was written down by then (P11): by the end of the day that was named, or before the
 * journal that was named was sealed.
 */
export function wasWritten(
  { asKnownAt, asKnownOn, sealedAt }: KnownPoint,
  { at, atJournal }: Written,
): boolean {
  if (asKnownOn !== undefined) return dayInLondon(at) <= asKnownOn;
  if (asKnownAt === undefined) return true;
  if (atJournal !== undefined) return atJournal < asKnownAt;
  return sealedAt !== null && at <= sealedAt;
}

/**
 * The day by which months are over at a point: the day that was named, the day on which the journal was
 * sealed that was named, and otherwise today; never a day that has not come.
 */
export function dayOf({ asKnownAt, asKnownOn, sealedAt }: KnownPoint, today: LocalDate): LocalDate {
  const sealedOn = sealedAt === null ? undefined : dayInLondon(sealedAt);
  const day = asKnownOn ?? (asKnownAt === undefined ? undefined : sealedOn) ?? today;
  return day < today ? day : today;
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

/** The same from the fields of an address. */
export function knowledgeIn(query: {
  readonly as_known_at?: number | undefined;
  readonly as_known_on?: string | undefined;
}): Knowledge {
  return readKnowledge(query.as_known_at, query.as_known_on);
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
