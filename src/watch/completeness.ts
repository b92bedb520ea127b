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

interface Counted {
  expected: number;
  came: number;
}

/** How complete some months are. */
export function completenessOf(months: readonly ExpectedMonth[]): Completeness {
  return completenessFrom({
    expected: months.length,
    came: months.filter(({ hasCome }) => hasCome).length,
  });
}

function completenessFrom({ expected, came }: Counted): Completeness {
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
  const [hasUrn, hasMonth, hasContract] = ['urn', 'month', 'contract'].map((name) =>
    places.includes(name),
  );
  // A URN is digits and a month has no space: a space tells the three apart.
  const keyOf = ({ urn, month, contract }: Readonly<Record<string, string | null>>) =>
    `${hasUrn ? urn : ''} ${hasMonth ? month : ''} ${hasContract ? contract : ''}`;
  const groups = new Map<string, Counted>();
  for (const { urn, contract, month, hasCome } of months) {
    const key = keyOf({ urn, contract, month });
    const group = groups.get(key) ?? { expected: 0, came: 0 };
    if (group.expected === 0) groups.set(key, group);
    group.expected += 1;
    if (hasCome) group.came += 1;
  }
  return (place) => completenessFrom(groups.get(keyOf(place)) ?? { expected: 0, came: 0 });
}
