import { dayBefore, firstDay, type LocalDate, lastDay } from '../calendar/local-date.ts';
import { contains, type DateRange } from '../calendar/period.ts';
import { type Decimal, one } from '../money/decimal.ts';

/** The group of schools that buys together, whatever its legal form. */
export interface Trust {
  readonly id: string;
  readonly name: string;
  readonly kind: TrustKind;
  readonly companyNumber: string | null;
  readonly ukprn: string | null;
  readonly yearStartsMonth: number;
}

export const trustKinds = [
  'cooperative_trust',
  'multi_academy_trust',
  'federation',
  'formal_partnership',
] as const;
export type TrustKind = (typeof trustKinds)[number];

/** What people call each kind. */
export const trustKindWords: Readonly<Record<TrustKind, string>> = {
  cooperative_trust: 'Co-operative trust',
  multi_academy_trust: 'Multi-academy trust',
  federation: 'Federation',
  formal_partnership: 'Formal partnership',
};

export const phases = ['primary', 'secondary', 'special', 'all_through'] as const;
export type Phase = (typeof phases)[number];

export const statuses = ['maintained', 'academy'] as const;
export type Status = (typeof statuses)[number];

/** What measures a school's size when a joint cost is shared; `equal` needs no value (P4). */
export const drivers = [
  'pupils',
  'payslips',
  'floor_area',
  'headcount',
  'fixed_share',
  'equal',
] as const;
export type Driver = (typeof drivers)[number];

/** What holds for a school from a day on: its status, its financial year, its VAT recovery. */
export interface SchoolTerms {
  readonly validFrom: LocalDate;
  readonly status: Status;
  readonly yearStartsMonth: number;
  readonly vatRecoveryRate: Decimal;
}

/** A driver's value from a day on, with where it was read. */
export interface DriverValue {
  readonly driver: Driver;
  readonly effectiveFrom: LocalDate;
  readonly value: Decimal;
  readonly source: string;
}

/**
 * Another name by which suppliers know a school: site, account, meter, cost centre, exact name; or the
 * URN that it got when it became another establishment, as an academy does.
 */
export interface Identifier {
  readonly kind: 'urn' | 'laestab' | 'ukprn' | 'alias';
  readonly value: string;
  readonly valid: DateRange;
}

export interface School {
  readonly id: string;
  readonly urn: string;
  readonly name: string;
  readonly phase: Phase;
  readonly memberships: readonly DateRange[];
  readonly terms: readonly SchoolTerms[];
  readonly drivers: readonly DriverValue[];
  readonly identifiers: readonly Identifier[];
}

/** A number of a school in the national register, the days of it, and the number before it. */
export interface DatedUrn {
  readonly urn: string;
  readonly valid: DateRange;
  readonly predecessor: string | null;
}

/** The URNs of a school in their order: it keeps the first as its identity here, and its history. */
export function urnsOf({ urn, identifiers }: Pick<School, 'urn' | 'identifiers'>): DatedUrn[] {
  const later = identifiers
    .filter(({ kind }) => kind === 'urn')
    .sort((a, b) => (a.valid.from < b.valid.from ? -1 : 1));
  const all = [
    { urn, from: firstDay },
    ...later.map((it) => ({ urn: it.value, from: it.valid.from })),
  ];
  return all.map((each, index) => {
    const next = all[index + 1];
    const valid = { from: each.from, to: next ? dayBefore(next.from) : lastDay };
    return { urn: each.urn, valid, predecessor: all[index - 1]?.urn ?? null };
  });
}

function inForce<T>(values: readonly T[], from: (value: T) => LocalDate, on: LocalDate) {
  let found: T | undefined;
  for (const value of values) {
    if (from(value) <= on && (!found || from(value) > from(found))) found = value;
  }
  return found;
}

/** What holds for a school on a day; undefined before anything is said of it. */
export function termsOn(school: Pick<School, 'terms'>, on: LocalDate): SchoolTerms | undefined {
  return inForce(school.terms, (terms) => terms.validFrom, on);
}

/** How much of the VAT on its costs a school gets back on a day: all of it, if nothing is said (P2). */
export function vatRecoveryOn(school: School, on: LocalDate): Decimal {
  return termsOn(school, on)?.vatRecoveryRate ?? one;
}

/** A school's driver value on a day; undefined when none is known, which holds the line (P4). */
export function driverOn(school: School, driver: Driver, on: LocalDate): Decimal | undefined {
  if (driver === 'equal') return one;
  const values = school.drivers.filter((value) => value.driver === driver);
  return inForce(values, (value) => value.effectiveFrom, on)?.value;
}

/** Finds the school that a supplier's text means on a day. */
export interface SchoolDirectory {
  readonly byUrn: ReadonlyMap<string, School>;
  readonly byIdentifier: ReadonlyMap<string, readonly { school: School; identifier: Identifier }[]>;
  /** By the letters and digits of names and identifiers alone: to suggest, never to decide (P3). */
  readonly byLikeness: ReadonlyMap<string, ReadonlySet<School>>;
}

const lettersAndDigits = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export function schoolDirectory(schools: readonly School[]): SchoolDirectory {
  const byIdentifier = new Map<string, { school: School; identifier: Identifier }[]>();
  const byLikeness = new Map<string, Set<School>>();
  for (const school of schools) {
    for (const text of [school.name, ...school.identifiers.map(({ value }) => value)]) {
      const likeness = lettersAndDigits(text);
      byLikeness.set(likeness, (byLikeness.get(likeness) ?? new Set()).add(school));
    }
    for (const identifier of school.identifiers) {
      const known = byIdentifier.get(identifier.value) ?? [];
      byIdentifier.set(identifier.value, [...known, { school, identifier }]);
    }
  }
  // A number is never given out twice, so it means its school on any day: suppliers go on with the old
  // one after a conversion, and bill earlier service under the new one.
  const byUrn = new Map(
    schools.flatMap((school) => urnsOf(school).map(({ urn }) => [urn, school] as const)),
  );
  return { byUrn, byIdentifier, byLikeness };
}

/** The schools whose name or identifier is the text but for case, signs and spaces, or on other days. */
export function schoolsAlike({ byLikeness }: SchoolDirectory, text: string): School[] {
  return [...(byLikeness.get(lettersAndDigits(text)) ?? [])];
}

/**
 * The schools that a text names on a day: by URN, then LAESTAB, then dated alias; exactly, never by
 * likeness (P3). None or two mean that the line waits for a person.
 */
export function schoolsNamed(directory: SchoolDirectory, text: string, on: LocalDate): School[] {
  const byUrn = directory.byUrn.get(text);
  if (byUrn) return [byUrn];
  const valid = (directory.byIdentifier.get(text) ?? []).filter(({ identifier }) =>
    contains(identifier.valid, on),
  );
  const named = (kind: Identifier['kind']) =>
    valid.filter(({ identifier }) => identifier.kind === kind).map(({ school }) => school);
  const byLaestab = [...new Set(named('laestab'))];
  return byLaestab.length > 0 ? byLaestab : [...new Set(named('alias'))];
}
