/** How the price of a version was worked out from what was imported, kept so that it can be done again (F2). */
export interface Working {
  /** The first and the last month of the history; whole months only. */
  readonly from: string;
  readonly to: string;
  /** Where the history stands: the contract and item of its lines, and what they count as. */
  readonly contract: string;
  readonly item: string;
  readonly lineClass: 'recurring' | 'off_contract';
  /** Months in which nothing was bought, as the author confirms. */
  readonly without: readonly string[];
  readonly months: readonly WorkingMonth[];
  readonly lines: number;
  /** Net pounds in all; VAT stands beside them. */
  readonly spend: string;
  readonly vat: string;
  /** Units in all, to six decimals for display; the price is made from the exact sum. */
  readonly quantity: string;
  readonly unit: string | null;
  readonly unitPrice: string;
  readonly vatRate: string;
  /** What was known: the number of the newest journal. */
  readonly knownAtJournal: number;
  readonly formula: string;
}

/** What a month of a history adds to its sums. */
export interface WorkingMonth {
  readonly month: string;
  readonly lines: number;
  readonly spend: string;
  readonly quantity: string;
}
