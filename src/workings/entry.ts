import { isCashReleasing } from '../baselines/baseline.ts';
import { monthInWords } from '../calendar/month-words.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { displayMoney, formatMoney, negate, subtract } from '../money/money.ts';
import { type Explanation, explained, poundsTerm } from './explanation.ts';
import type { Made } from './making.ts';
import { type Measure, nouns, type PoundsMeasure } from './measure.ts';
import { type Place, placeInWords } from './place.ts';
import { lead, type Names, plain, subjectOf } from './words.ts';

/** An entry and the place in which it stands, as people name it. */
export interface PlacedEntry {
  readonly entry: LedgerEntry;
  readonly place: Place;
  readonly names: Names;
}

/** The figure to which an entry adds: its saving where it is measured, else its cost (P6–P9). */
export function measureOf({ entryClass, baselineKind }: LedgerEntry): PoundsMeasure {
  if (baselineKind !== null) return isCashReleasing(baselineKind) ? 'cash_saving' : 'avoidance';
  const measures = {
    recurring: 'not_measured_cost',
    one_off: 'one_off',
    off_contract: 'off_contract_cost',
    excluded: 'excluded',
    rebate: 'rebate',
  } as const;
  return measures[entryClass];
}

/** What an entry adds to the figures of its school, with the sum that makes it. */
export function figureOfEntry({ entry, place, names }: PlacedEntry): Explanation {
  const measure = measureOf(entry);
  const { cost, baselineCost, entryClass } = entry;
  if (baselineCost !== null) {
    const terms = [poundsTerm('+', 'before', baselineCost), poundsTerm('-', 'now', cost)];
    const value = formatMoney(subtract(baselineCost, cost));
    return explained(measure, value, terms, (sum) => `${says(measure, value)}: ${sum}.`);
  }
  const isRebate = entryClass === 'rebate';
  const value = formatMoney(isRebate ? negate(cost) : cost);
  const terms = [
    isRebate
      ? poundsTerm('-', 'received', cost)
      : poundsTerm('+', 'net and VAT that is not recovered', cost),
  ];
  return explained(measure, value, terms, (sum) => `${says(measure, value)}: ${sum}.`);

  function says(of: Measure, amount: string): string {
    if (entry.depth % 2 === 0) return lead(of, amount, place, names);
    const shown = amount.startsWith('-') ? `−£${amount.slice(1)}` : `£${amount}`;
    return `This entry takes back an earlier one, and adds ${shown} to the ${nouns[measure]} of ${subjectOf(place, names)}${placeInWords(place)}`;
  }
}

/** What has to be known of an entry beside its figure, in whole sentences. */
export function notesOn(placed: PlacedEntry, made: Made, charged?: string): string[] {
  const { entry, place, names } = placed;
  const { baselineId, entryClass, serviceMonth, bookedMonth, indexedCost, isSustained } = entry;
  const measured =
    baselineId !== null
      ? isSustained
        ? 'The saving is sustained: the school had been in the contract for twelve months when the month began.'
        : 'The saving is new: the month began within twelve months of the first day of the school in the contract.'
      : entryClass === 'recurring' &&
        `No approved baseline says what ${subjectOf(place, names)} paid for ${entry.item} on these days, so this cost is not measured and stands in no saving.`;
  return [
    measured,
    charged !== undefined && charged,
    isApart(entry) &&
      'The price compared with is no price that was paid, so this is avoidance and no cash.',
    indexedCost !== null &&
      `At the price moved by the index it would have cost ${displayMoney(indexedCost)}.`,
    bookedMonth !== serviceMonth &&
      `${monthInWords(serviceMonth)} was closed, so it is booked in ${monthInWords(bookedMonth)} as a prior-period adjustment.`,
    !agrees(entry, made) &&
      'The ledger holds another figure than these inputs make: run verify, which names every such difference.',
  ].filter((note) => note !== false);
}

const isApart = ({ baselineKind }: LedgerEntry) =>
  baselineKind !== null && !isCashReleasing(baselineKind);

/** Whether the steps come to what the ledger holds; a negation to the same with its sign turned. */
function agrees({ cost, baselineCost, depth }: LedgerEntry, made: Made): boolean {
  const isNegated = depth % 2 === 1;
  const before = baselineCost !== null && isNegated ? negate(baselineCost) : baselineCost;
  return (
    made.cost === plain(isNegated ? negate(cost) : cost) && made.baselineCost === plain(before)
  );
}
