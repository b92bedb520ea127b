/** What a figure means, short enough to be read in a board meeting, and with an example to check it by. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly formula: string;
  readonly example: Example;
  /** The posting rules that it says in plain words. */
  readonly rule: string;
  /** The version of the rules since which it holds in these words. */
  readonly version: string;
  /** The first day of that version. */
  readonly from: string;
}

/** An example with its numbers apart: a test works the results out again with the product's own sums. */
export interface Example {
  readonly words: string;
  readonly numbers: Readonly<Record<string, string>>;
  readonly result: Readonly<Record<string, string>>;
}

/** The first version of the rules. */
export const first = { version: '2026-11', from: '2026-11-01' } as const;
