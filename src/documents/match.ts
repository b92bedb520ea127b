import type { LocalDate } from '../calendar/local-date.ts';
import type { StoppedRow } from '../imports/import.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import type { ProblemDetail } from '../problem.ts';
import { type School, schoolsAlike, schoolsNamed } from '../schools/school.ts';
import type { Register } from './register.ts';
import { stoppedBy } from './stopped.ts';

export interface Matched {
  readonly line: InvoiceLine;
  readonly contractId: string;
  /** Null for a joint line. */
  readonly schoolId: string | null;
}

/** Finds the contract and the school of a line; none or several hold it (P3). */
export function matchLine(
  line: InvoiceLine,
  register: Register,
): Matched | { stopped: StoppedRow } {
  const { row, net } = line;
  const untold = { net, schoolId: null };
  const contract = register.contracts.get(line.contract);
  if (!contract) return { stopped: stoppedBy({ row, ...contractUnknown(line) }, untold) };
  if (line.isJoint) return { line, contractId: contract.id, schoolId: null };
  const on = line.serviceFrom ?? line.documentDate;
  const schools = schoolsNamed(register.directory, line.schoolText, on);
  const [school, ...others] = schools;
  if (school && others.length === 0) return { line, contractId: contract.id, schoolId: school.id };
  const alike = schools.length > 0 ? [] : schoolsAlike(register.directory, line.schoolText);
  const problem = schoolUnknown(line.schoolText, on, { schools, alike });
  return { stopped: stoppedBy({ row, ...problem }, untold) };
}

function contractUnknown({ contract, item }: InvoiceLine): ProblemDetail {
  const nameless = item ? `No contract is named for '${item}'.` : 'The row names no contract.';
  return {
    code: 'contract.unknown',
    found: contract,
    message: contract ? `'${contract}' is not a contract in the register.` : nameless,
    remedy: 'Add the contract, or mend the profile.',
  };
}

function schoolUnknown(
  text: string,
  on: LocalDate,
  { schools, alike }: { schools: readonly School[]; alike: readonly School[] },
): ProblemDetail {
  const problem = { code: 'school.unknown', found: text } as const;
  if (schools.length > 0) {
    return {
      ...problem,
      message: `'${text}' is the name of more than one school on ${on}: ${namesOf(schools)}.`,
      remedy: 'Ask the supplier which one is meant.',
    };
  }
  if (!text) {
    return {
      ...problem,
      message: 'The row names no school.',
      remedy: 'Ask the supplier for which school it is, or whether it is for the whole trust.',
    };
  }
  const hint = alike.length > 0 ? ` It looks like ${namesOf(alike)}.` : '';
  return {
    ...problem,
    message: `'${text}' is not known as a school on ${on}.${hint}`,
    remedy:
      'Add it as an alias of the school that it means, then import the file again; or settle the row with that school.',
  };
}

const namesOf = (schools: readonly School[]) =>
  schools.map(({ urn, name }) => `${urn} (${name})`).join(' or ');
