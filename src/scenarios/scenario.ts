import type { Money } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import type { Driver } from '../schools/school.ts';
import type { LostItemTier } from '../tiers/lost-tiers.ts';
import type { VolumeOutlook } from '../tiers/outlook.ts';
import type { Compared } from './effect.ts';
import type { StoppedRows } from './stopped.ts';

/** What would be otherwise: by how much for each school, each contract and the trust. */
export interface Scenario {
  /** The newest journal: the live report that it is compared with. */
  readonly journal: number;
  /** How many posted lines were counted again. */
  readonly lines: number;
  readonly schools: readonly Compared[];
  readonly contracts: readonly Compared[];
  readonly total: Compared;
  /** What today's register alone would change; no part of the effect. */
  readonly register: Compared;
  /** What a smaller volume costs by the tiers of the contracts; beside the figures, which keep the invoiced prices. */
  readonly lostTiers: readonly LostItemTier[];
  readonly stopped: readonly StoppedRows[];
  readonly notes: readonly string[];
  /** The schools' names by URN. */
  readonly names: ReadonlyMap<string, string>;
}

/** A school's part of the lines that count of a contract, as the invoices have it. */
export interface InvoicedShare {
  readonly urn: string;
  readonly net: Money;
  readonly vat: Money;
}

/** A contract shared by one key: what each school would bear; null where that cannot be told. */
export interface SharedBy {
  readonly driver: Driver;
  readonly isCurrent: boolean;
  readonly shares: readonly (InvoicedShare & { readonly compared: Compared })[] | null;
  /** Why it cannot be told. */
  readonly stopped: readonly StoppedRows[];
}

export interface KeyComparison {
  readonly journal: number;
  readonly lines: number;
  readonly contract: string;
  readonly keys: readonly SharedBy[];
  readonly names: ReadonlyMap<string, string>;
}

/** The figures at one state of the register, and the rows that do not count in it. */
export interface State {
  readonly cells: readonly Cell[];
  readonly stopped: readonly StoppedRows[];
  readonly invoiced: readonly InvoicedShare[];
  /** What was bought of items with volume tiers. */
  readonly volumes: readonly VolumeOutlook[];
}
