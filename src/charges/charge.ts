import type { ClosedWindow } from '../agreements/agreement.ts';
import { addMonths } from '../calendar/local-date.ts';
import { type Month, monthOf, monthRange, monthsFrom } from '../calendar/period.ts';
import { type Money, noMoney, parseMoney, pence } from '../money/money.ts';
import { split } from '../money/split.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import type { Driver } from '../schools/school.ts';

/**
 * What a trust takes from a school for central services (a top slice) in a window of whole months, in
 * pence from zero. It is no cost of an invoice and changes no saving: it stands beside them (N18).
 */
export interface Charge {
  /** Counted from 1 in the trust, in the order of recording. */
  readonly number: number;
  readonly urn: string;
  readonly window: ClosedWindow;
  readonly amount: Money;
  /** Where the amount was read; for an amount of zero why nothing is taken. */
  readonly source: string;
  readonly shared: SharedFrom | null;
  readonly by: string;
  readonly at: string;
  /** The newest journal when it was recorded: it is known from the next one on. */
  readonly atJournal: number;
}

/** The whole that a charge is a part of, what it was shared by, and the school's part of the weight. */
export interface SharedFrom {
  readonly driver: Driver;
  readonly amount: Money;
  readonly weight: string;
  readonly totalWeight: string;
}

/** Whose charge it is: one school's, or that of all schools, shared by a driver. */
export type ChargedSchools = { readonly urn: string } | { readonly driver: Driver };

/** What is taken from a school in one month, and the record that says so. */
export interface MonthCharge {
  readonly month: Month;
  readonly amount: Money;
  readonly charge: Charge;
}

/** An amount in equal parts over whole months; pennies left over go to the earlier months. */
export function spreadEvenly(
  amount: Money,
  { from, to }: ClosedWindow,
): { readonly month: Month; readonly amount: Money }[] {
  const months = monthsFrom(from, to);
  const parts = split(
    amount,
    months.map(() => 1n),
  );
  return months.map((month, index) => ({ month, amount: parts[index] ?? noMoney }));
}

/**
 * What is taken from one school in each month for which a charge is recorded, the months in order. Of
 * several records for a month the latest counts, with the part of its own window: a correction of a
 * quarter leaves the other months of a year as they were.
 */
export function chargesByMonth(charges: readonly Charge[]): MonthCharge[] {
  const counting = new Map<Month, MonthCharge>();
  for (const charge of [...charges].sort((a, b) => a.number - b.number)) {
    for (const part of spreadEvenly(charge.amount, charge.window)) {
      counting.set(part.month, { ...part, charge });
    }
  }
  return [...counting.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

const mostYears = 10;

/** What is wrong with a window of more than ten years: with a mistyped year it spreads too thin to see. */
export function longWindow({ from, to }: ClosedWindow): ProblemDetail | undefined {
  const latest = monthOf(addMonths(monthRange(from).from, mostYears * 12 - 1));
  if (to <= latest) return undefined;
  return {
    code: 'window.unreadable',
    column: 'to',
    found: to,
    message: `From ${from} to ${to} are more than ${mostYears} years.`,
    remedy: `Name a last month up to ${latest}.`,
  };
}

/** Refuses such a window. */
export function refuseLong(window: ClosedWindow): void {
  const detail = longWindow(window);
  if (detail) throw new Problem(detail);
}

/** The charge that somebody typed, in pence; refuses what is no amount, and amounts below zero. */
export function readCharge(text: string): Money {
  const amount = parseMoney(text.trim().replace(/^£/, '').replaceAll(',', ''));
  if (amount !== undefined && amount >= 0) return pence(amount);
  throw new Problem({
    code: 'amount.unreadable',
    column: 'amount',
    found: text,
    message:
      amount === undefined
        ? `'${text}' is not an amount of pounds.`
        : 'A charge is what the trust takes, and not below zero.',
    remedy:
      amount === undefined
        ? 'Write pounds with at most two decimals, such as 12000.00.'
        : 'Record the same months again with what is right: the latest record counts.',
  });
}

/** Whose charge is meant: one school's, or all schools' by a driver; refuses both, and neither. */
export function chargedSchools(
  urn: string | undefined,
  driver: Driver | undefined,
): ChargedSchools {
  if (urn !== undefined && driver === undefined) return { urn };
  if (driver !== undefined && urn === undefined) return { driver };
  throw new Problem({
    code: 'request.unreadable',
    column: urn === undefined ? 'urn' : 'driver',
    message:
      urn === undefined
        ? 'The charge says neither which school it is for nor how all schools share it.'
        : 'The charge names one school, and a driver by which all schools would share it.',
    remedy: 'Name either a school by its URN or a driver such as pupils.',
  });
}
