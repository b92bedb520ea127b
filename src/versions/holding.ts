import type { LocalDate } from '../calendar/local-date.ts';
import type { Ruling } from '../decisions/decision.ts';
import { contentHash, type InvoiceLine } from '../invoices/invoice.ts';

/** A row of a document in the file that a person decides about. */
export interface DocumentRow {
  readonly line: InvoiceLine;
  /** Null for a joint line; undefined where no school is found. */
  readonly schoolId: string | null | undefined;
}

/** A row with what it says and what was decided of it. */
export interface RuledRow extends DocumentRow {
  readonly ruling: Ruling;
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

/** A document in one file: its rows, and what stands of it from other files. */
export interface DocumentOfFile {
  readonly rows: readonly DocumentRow[];
  readonly elsewhere: readonly StandingLine[];
}

/**
 * Whether a row that was declined or replaced still gives way to something (P12): a line of its
 * document and school from another file, or the equal line of another school that its own file
 * does not have, unless a person once said that both are right. Where nothing of the kind stands
 * any more, the row has to be judged anew.
 */
export function stillGivesWay(
  { line, schoolId, wasBeside }: DocumentRow & { readonly wasBeside: boolean },
  { rows, elsewhere }: DocumentOfFile,
): boolean {
  if (elsewhere.some((posted) => posted.schoolId === schoolId)) return true;
  if (wasBeside) return false;
  const hash = contentHash(line);
  const isHere = (school: string | null) =>
    rows.some((row) => row.schoolId === school && contentHash(row.line).equals(hash));
  return elsewhere.some((posted) => posted.hash.equals(hash) && !isHere(posted.schoolId));
}
