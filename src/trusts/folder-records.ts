import { firstDay, type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { ChargeRow } from './charge-file.ts';
import { versionIn } from './record-file.ts';
import { named, type Register } from './register-rows.ts';
import { termsIn } from './renewal-file.ts';
import type { TableRows } from './table.ts';
import type { BaselineRow, ConversionRow } from './trust-file.ts';
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
  const conversions = valuesOf(folder.conversions);
  const turns = turnsOf(conversions, before);
  return {
    terms: [
      // The file says what holds now: it corrects the latest terms and leaves earlier ones alone.
      ...schoolsIn(folder).map((row) => {
        return { ...of(row), validFrom: lastChange(turns.get(row.urn), lastDay) };
      }),
      ...conversions.map((row) => {
        return {
          ...of(row),
          validFrom: lastChange(turns.get(row.urn), row.convertedOn),
          status: row.statusBefore,
          yearStartsMonth: row.yearStartsMonthBefore,
          vatRecoveryRate: row.vatRecoveryRateBefore,
        };
      }),
    ],
    memberships: valuesOf(folder.schools).map((row) => {
      return { ...of(row), days: { from: row.joinedOn, to: row.leftOn } };
    }),
    identifiers: [
      ...valuesOf(folder.aliases).map((row) => {
        return { ...of(row), kind: 'alias' as const, value: row.alias, valid: validity(row) };
      }),
      ...conversions.map((row) => {
        const valid = { from: row.convertedOn, to: lastDay };
        return { ...of(row), kind: 'urn' as const, value: row.newUrn, valid };
      }),
    ],
    drivers: valuesOf(folder.drivers).map(of),
  };
}

/** The days on which what holds for a school changed: at its conversions, and as the register has it. */
function turnsOf(
  conversions: readonly ConversionRow[],
  before: Register,
): Map<string, readonly LocalDate[]> {
  const turns = new Map<string, readonly LocalDate[]>();
  for (const { urn, terms, identifiers } of before.schools) {
    const numbers = identifiers.filter(({ kind }) => kind === 'urn').map(({ valid }) => valid.from);
    turns.set(urn, [...terms.map(({ validFrom }) => validFrom), ...numbers]);
  }
  for (const { urn, convertedOn } of conversions) {
    turns.set(urn, [...(turns.get(urn) ?? []), convertedOn]);
  }
  return turns;
}

/** The last of some days before another one; the first day of all if there is none. */
function lastChange(days: readonly LocalDate[] = [], before: LocalDate): LocalDate {
  return (
    days
      .filter((day) => day < before)
      .sort()
      .at(-1) ?? firstDay
  );
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
    volumeTiers: valuesOf(folder.volumeTiers).map((row) => {
      return { ...row, contractId: named(ids.contracts, row.contract), valid: validity(row) };
    }),
    priceReviews: valuesOf(folder.priceReviews).map((row) => {
      return { ...row, contractId: named(ids.contracts, row.contract), valid: validity(row) };
    }),
    terms: valuesOf(folder.contractTerms).map((row) => {
      return { ...termsIn(row), contractId: named(ids.contracts, row.contract) };
    }),
    records: valuesOf(folder.contractRecords).map((row) => {
      return { ...versionIn(row), contractId: named(ids.contracts, row.contract) };
    }),
    rebateClauses: valuesOf(folder.rebateClauses).map((row) => {
      return { ...row, contractId: named(ids.contracts, row.contract), valid: validity(row) };
    }),
  };
}

/** A row of `baselines.csv` as a version of the register. */
export function baselineRecord(row: BaselineRow, ids: Ids) {
  const schoolId = named(ids.schools, row.urn);
  const { indexSeries: series, indexBaseMonth: baseMonth } = row;
  return {
    ...row,
    contractId: named(ids.contracts, row.contract),
    schoolId,
    valid: validity(row),
    index: series !== null && baseMonth !== null ? { series, baseMonth } : null,
  };
}

/** A row of `central_charges.csv` as a record; how a whole was shared is not in the file. */
export function chargeRecord({ urn, from, to, ...row }: ChargeRow, schools: Ids['schools']) {
  return { ...row, schoolId: named(schools, urn), window: { from, to }, shared: null };
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
