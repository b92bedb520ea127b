import type { Window } from '../reports/window.ts';
import type { School } from '../schools/school.ts';

/** What an evidence pack is about: a trust or one school, all contracts or one, and what is known. */
export interface Scope {
  readonly school: School | undefined;
  readonly contractId: string | undefined;
  readonly contract: string | undefined;
  readonly window: Window;
  /** Only what was known when this journal was sealed. */
  readonly journal: number;
}

/** What stands in a school's pack in the place of a text that names another school. */
export const leftOut = '(left out: it names another school)';

/** Lets a text into a pack, or what stands in its place. */
export type Guard = (text: string) => string;

/**
 * Keeps the names and numbers of other schools out of one school's pack: reasons, names of files
 * and descriptions are free texts, and may hold them. A pack of the whole trust lets all through.
 */
export function guardOf(schools: Iterable<School>, own: School | undefined): Guard {
  if (!own) return (text) => text;
  const words = [...schools]
    .filter(({ id }) => id !== own.id)
    .flatMap(({ urn, name, identifiers }) => [urn, name, ...identifiers.map(({ value }) => value)])
    .map((word) => word.toLowerCase());
  return (text) => (words.some((word) => text.toLowerCase().includes(word)) ? leftOut : text);
}
