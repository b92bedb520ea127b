import type { DateRange } from '../calendar/period.ts';
import { latestTerms, named, type Register } from './register-rows.ts';
import type { TableRows } from './table.ts';
import type { BaselineRow } from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';

/** The ids by which the ledger knows what rows name: schools by URN, contracts by reference. */
export interface Ids {
  readonly schools: ReadonlyMap<string, string>;
  readonly contracts: ReadonlyMap<string, string>;
}

/** The rows of a file without their places. */
export function valuesOf<Row>({ rows }: TableRows<Row>): Row[] {
  return rows.map(({ value }) => value);
}

/** The schools of a folder, each once however often it was a member. */
export function schoolsIn(folder: TrustFolder) {
  return [...new Map(valuesOf(folder.schools).map((row) => [row.urn, row])).values()];
}

/** What a folder says of schools that are in the register. */
export function schoolFacts(folder: TrustFolder, ids: Ids['schools'], before: Register) {
  const of = <Row extends { urn: string }>(row: Row) => ({ ...row, schoolId: named(ids, row.urn) });
  const known = new Map(before.schools.map((school) => [school.urn, school]));
  return {
    // The file says what holds now: it corrects the latest terms and leaves earlier ones alone.
    terms: schoolsIn(folder).map((row) => {
      return { ...of(row), validFrom: latestTerms(known.get(row.urn)).validFrom };
    }),
    memberships: valuesOf(folder.schools).map((row) => {
      return { ...of(row), days: { from: row.joinedOn, to: row.leftOn } };
    }),
    identifiers: valuesOf(folder.aliases).map((row) => {
      return { ...of(row), kind: 'alias' as const, value: row.alias, valid: validity(row) };
    }),
    drivers: valuesOf(folder.drivers).map(of),
  };
}

/** The contracts of a folder with their suppliers, by the suppliers' ids. */
export function contractsIn(folder: TrustFolder, suppliers: ReadonlyMap<string, string>) {
  return valuesOf(folder.contracts).map(({ supplier, startsOn, endsOn, ...row }) => {
    return { ...row, supplierId: named(suppliers, supplier), term: { from: startsOn, to: endsOn } };
  });
}

/** What a folder says of contracts that are in the register. */
export function contractFacts(folder: TrustFolder, ids: Ids) {
  return {
    participants: valuesOf(folder.participants).map((row) => {
      const schoolId = named(ids.schools, row.urn);
      const contractId = named(ids.contracts, row.contract);
      return { contractId, schoolId, days: { from: row.startsOn, to: row.endsOn } };
    }),
    prices: valuesOf(folder.prices).map((row) => {
      return { ...row, contractId: named(ids.contracts, row.contract), valid: validity(row) };
    }),
  };
}

/** A row of `baselines.csv` as a version of the register. */
export function baselineRecord(row: BaselineRow, ids: Ids) {
  const schoolId = named(ids.schools, row.urn);
  return { ...row, contractId: named(ids.contracts, row.contract), schoolId, valid: validity(row) };
}

function validity({
  validFrom,
  validTo,
}: {
  validFrom: DateRange['from'];
  validTo: DateRange['to'];
}) {
  return { from: validFrom, to: validTo };
}
