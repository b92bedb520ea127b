import { countAllDays, type DateRange } from '../calendar/period.ts';
import { type Contract, participantsIn } from '../contracts/contract.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Driver, driverOn, type School } from '../schools/school.ts';

/** What a school weighs in one joint line: driver value × its days, and which days those are. */
export interface Weight {
  readonly school: School;
  readonly weight: Decimal;
  readonly days: readonly DateRange[];
}

/**
 * The weights of the schools that take part in a contract during a service period, the lower URN
 * first. Schools without a driver value are named instead: then nothing can be split (P4).
 */
export function weightsIn(
  contract: Contract,
  schools: ReadonlyMap<string, School>,
  period: DateRange,
): { weights: Weight[] } | { withoutValue: School[] } {
  return weightsOf(participantsIn(contract, period), contract.driver, schools);
}

/**
 * What schools weigh by a driver for some days of each: its value on the first of them × how many they
 * are, the lower URN first. Schools without a value are named instead.
 */
export function weightsOf(
  daysOfSchools: ReadonlyMap<string, readonly DateRange[]>,
  driver: Driver,
  schools: ReadonlyMap<string, School>,
): { weights: Weight[] } | { withoutValue: School[] } {
  const weights: Weight[] = [];
  const withoutValue: School[] = [];
  for (const [schoolId, days] of daysOfSchools) {
    const school = schools.get(schoolId);
    const [first] = days;
    // Left out, its part would fall on the others.
    if (!school || !first) throw new Error(`school ${schoolId} is not in the register`);
    const value = driverOn(school, driver, first.from);
    if (value) weights.push({ school, weight: value.times(countAllDays(days)), days });
    else withoutValue.push(school);
  }
  if (withoutValue.length > 0) return { withoutValue: withoutValue.sort(byUrn) };
  return { weights: weights.sort((a, b) => byUrn(a.school, b.school)) };
}

/** The lower number first: a shorter one is lower, whatever its digits. */
function byUrn({ urn: a }: School, { urn: b }: School): number {
  return a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length;
}
