import { dayBefore, type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { ProblemDetail } from '../problem.ts';
import { type School, type SchoolDirectory, schoolsNamed } from '../schools/school.ts';

/** What a person says of a text on an invoice: which school it means, and from which day on. */
export interface Naming {
  readonly text: string;
  /** The day on which the row looks its school up. */
  readonly on: LocalDate;
  readonly school: School;
  readonly from: LocalDate;
}

/**
 * The days for which a text is to be added as another name of a school (P3): none where it means
 * that school already, and a problem where it would mean two, or would not help the row.
 */
export function namingOf(
  directory: SchoolDirectory,
  { text, on, school, from }: Naming,
): { valid: DateRange | undefined } | { problem: ProblemDetail } {
  const today = schoolsNamed(directory, text, on);
  const [meant] = today;
  if (meant?.id === school.id && today.length === 1) return { valid: undefined };
  if (!text) return unfit('The row names no school, so there is no name to remember.');
  if (from > on) {
    return unfit(`The row is of ${on}, before the name would count from ${from}.`);
  }
  const known = directory.byIdentifier.get(text) ?? [];
  const others = known.filter(
    (each) => each.school.id !== school.id && each.identifier.valid.to >= from,
  );
  const [other] = others;
  if (other) {
    const { urn, name } = other.school;
    const { from: first, to } = other.identifier.valid;
    const until = to === lastDay ? '' : ` to ${to}`;
    return {
      problem: {
        code: 'register.conflict',
        found: text,
        message: `'${text}' is a name of ${urn} (${name}) from ${first}${until}, so it cannot mean ${school.urn} from ${from} as well.`,
        remedy: 'End the other name in the register first, or ask the supplier for another text.',
      },
    };
  }
  // A school's own number is nobody's other name.
  if (meant) return unfit(`'${text}' means ${meant.urn} (${meant.name}) already.`);
  const later = known.map(({ identifier }) => identifier.valid.from).filter((day) => day > from);
  const [next] = later.sort();
  return { valid: { from, to: next ? dayBefore(next) : lastDay } };
}

function unfit(message: string): { problem: ProblemDetail } {
  const remedy = 'List the queue to see what can be done for the row.';
  return { problem: { code: 'settlement.unfit', message, remedy } };
}
