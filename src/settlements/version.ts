import type { LocalDate } from '../calendar/local-date.ts';
import { contentHash, type InvoiceLine } from '../invoices/invoice.ts';
import { type SchoolDirectory, schoolsNamed } from '../schools/school.ts';

/** A row of a document in the file that a person decides about. */
export interface DocumentRow {
  readonly line: InvoiceLine;
  /** Null for a joint line; undefined where no school is found. */
  readonly schoolId: string | null | undefined;
}

/** A line that is posted of the same document. */
export interface StandingLine {
  readonly id: string;
  readonly importId: string;
  readonly row: number;
  readonly schoolId: string | null;
  readonly schoolText: string;
  readonly serviceFrom: LocalDate;
  readonly documentDate: LocalDate;
  readonly hash: Buffer;
}

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
 * none of both, the lines that have moved: equal in all but the school, and missing in the file.
 */
export function givingWay(
  version: Version,
  standing: readonly StandingLine[],
  directory: SchoolDirectory,
): StandingLine[] {
  const { importId, schoolId } = version;
  const going = standing.filter(
    (line) =>
      (line.schoolId === schoolId && line.importId !== importId) ||
      isRenamed(line, schoolId, directory),
  );
  return going.length > 0 ? going : movedAway(version, standing);
}

/** Whether the text of a posted line means another school today, and this one is either of them. */
function isRenamed(
  line: StandingLine,
  schoolId: string | null,
  directory: SchoolDirectory,
): boolean {
  if (line.schoolId === null) return false;
  const today = [line.serviceFrom, line.documentDate].map((on) => {
    const [school, ...others] = schoolsNamed(directory, line.schoolText, on);
    return others.length === 0 ? school?.id : undefined;
  });
  if (today.includes(line.schoolId)) return false;
  return line.schoolId === schoolId || today.some((id) => id === schoolId);
}

function movedAway(
  { importId, schoolId, rows }: Version,
  standing: readonly StandingLine[],
): StandingLine[] {
  const placeOf = (school: string | null | undefined, hash: Buffer) =>
    `${school} ${hash.toString('hex')}`;
  const here = new Set<string>();
  const inFile = new Map<string, number>();
  for (const row of rows) {
    const hash = contentHash(row.line);
    const place = placeOf(row.schoolId, hash);
    inFile.set(place, (inFile.get(place) ?? 0) + 1);
    if (row.schoolId === schoolId) here.add(hash.toString('hex'));
  }
  const seen = new Map<string, number>();
  return standing.filter((line) => {
    if (line.schoolId === schoolId || !here.has(line.hash.toString('hex'))) return false;
    const place = placeOf(line.schoolId, line.hash);
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    return line.importId !== importId && count > (inFile.get(place) ?? 0);
  });
}
