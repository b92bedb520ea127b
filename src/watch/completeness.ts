import { pence } from '../money/money.ts';
import { percent } from '../money/rate.ts';
import type { ExpectedMonth } from './expected-months.ts';

/** How many of the expected invoices of a place have come (F12, N23); one for each month. */
export interface Completeness {
  readonly expected_invoices: string;
  readonly missing_invoices: string;
  /** Null where none is expected. */
  readonly complete_percent: string | null;
}

/** How complete some months are. */
export function completenessOf(months: readonly ExpectedMonth[]): Completeness {
  const [expected, came] = [months.length, months.filter(({ hasCome }) => hasCome).length];
  return {
    expected_invoices: String(expected),
    missing_invoices: String(expected - came),
    complete_percent: percent(pence(came), pence(expected)),
  };
}

/**
 * How complete each place of a report is. An invoice is one of a school, a contract and a month: an
 * item is as complete as what is said of these.
 */
export function completenessBy(
  months: readonly ExpectedMonth[],
  places: readonly string[],
): (place: Readonly<Record<string, string | null>>) => Completeness {
  const known = (['urn', 'contract', 'month'] as const).filter((name) => places.includes(name));
  const groups = new Map<string, ExpectedMonth[]>();
  for (const month of months) {
    const key = JSON.stringify(known.map((name) => month[name]));
    const group = groups.get(key);
    if (group) group.push(month);
    else groups.set(key, [month]);
  }
  return (place) =>
    completenessOf(groups.get(JSON.stringify(known.map((name) => place[name]))) ?? []);
}
