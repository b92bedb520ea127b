import type { Baseline } from '../baselines/baseline.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import { type Known, type Link, writeExplanation } from './answer.ts';
import type { Explanation } from './explanation.ts';
import type { ChainEntry, Happening } from './history.ts';
import type { StoredLine } from './line.ts';
import type { Place } from './place.ts';
import type { WeightSource } from './sharing.ts';
import { plain } from './words.ts';

/** An entry with the journal that added it, and what that journal says of itself. */
export type LineEntry = LedgerEntry & ChainEntry;

/** A baseline version, and who took it back and why if somebody did. */
export type ShownBaseline = Baseline &
  Readonly<{ withdrawnBy: string | null; withdrawnReason: string | null }>;

/** How an entry was made from what is stored with its line. */
export interface EntryWorking extends Known {
  readonly line: StoredLine;
  readonly entry: LineEntry;
  readonly place: Place;
  readonly figure: Explanation;
  readonly making: readonly Explanation[];
  readonly weight: WeightSource | null;
  readonly baseline: ShownBaseline | null;
  readonly history: readonly Happening[];
  readonly notes: readonly string[];
}

function writeEntryFacts({ entry, place, names }: EntryWorking) {
  const { urn = '' } = place;
  return {
    id: entry.id,
    urn,
    name: names.get(urn) ?? urn,
    contract: place.contract ?? '',
    item: entry.item,
    class: entry.entryClass,
    service_month: entry.serviceMonth,
    booked_month: entry.bookedMonth,
    days: entry.daysInMonth,
    quantity: entry.quantity,
    cost: formatMoney(entry.cost),
    baseline_cost: plain(entry.baselineCost),
    indexed_cost: plain(entry.indexedCost),
    is_sustained: entry.isSustained,
  };
}

function writeBaseline(baseline: ShownBaseline) {
  const { valid } = baseline;
  return {
    id: baseline.id,
    version: baseline.version,
    kind: baseline.kind,
    unit_price: formatDecimal(baseline.unitPrice),
    vat_rate: formatDecimal(baseline.vatRate),
    valid_from: valid.from,
    valid_to: valid.to === lastDay ? null : valid.to,
    evidence: baseline.evidence,
    prepared_by: baseline.preparedBy,
    approved_by: baseline.approvedBy,
    approved_at: baseline.approvedAt,
    withdrawn_by: baseline.withdrawnBy,
    withdrawn_at: baseline.withdrawnAt,
    withdrawn_reason: baseline.withdrawnReason,
  };
}

function writeWeight(weight: WeightSource) {
  const { effectiveFrom, valueToday, ...facts } = weight;
  return { ...facts, effective_from: effectiveFrom, value_today: valueToday };
}

/** The working of an entry as one JSON document, the same for the terminal and the API. */
export function writeEntryWorking(working: EntryWorking, link: Link) {
  const { trustName, journal, line, figure, making, weight, baseline, history, notes } = working;
  return {
    trust: trustName,
    journal,
    rule_version: working.ruleVersion,
    entry: writeEntryFacts(working),
    value: figure.value,
    sentence: figure.sentence,
    sum: figure.sum,
    figure: writeExplanation(figure, link),
    making: making.map((step) => writeExplanation(step, link)),
    weight: weight && writeWeight(weight),
    baseline: baseline && writeBaseline(baseline),
    notes: [...notes],
    history: history.map(({ id, what, journal: number, sentence, causedByLineId }) => ({
      entry: id,
      what,
      journal: number,
      sentence,
      href: link({ kind: 'entry', id }),
      cause: causedByLineId && link({ kind: 'line', id: causedByLineId }),
    })),
    line: {
      file: line.file.name,
      row: line.row,
      document: line.document.number,
      href: link({ kind: 'line', id: line.id }),
    },
  };
}
