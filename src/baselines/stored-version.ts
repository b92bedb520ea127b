import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { decimal } from '../money/decimal.ts';
import type { Baseline } from './baseline.ts';

/** What of a version the database holds in another form than the core. */
export interface StoredVersion {
  readonly kind: string;
  readonly unitPrice: string;
  readonly vatRate: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly indexSeries: string | null;
  readonly indexBaseMonth: string | null;
}

/** A stored version as the core knows it, but for the levels of its index. */
export function versionOf<Row extends StoredVersion>(stored: Row) {
  const { validFrom, validTo, indexSeries: _, indexBaseMonth: __, ...row } = stored;
  return {
    ...row,
    kind: stored.kind as Baseline['kind'],
    unitPrice: decimal(stored.unitPrice),
    vatRate: decimal(stored.vatRate),
    valid: { from: validFrom as LocalDate, to: (validTo ?? lastDay) as LocalDate },
  };
}
