import type { ImportRecord } from '../imports/import.ts';
import type { Problems } from '../imports/problem-groups.ts';
import type { Contents } from '../invoices/contents.ts';
import type { FeeCheck } from '../lines/fee-check.ts';
import type { PriceCheck } from '../lines/price-check.ts';
import { type Money, noMoney, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';
import type { Unmatched } from './unmatched.ts';

/** How an import moves one school's figures; savings positive. */
export interface SchoolEffect {
  readonly urn: string;
  readonly name: string;
  readonly cost: Money;
  readonly cashSaving: Money;
  readonly avoidance: Money;
  readonly netSaving: Money;
  /** The school's net saving over all months, once it is done. */
  readonly netSavingAfter: Money;
}

/** What checking or confirming a file found: what happened to every row and pound, and to whom. */
export interface ImportResult {
  readonly record: ImportRecord;
  readonly encoding: string;
  readonly supplier: string;
  /** The version of the profile that it is read with. */
  readonly profileVersion: number;
  readonly sameFileAs: string | null;
  /** The newest journal after it. */
  readonly journal: number;
  /** What now counts of the file that did not before; a check tells what would. */
  readonly newlyPosted: { readonly rows: number; readonly net: Money };
  /** What its lines say in all, whatever becomes of them. */
  readonly contents: Contents & { readonly documents: number };
  readonly unmatched: Unmatched;
  readonly problems: Problems;
  readonly effect: readonly SchoolEffect[];
  readonly warnings: readonly string[];
  /** What the newly posted lines charge above and below the contract's prices. */
  readonly prices: PriceCheck;
  /** What the newly posted lines have above the caps of their fees. */
  readonly fees: FeeCheck;
}

/**
 * What changed for each school between two states of the same cells, the schools by URN; `all` are
 * the cells of these schools as they are afterwards.
 */
export function effectOn(
  before: readonly Cell[],
  after: readonly Cell[],
  { names, all }: { names: ReadonlyMap<string, string>; all: readonly Cell[] },
): SchoolEffect[] {
  const urns = [...new Set([...before, ...after].map(({ urn }) => urn))].sort();
  return urns.map((urn) => {
    const [old, now] = [before, after].map((cells) =>
      measuresOf(cells.filter((cell) => cell.urn === urn)),
    );
    const change = (read: (measures: ReturnType<typeof measuresOf>) => Money | null) =>
      subtract((now && read(now)) ?? noMoney, (old && read(old)) ?? noMoney);
    return {
      urn,
      name: names.get(urn) ?? '',
      cost: change((measures) => measures.cost),
      cashSaving: change((measures) => measures.cashSaving),
      avoidance: change((measures) => measures.avoidance),
      netSaving: change(netSaving),
      netSavingAfter: netSaving(measuresOf(all.filter((cell) => cell.urn === urn))),
    };
  });
}
