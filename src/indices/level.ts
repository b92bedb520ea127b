import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import type { Decimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';

/** The level of a published index in a month, as it was published on a day. */
export interface Level {
  readonly series: string;
  readonly month: Month;
  readonly publishedOn: LocalDate;
  readonly level: Decimal;
}

/** The level of each month of a series that figures are made from. */
export type Levels = ReadonlyMap<Month, Level>;

/**
 * The level that was published first for each month, by series. A revised level stands beside it
 * for whoever wants to compare, and changes no figure: so a figure is the same whenever it is
 * posted (P7, P13).
 */
export function firstPublished(levels: readonly Level[]): ReadonlyMap<string, Levels> {
  const book = new Map<string, Map<Month, Level>>();
  for (const level of levels) {
    const series = book.get(level.series) ?? new Map<Month, Level>();
    book.set(level.series, series);
    const known = series.get(level.month);
    if (!known || level.publishedOn < known.publishedOn) series.set(level.month, level);
  }
  return book;
}

/** A level with the row of the file that has it. */
export interface PlacedLevel {
  readonly row: number;
  readonly level: Level;
}

export type Loading =
  | { readonly added: readonly Level[] }
  | { readonly problems: readonly ProblemDetail[] };

/**
 * Compares loaded levels with those that are known: an equal row adds nothing, a later publication
 * is a further row. Refuses another level for a publication that is known, and a publication before
 * the first one known, because figures rest on what was published first (P7).
 */
export function newLevels(known: readonly Level[], loaded: readonly PlacedLevel[]): Loading {
  const first = firstPublished(known);
  const byKey = new Map(known.map((level) => [keyOf(level), level]));
  const added: Level[] = [];
  const problems: ProblemDetail[] = [];
  for (const { row, level } of loaded) {
    const same = byKey.get(keyOf(level));
    const frozen = first.get(level.series)?.get(level.month);
    if (same && !same.level.eq(level.level)) problems.push(otherLevel(row, level, same));
    else if (!same && frozen && level.publishedOn < frozen.publishedOn) {
      problems.push(tooEarly(row, level, frozen));
    } else if (!same) {
      byKey.set(keyOf(level), level);
      added.push(level);
    }
  }
  return problems.length > 0 ? { problems } : { added };
}

const keyOf = ({ series, month, publishedOn }: Level) =>
  JSON.stringify([series, month, publishedOn]);

function otherLevel(row: number, { series, month, level }: Level, known: Level): ProblemDetail {
  return {
    code: 'index.frozen',
    row,
    column: 'level',
    found: level.toFixed(),
    message: `${series} for ${month} as published on ${known.publishedOn} is known as ${known.level.toFixed()}.`,
    remedy: 'Give a revised level the day on which it was published; no figure changes with it.',
  };
}

function tooEarly(row: number, { series, month, publishedOn }: Level, known: Level): ProblemDetail {
  return {
    code: 'index.frozen',
    row,
    column: 'published_on',
    found: publishedOn,
    message: `${series} for ${month} is known as first published on ${known.publishedOn}, and figures may rest on it.`,
    remedy: 'Correct the day, or leave the row out.',
  };
}
