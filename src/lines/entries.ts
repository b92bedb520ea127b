import type { Share } from '../allocation/allocation.ts';
import { type Baseline, baselineKey } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { sustainedFrom } from '../contracts/contract.ts';
import type { Register } from '../documents/register.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { bookedMonth } from '../periods/closed-months.ts';
import {
  costOf,
  type MonthFigure,
  measuredMonths,
  spreadOverMonths,
} from '../savings/price-saving.ts';
import { type EntryClass, isSustainedIn } from '../savings/recognition.ts';

/** What of a posted line its entries carry on. */
export interface EntrySource {
  readonly lineId: string;
  readonly contractId: string;
  readonly item: string;
  readonly lineClass: EntryClass;
  readonly documentDate: LocalDate;
}

/** What decides how a share's entries are made, beside the share itself. */
export interface EntryRules {
  readonly versions: readonly Baseline[];
  readonly isSustained: (month: Month) => boolean;
  readonly closedMonths: ReadonlySet<Month>;
  readonly newId: () => string;
}

/** The rules that today's register has for a share of a line. */
export function rulesFor(
  register: Register,
  source: EntrySource,
  share: Share,
  newId: () => string,
): EntryRules {
  const contract = register.contractsById.get(source.contractId);
  const from = contract && sustainedFrom(contract, share.schoolId);
  const key = baselineKey(source.contractId, share.schoolId, source.item);
  return {
    versions: register.baselines.get(key) ?? [],
    isSustained: (month) => isSustainedIn(month, from),
    closedMonths: register.closedMonths,
    newId,
  };
}

/** A share as ledger entries: one per service month and baseline version (P5–P10). */
export function entriesOf(source: EntrySource, share: Share, rules: EntryRules): LedgerEntry[] {
  return figuresOf(source, share, rules.versions).map((figure) => ({
    id: rules.newId(),
    lineId: source.lineId,
    schoolId: share.schoolId,
    contractId: source.contractId,
    item: source.item,
    entryClass: source.lineClass,
    serviceMonth: figure.month,
    bookedMonth: bookedMonth(figure.month, rules.closedMonths),
    daysInMonth: figure.days,
    baselineId: figure.baseline?.id ?? null,
    baselineKind: figure.baseline?.kind ?? null,
    quantity: figure.quantity,
    cost: figure.cost,
    baselineCost: figure.baselineCost,
    indexedCost: figure.indexed?.cost ?? null,
    indexPublishedOn: figure.indexed?.publishedOn ?? null,
    indexBasePublishedOn: figure.indexed?.basePublishedOn ?? null,
    isSustained: rules.isSustained(figure.month),
    depth: 0,
    reversesEntryId: null,
    causedByLineId: null,
  }));
}

function figuresOf(
  source: EntrySource,
  share: Share,
  versions: readonly Baseline[],
): MonthFigure[] {
  const cost = costOf(share);
  const [first] = share.days;
  switch (source.lineClass) {
    case 'recurring':
      return measuredMonths(share, versions);
    case 'one_off':
      // An implementation cost stands in the month in which it fell, and is never spread (P8).
      return spreadOverMonths(cost, first ? [{ from: first.from, to: first.from }] : []);
    case 'rebate':
      // Cash counts when it came, whatever it was for (P9).
      return spreadOverMonths(cost, [{ from: source.documentDate, to: source.documentDate }]);
    default:
      return spreadOverMonths(cost, share.days);
  }
}
