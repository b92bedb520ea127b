import { and, eq, inArray, max, sql } from 'drizzle-orm';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import {
  driverValue,
  journal,
  membership,
  schoolIdentifier,
  schoolName,
  school as schoolTable,
  schoolTerms,
} from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import type { DriverValue, Identifier, School, SchoolTerms } from './school.ts';

/** What a school is, without the dated facts about it. */
export type SchoolIdentity = Pick<School, 'urn' | 'name' | 'phase'>;

/** A fact about a school that is in the register. */
export type OfSchool<Fact> = Fact & { readonly schoolId: string };

// A statement takes 65,535 values at most; 500 rows of any table here stay far below.
const batchSize = 500;

async function inBatches<Row>(rows: readonly Row[], write: (batch: Row[]) => Promise<unknown>) {
  for (let at = 0; at < rows.length; at += batchSize) await write(rows.slice(at, at + batchSize));
}

const openEnd = (to: LocalDate) => (to === lastDay ? null : to);
const range = (from: string, to: string | null): DateRange => ({
  from: from as LocalDate,
  to: (to ?? lastDay) as LocalDate,
});

/**
 * Adds new schools and corrects known ones, by URN; answers with the id of every school of the
 * trust. A new name counts from the next journal on: a report as known before keeps the old one.
 */
export async function saveSchools(
  tenant: Tenant,
  schools: readonly SchoolIdentity[],
): Promise<Map<string, string>> {
  const { query, trustId } = tenant;
  const rows = await query
    .select({ id: schoolTable.id, urn: schoolTable.urn })
    .from(schoolTable)
    .where(eq(schoolTable.trustId, trustId));
  const ids = new Map(rows.map(({ urn, id }) => [urn, id]));
  const named = schools.map((school) => ({ ...school, id: ids.get(school.urn) ?? newId() }));
  for (const { urn, id } of named) ids.set(urn, id);
  await inBatches(named, (batch) =>
    query
      .insert(schoolTable)
      .values(batch.map(({ id, urn, phase }) => ({ trustId, id, urn, phase })))
      .onConflictDoUpdate({
        target: [schoolTable.trustId, schoolTable.urn],
        set: { phase: sql`excluded.phase` },
      }),
  );
  const names = named.map(({ id, name }) => ({ schoolId: id, name }));
  await saveNames(tenant, names);
  return ids;
}

async function saveNames(tenant: Tenant, names: readonly OfSchool<{ name: string }>[]) {
  const { query, trustId } = tenant;
  const [newest] = await query
    .select({ number: max(journal.number) })
    .from(journal)
    .where(eq(journal.trustId, trustId));
  const next = (newest?.number ?? 0) + 1;
  const current = new Map((await latestNames(tenant)).map((row) => [row.schoolId, row]));
  const added: (typeof schoolName.$inferInsert)[] = [];
  for (const { schoolId, name } of names) {
    const known = current.get(schoolId);
    if (known?.name === name) continue;
    if (known?.knownFromJournal === next) {
      // Nothing was posted since the last change, so no report can have shown that name.
      await tenant.sql`
        update school_name set name = ${name}
        where trust_id = ${trustId} and school_id = ${schoolId} and known_from_journal = ${next}`;
    } else added.push({ trustId, schoolId, knownFromJournal: known ? next : 0, name });
  }
  await inBatches(added, (batch) => query.insert(schoolName).values(batch));
}

function latestNames({ sql, trustId }: Tenant, journalNumber = 2 ** 31 - 1) {
  return sql<OfSchool<{ urn: string; name: string; knownFromJournal: number }>[]>`
    select distinct on (n.school_id) n.school_id as "schoolId", s.urn, n.name,
      n.known_from_journal as "knownFromJournal"
    from school_name n
    join school s on s.trust_id = n.trust_id and s.id = n.school_id
    where n.trust_id = ${trustId} and n.known_from_journal <= ${journalNumber}
    order by n.school_id, n.known_from_journal desc`;
}

/** The name of every school by URN, as a report that knows no more than this journal prints it. */
export async function schoolNamesAsKnownAt(
  tenant: Tenant,
  journalNumber: number,
): Promise<Map<string, string>> {
  const names = await latestNames(tenant, journalNumber);
  return new Map(names.map(({ urn, name }) => [urn, name]));
}

/** Gives each school named here these memberships in place of those that it had. */
export async function replaceMemberships(
  { query, trustId }: Tenant,
  memberships: readonly OfSchool<{ days: DateRange }>[],
): Promise<void> {
  const schoolIds = [...new Set(memberships.map(({ schoolId }) => schoolId))];
  await inBatches(schoolIds, (batch) =>
    query
      .delete(membership)
      .where(and(eq(membership.trustId, trustId), inArray(membership.schoolId, batch))),
  );
  const rows = memberships.map(({ schoolId, days }) => {
    return { trustId, schoolId, joinedOn: days.from, leftOn: openEnd(days.to) };
  });
  await inBatches(rows, (batch) => query.insert(membership).values(batch));
}

