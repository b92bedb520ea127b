// Exact arithmetic as text for SQL. PostgreSQL rounds a numeric quotient at a scale of its own
// choosing, so nothing here divides before it rounds: `div` and `mod` are exact for any numeric,
// and products are as well.

/** An amount that is divided by weight. Every part is an expression over the rows of one select. */
export interface Division {
  /** Whole pence of the row's group; the same in all its rows. */
  readonly amount: string;
  /** The weight of the row. */
  readonly part: string;
  /** The sum of the weights of the group. */
  readonly whole: string;
  /** What the rows of a group have in common. */
  readonly within: string;
  /** The order in which rows with the same remainder are served. */
  readonly ties: string;
}

/**
 * The row's share by largest remainder: rounded down, the pennies that are left go to the largest
 * remainders. An amount below zero is divided as its absolute value (P4).
 */
export function largestRemainder({ amount, part, whole, within, ties }: Division): string {
  const product = `abs(${amount}) * ${part}`;
  const of = `nullif(${whole}, 0)`;
  const rank = `row_number() over (partition by ${within} order by mod(${product}, ${of}) desc, ${ties})`;
  const spare = `abs(${amount}) - sum(div(${product}, ${of})) over (partition by ${within})`;
  return `sign(${amount}) * (div(${product}, ${of}) + case when ${rank} <= ${spare} then 1 else 0 end)`;
}

/** A quotient as a whole number, half away from zero; the divisor is above zero (P1). */
export function roundedQuotient(dividend: string, divisor: string): string {
  const half = `2 * abs(${dividend}) + ${divisor}`;
  return `sign(${dividend}) * div(${half}, nullif(2 * (${divisor}), 0))`;
}

/** The VAT in pence that a school has to bear; `round` of a product is half away from zero (P2). */
export function irrecoverableVat(vat: string, recoveryRate: string): string {
  return `round(${vat} * (1 - ${recoveryRate}))`;
}

/** How many days a set of days has. */
export function dayCount(days: string): string {
  return `(select coalesce(sum(upper(d) - lower(d)), 0)::numeric from unnest(${days}) d)`;
}

/** The days from one to another, both included, as a set; without a second one they never end. */
export function daySet(from: string, to: string): string {
  return `datemultirange(daterange(${from}, ${to}, '[]'))`;
}
