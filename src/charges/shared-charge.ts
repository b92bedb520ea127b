import type { ClosedWindow } from '../agreements/agreement.ts';
import { splitByWeight } from '../allocation/allocation.ts';
import { type Weight, weightsOf } from '../allocation/weights.ts';
import { type DateRange, monthOf, monthRange, overlap, union } from '../calendar/period.ts';
import { formatDecimal, zero } from '../money/decimal.ts';
import { type Money, noMoney } from '../money/money.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import type { Driver, School } from '../schools/school.ts';
import type { Charge } from './charge.ts';

/** A charge of all schools together that is to be shared among them. */
export interface Sharing {
  readonly driver: Driver;
  readonly window: ClosedWindow;
  readonly amount: Money;
}

/** A school's part of it, in the months in which it belongs to the trust. */
export type Part = Pick<Charge, 'urn' | 'window' | 'amount' | 'shared'> & {
  readonly schoolId: string;
};

/**
 * A central charge shared by a driver among the schools that belong to the trust in its months: by
 * value × days of membership, to the penny, the lower URN first (P4). Who joins later is charged for the
 * months from then on. Refuses a school without a value, so that its part does not fall on the others.
 */
export function shareCharge(
  { driver, window, amount }: Sharing,
  schools: readonly School[],
): Part[] {
  const period = { from: monthRange(window.from).from, to: monthRange(window.to).to };
  const members = schools
    .map((school) => [school.id, membershipIn(school, period)] as const)
    .filter(([, days]) => days.length > 0);
  if (members.length === 0) {
    throw new Problem({
      code: 'school.unknown',
      column: 'from',
      found: window.from,
      message: `No school belongs to the trust from ${window.from} to ${window.to}.`,
      remedy: 'Name other months, or correct the days of membership in schools.csv.',
    });
  }
  const byId = new Map(schools.map((school) => [school.id, school]));
  const found = weightsOf(new Map(members), driver, byId);
  if ('withoutValue' in found) {
    throw new Problem(found.withoutValue.map((school) => withoutValue(driver, school)));
  }
  const { weights } = found;
  const total = weights.reduce((sum, { weight }) => sum.plus(weight), zero);
  if (total.isZero()) throw new Problem(nothingToShareBy(driver));
  const parts = splitByWeight(amount, weights);
  const totalWeight = formatDecimal(total);
  return weights.map(({ school, weight, days }, index) => ({
    schoolId: school.id,
    urn: school.urn,
    window: monthsOf(days),
    amount: parts[index] ?? noMoney,
    shared: { driver, amount, weight: formatDecimal(weight), totalWeight },
  }));
}

/** The days of a period on which a school belongs to the trust. */
export function membershipIn(
  { memberships }: Pick<School, 'memberships'>,
  period: DateRange,
): DateRange[] {
  return union(memberships)
    .map((range) => overlap(range, period))
    .filter((range) => range !== undefined);
}

function monthsOf(days: Weight['days']): ClosedWindow {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) throw new RangeError('a school without days has no part');
  return { from: monthOf(first.from), to: monthOf(last.to) };
}

function withoutValue(driver: Driver, { urn, name }: School): ProblemDetail {
  return {
    code: 'driver.missing',
    column: 'driver',
    found: driver,
    message: `${name} (${urn}) has no value of ${driver} when these months begin for it.`,
    remedy: 'Add its value to drivers.csv, or record the charge school by school.',
  };
}

function nothingToShareBy(driver: Driver): ProblemDetail {
  return {
    code: 'driver.missing',
    column: 'driver',
    found: driver,
    message: `Every school's value of ${driver} is zero, so nothing can be shared by it.`,
    remedy: 'Share by another driver, or record the charge school by school.',
  };
}