/** Writes what holds for schools from a day on; a row for the same day is corrected. */
export async function saveTerms(
  { query, trustId }: Tenant,
  terms: readonly OfSchool<SchoolTerms>[],
): Promise<void> {
  const rows = terms.map((row) => {
    return { ...row, trustId, vatRecoveryRate: row.vatRecoveryRate.toFixed(6) };
  });
  await inBatches(rows, (batch) =>
    query
      .insert(schoolTerms)
      .values(batch)
      .onConflictDoUpdate({
        target: [schoolTerms.trustId, schoolTerms.schoolId, schoolTerms.validFrom],
        set: {
          status: sql`excluded.status`,
          yearStartsMonth: sql`excluded.year_starts_month`,
          vatRecoveryRate: sql`excluded.vat_recovery_rate`,
        },
      }),
  );
}

/** Writes other names of schools; a row for the same name and first day gets the new last day. */
export async function saveIdentifiers(
  { query, trustId }: Tenant,
  identifiers: readonly OfSchool<Identifier>[],
): Promise<void> {
  const rows = identifiers.map(({ schoolId, kind, value, valid }) => {
    return { trustId, schoolId, kind, value, validFrom: valid.from, validTo: openEnd(valid.to) };
  });
  const { schoolId, kind, value, validFrom } = schoolIdentifier;
  await inBatches(rows, (batch) =>
    query
      .insert(schoolIdentifier)
      .values(batch)
      .onConflictDoUpdate({
        target: [schoolIdentifier.trustId, schoolId, kind, value, validFrom],
        set: { validTo: sql`excluded.valid_to` },
      }),
  );
}

/** Writes driver values; a row for the same school, driver and day is corrected. */
export async function saveDriverValues(
  { query, trustId }: Tenant,
  values: readonly OfSchool<DriverValue>[],
): Promise<void> {
  const rows = values.map(({ value, ...row }) => ({ trustId, ...row, value: value.toFixed(6) }));
  const { schoolId, driver, effectiveFrom } = driverValue;
  await inBatches(rows, (batch) =>
    query
      .insert(driverValue)
      .values(batch)
      .onConflictDoUpdate({
        target: [driverValue.trustId, schoolId, driver, effectiveFrom],
        set: { value: sql`excluded.value`, source: sql`excluded.source` },
      }),
  );
}

/** The URN of every school of the trust by its id, in the order of the URNs. */
export async function urnsOfSchools({ query, trustId }: Tenant): Promise<Map<string, string>> {
  const rows = await query
    .select({ id: schoolTable.id, urn: schoolTable.urn })
    .from(schoolTable)
    .where(eq(schoolTable.trustId, trustId));
  return new Map(
    rows.sort((a, b) => (a.urn < b.urn ? -1 : 1)).map(({ id, urn }) => [id, urn] as const),
  );
}

/** Every school of the trust with its dated facts and its latest name, by URN. */
export async function schoolsOf(tenant: Tenant): Promise<School[]> {
  const { query, trustId } = tenant;
  const [rows, latest, memberships, terms, values, identifiers] = await Promise.all([
    query.select().from(schoolTable).where(eq(schoolTable.trustId, trustId)),
    latestNames(tenant),
    query.select().from(membership).where(eq(membership.trustId, trustId)),
    query.select().from(schoolTerms).where(eq(schoolTerms.trustId, trustId)),
    query.select().from(driverValue).where(eq(driverValue.trustId, trustId)),
    query.select().from(schoolIdentifier).where(eq(schoolIdentifier.trustId, trustId)),
  ]);
  const names = new Map(latest.map((row) => [row.schoolId, row.name]));
  const [joined, held, sized, named] = [
    bySchool(memberships, (row) => row.joinedOn),
    bySchool(terms, (row) => row.validFrom),
    bySchool(values, (row) => `${row.driver} ${row.effectiveFrom}`),
    bySchool(identifiers, (row) => `${row.kind} ${row.value} ${row.validFrom}`),
  ];
  return rows
    .sort((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(({ id, urn, phase }) => ({
      id,
      urn,
      name: names.get(id) ?? urn,
      phase: phase as School['phase'],
      memberships: joined(id).map((row) => range(row.joinedOn, row.leftOn)),
      terms: held(id).map((row) => ({
        validFrom: row.validFrom as LocalDate,
        status: row.status as SchoolTerms['status'],
        yearStartsMonth: row.yearStartsMonth,
        vatRecoveryRate: decimal(row.vatRecoveryRate),
      })),
      drivers: sized(id).map(({ driver, effectiveFrom, value, source }) => ({
        driver: driver as DriverValue['driver'],
        effectiveFrom: effectiveFrom as LocalDate,
        value: decimal(value),
        source,
      })),
      identifiers: named(id).map(({ kind, value, validFrom, validTo }) => {
        return { kind: kind as Identifier['kind'], value, valid: range(validFrom, validTo) };
      }),
    }));
}

/** The rows of each school in a fixed order that no collation of the database decides. */
function bySchool<Row extends { schoolId: string }>(rows: Row[], order: (row: Row) => string) {
  const found = new Map<string, Row[]>();
  for (const row of rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    found.set(row.schoolId, found.get(row.schoolId) ?? []);
    found.get(row.schoolId)?.push(row);
  }
  return (schoolId: string) => found.get(schoolId) ?? [];
}
