import { contentHash } from '../invoices/invoice.ts';
import { type SchoolDirectory, schoolsNamed } from '../schools/school.ts';
import type { DocumentRow, StandingLine } from '../versions/holding.ts';

/** The version of a document for one school that is to count: whose it is, and what it says. */
export interface Version {
  readonly importId: string;
  readonly schoolId: string | null;
  /** All rows of the document in the file, those of other schools and posted ones included. */
  readonly rows: readonly DocumentRow[];
}

/**
 * The posted lines that give way to a version of a document (P12): those of the same school from
 * other files, and those whose printed school means, or no longer means, this one; where there are
 * none of both, the lines that have moved.
 */
export function givingWay(
  version: Version,
  standing: readonly StandingLine[],
  directory: SchoolDirectory,
): Moved {
  const { importId, schoolId, rows } = version;
  const isInvoice = rows[0]?.line.documentKind === 'invoice';
  const lines = standing.filter(
    (line) =>
      (line.schoolId === schoolId && line.importId !== importId) ||
      isRenamed(line, isInvoice, schoolId, directory),
  );
  return lines.length > 0 ? { lines } : movedAway(version, standing);
}

/** Whether the text of a posted line means another school today, and this one is either of them. */
function isRenamed(
  line: StandingLine,
  isInvoice: boolean,
  schoolId: string | null,
  directory: SchoolDirectory,
): boolean {
  if (line.schoolId === null) return false;
  // A credit without dates was looked up on the day of its document, and took its original's.
  const days = isInvoice ? [line.serviceFrom] : [line.serviceFrom, line.documentDate];
  const today = days.map((on) => {
    const [school, ...others] = schoolsNamed(directory, line.schoolText, on);
    return others.length === 0 ? school?.id : undefined;
  });
  if (today.includes(line.schoolId)) return false;
  return line.schoolId === schoolId || today.some((id) => id === schoolId);
}

/** The posted lines that have moved to a school, or the schools between which nothing tells. */
export type Moved =
  | { readonly lines: readonly StandingLine[] }
  | { readonly schools: readonly (string | null)[] };

/**
 * The posted lines that equal a version in all but the school and are missing in its file: as many
 * of each content as the version brings. Where more than that could be meant, and they are of more
 * than one school, nobody but the supplier can tell which line it was.
 */
export function movedAway(version: Version, standing: readonly StandingLine[]): Moved {
  const lines: StandingLine[] = [];
  for (const [content, candidates] of candidatesToMove(version, standing)) {
    const brought = broughtOf(version, standing, content);
    const schools = [...new Set(candidates.map(({ schoolId }) => schoolId))];
    if (candidates.length > brought && schools.length > 1) return { schools };
    lines.push(...candidates.slice(0, brought));
  }
  return { lines };
}

/** How many lines of a content the version adds to those that stand for its school. */
function broughtOf(
  { schoolId, rows }: Version,
  standing: readonly StandingLine[],
  content: string,
): number {
  const here = rows.filter((row) => row.schoolId === schoolId && keyOf(row) === content);
  const posted = standing.filter((line) => line.schoolId === schoolId && hex(line) === content);
  return Math.max(0, here.length - posted.length);
}

const keyOf = ({ line }: DocumentRow) => contentHash(line).toString('hex');
const hex = ({ hash }: StandingLine) => hash.toString('hex');

/** By content: the lines of other files and schools that may have moved to this one (P12). */
export function candidatesToMove(
  { importId, schoolId, rows }: Version,
  standing: readonly StandingLine[],
): Map<string, StandingLine[]> {
  const here = new Set(rows.filter((row) => row.schoolId === schoolId).map(keyOf));
  const inFile = new Map<string, number>();
  for (const row of rows) {
    const place = `${row.schoolId} ${keyOf(row)}`;
    inFile.set(place, (inFile.get(place) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  const found = new Map<string, StandingLine[]>();
  for (const line of standing) {
    const content = hex(line);
    if (line.schoolId === schoolId || !here.has(content)) continue;
    const place = `${line.schoolId} ${content}`;
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    if (line.importId === importId || count <= (inFile.get(place) ?? 0)) continue;
    found.set(content, [...(found.get(content) ?? []), line]);
  }
  return found;
}

/**
 * The rows of another file that came before with lines which now give way, and with nothing that
 * stays: they give way as well, so that none counts as posted already where nothing of it is (P13).
 */
export function leftNowhere(
  already: readonly DocumentRow[],
  going: readonly StandingLine[],
  staying: readonly StandingLine[],
): number[] {
  const placeOf = (school: string | null | undefined, content: string) => `${school} ${content}`;
  const gone = new Set(going.map((line) => placeOf(line.schoolId, hex(line))));
  const left = new Map<string, number>();
  for (const line of staying) {
    const place = placeOf(line.schoolId, hex(line));
    left.set(place, (left.get(place) ?? 0) + 1);
  }
  return already.flatMap((row) => {
    const place = placeOf(row.schoolId, keyOf(row));
    const count = left.get(place) ?? 0;
    left.set(place, count - 1);
    return count <= 0 && gone.has(place) ? [row.line.row] : [];
  });
}
