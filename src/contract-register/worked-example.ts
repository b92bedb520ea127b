import { splitByWeight } from '../allocation/allocation.ts';
import { weightsIn } from '../allocation/weights.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf, monthRange } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import { formatDecimal, fraction, round } from '../money/decimal.ts';
import { type Money, pence } from '../money/money.ts';
import type { School } from '../schools/school.ts';

/** What is shared in the example: £100.00. */
export const exampleAmount = pence(10_000);

/** A school's part of a joint line of £100.00. */
export interface ExampleShare {
  readonly urn: string;
  readonly name: string;
  /** Its size by the contract's driver times its days in the month. */
  readonly weight: string;
  readonly percent: string;
  readonly amount: Money;
}

/** How £100.00 of one month would be shared, or which schools have no size to share by. */
export interface WorkedExample {
  readonly month: Month;
  readonly shares: readonly ExampleShare[];
  readonly withoutValue: readonly string[];
}

/**
 * How a joint line of £100.00 is shared in the month of a day: by the rules and the rounding of every
 * line (P4), adding to it to the penny. Before the contract its first month is taken, after it its last.
 */
export function workedExample(
  contract: Contract,
  schools: ReadonlyMap<string, School>,
  today: LocalDate,
): WorkedExample {
  const { from, to } = contract.term;
  const month = monthOf(today < from ? from : today > to ? to : today);
  const found = weightsIn(contract, schools, monthRange(month));
  if ('withoutValue' in found) {
    return { month, shares: [], withoutValue: found.withoutValue.map(({ name }) => name) };
  }
  const { weights } = found;
  const total = weights.reduce((sum, { weight }) => sum + Number(weight), 0);
  if (total === 0) return { month, shares: [], withoutValue: [] };
  const amounts = splitByWeight(exampleAmount, weights);
  const whole = weights.map(({ weight }) => weight).reduce((sum, weight) => sum.plus(weight));
  return {
    month,
    withoutValue: [],
    shares: weights.map(({ school, weight }, index) => ({
      urn: school.urn,
      name: school.name,
      weight: formatDecimal(weight),
      percent: round(fraction(weight.times(100), whole), 2),
      amount: amounts[index] as Money,
    })),
  };
}
