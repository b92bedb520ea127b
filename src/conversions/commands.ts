import { lastDay } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, lockTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { formatDecimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { type School, urnsOf } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { loadContent } from '../trusts/commands.ts';
import { aboutFields, contentOf, fieldIn } from '../trusts/register-change.ts';
import { latestTerms } from '../trusts/register-rows.ts';
import { conversionFile, schoolFile } from '../trusts/trust-file.ts';

/** What a school is from its conversion on, by the names that the columns of a folder have. */
export interface Conversion {
  readonly new_urn: string;
  readonly converted_on: string;
  readonly name?: string;
  readonly status: string;
  readonly year_starts_month: number;
  readonly vat_recovery_rate: string;
}

/**
 * Gives a school the number that it got when it became another establishment, and says what holds for
 * it from that day on: it stays the same school, both numbers find it, and no figure changes (N14).
 * Refuses a number that means a school already.
 */
export function convertSchool(
  database: Database,
  trustId: string,
  { urn, conversion }: { urn: string; conversion: Conversion },
  person: Person,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    // What is read here is written again whole: nobody may change it in between.
    await lockTrust(tenant);
    const schools = await schoolsOf(tenant);
    const isNumberOf = (school: School, number: string) =>
      urnsOf(school).some((known) => known.urn === number);
    const school = schools.find((it) => isNumberOf(it, urn));
    if (!school) throw unknownSchool(urn);
    const holder = schools.find((it) => isNumberOf(it, conversion.new_urn));
    if (holder) throw numberTaken(conversion.new_urn, holder);
    const load = { trustId, by: person.by, recordedAt: person.at };
    try {
      await loadContent(asDatabase(tenant), contentFor(school, conversion), load);
    } catch (error) {
      throw error instanceof Problem ? aboutFields(error, fieldIn(conversion)) : error;
    }
  });
}

/** The rows by which a folder would bring the conversion. */
function contentFor(school: School, conversion: Conversion) {
  const { new_urn, converted_on, name = school.name, ...facts } = conversion;
  const { urn, phase } = school;
  const before = latestTerms(school);
  const converted = contentOf(conversionFile, [
    {
      urn,
      new_urn,
      converted_on,
      status_before: before.status,
      year_starts_month_before: before.yearStartsMonth,
      vat_recovery_rate_before: formatDecimal(before.vatRecoveryRate),
    },
  ]);
  const now = contentOf(
    schoolFile,
    school.memberships.map(({ from, to }) => {
      return { urn, name, phase, ...facts, joined_on: from, left_on: to === lastDay ? '' : to };
    }),
  );
  return { ...converted, tables: new Map([...converted.tables, ...now.tables]) };
}

function unknownSchool(urn: string): Problem {
  return new Problem({
    code: 'school.unknown',
    found: urn,
    message: `There is no school ${urn}.`,
    remedy: 'Name it by the number that it came with, or by one that it got since.',
  });
}

function numberTaken(urn: string, { name }: School): Problem {
  return new Problem({
    code: 'register.conflict',
    column: 'new_urn',
    found: urn,
    message: `${urn} is a number of ${name} already.`,
    remedy: 'A conversion gives a school a number that no other has or had.',
  });
}
