import { displayMoney, pence } from '../money/money.ts';

/** What is looked at, in this order; `today` finds no faults, it compares with the register. */
export const checks = [
  'journals',
  'rows',
  'shares',
  'entries',
  'sums',
  'seals',
  'evidence',
  'today',
] as const;
export type Check = (typeof checks)[number];

/** One place where what is stored is not what was found by another way. */
export interface Difference {
  readonly check: Check;
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

/** A difference as the database answers it; every place it names is one that applies. */
export interface Answer {
  readonly file?: string | null;
  readonly row?: number | null;
  readonly journal?: number | null;
  readonly urn?: string | null;
  readonly contract?: string | null;
  readonly item?: string | null;
  readonly month?: string | null;
  readonly detail?: string | null;
  readonly what: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** Figures that are whole pence; others are counts, quantities, days and words. */
const moneyFigures = new Set([
  'cost',
  'baseline cost',
  'indexed cost',
  'share of net',
  'share of VAT',
  'shares of net',
  'shares of VAT',
  'posted net and irrecoverable VAT',
  'cancelled net',
  'cancelled VAT',
  'measured cost',
  'cash cost',
  'cash baseline cost',
  'one off',
  'rebate',
  'off contract cost',
  'excluded',
  'indexed baseline cost',
  'indexed measured cost',
]);

/** An answer of the database as a difference that a person can find the place of. */
export function differenceOf(check: Check, answer: Answer): Difference {
  const { file, row, journal, urn, contract, item, month, detail, what } = answer;
  const place = [
    journal && `journal ${journal}`,
    file,
    row && `row ${row}`,
    urn,
    contract,
    item,
    month?.slice(0, 7),
    detail,
    what,
  ];
  const say = (figure: string | null) => (moneyFigures.has(what) ? amount(figure) : word(figure));
  return {
    check,
    place: place.filter(Boolean).join(', '),
    expected: say(answer.expected),
    found: say(answer.found),
  };
}

/** Pence as text of pounds; an amount that no ledger can hold is shown as it is. */
export function amount(figure: string | number | null): string {
  if (figure === null) return 'nothing';
  const count = Number(figure);
  return Number.isSafeInteger(count) ? displayMoney(pence(count)) : `${figure} pence`;
}

/** A figure or word as it is read; what is not there is named so. */
export function word(text: string | null): string {
  return text === null || text === '' ? 'nothing' : text;
}

/** A difference as one line for a person. */
export function sentence({ check, place, expected, found }: Difference): string {
  return check === 'today'
    ? `${place}: stored is ${found}; today's data would give ${expected}.`
    : `${place}: should be ${expected}, is ${found}.`;
}

/** A list of differences that stays short however many there are, and a count of them all. */
export interface Findings {
  readonly listed: readonly Difference[];
  readonly counts: Readonly<Record<Check, number>>;
  /** Takes differences of one check; `total` counts those as well that are not among them. */
  add(check: Check, differences: readonly Difference[], total?: number): void;
}

/** An empty list that will hold so many differences of each check, and count the rest. */
export function findings(limit: number): Findings {
  const listed: Difference[] = [];
  const none = Object.fromEntries(checks.map((check) => [check, 0]));
  const counts = none as Record<Check, number>;
  return {
    listed,
    counts,
    add(check, differences, total = differences.length) {
      listed.push(...differences.slice(0, Math.max(0, limit - counts[check])));
      counts[check] += total;
    },
  };
}
