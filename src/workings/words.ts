import { show } from '../explanations/spelling.ts';
import { displayMoney, formatMoney, type Money, negate, parseMoney } from '../money/money.ts';
import type { Measures } from '../savings/measures.ts';
import {
  isPercent,
  isSaving,
  type Measure,
  nouns,
  type PoundsMeasure,
  percents,
} from './measure.ts';
import { type Place, placeInWords } from './place.ts';

/** Names as they were when a figure was known (P11). */
export interface Names {
  readonly trustName: string;
  /** The schools' names by URN. */
  readonly schools: ReadonlyMap<string, string>;
}

/** Whom a figure is about: the school by its name, or the trust. */
export function subjectOf({ urn }: Place, { trustName, schools }: Names): string {
  return urn === undefined ? trustName : (schools.get(urn) ?? urn);
}

const savedWords = {
  net_saving: ['saved', ' net', 'was', 'worse off net'],
  cash_saving: ['saved', '', 'was', 'worse off'],
  avoidance: ['avoided', ' of cost', 'paid', 'more than at the prices compared with'],
  new_cash_saving: ['saved', ' newly', 'was', 'worse off newly'],
  sustained_cash_saving: ['saved', ' as before', 'was', 'worse off as before'],
} as const;

/**
 * The figure as the beginning of a sentence. A loss is said in words, without a minus:
 * `Ash was £310.00 worse off`.
 */
export function lead(measure: Measure, value: string, place: Place, names: Names): string {
  const subject = subjectOf(place, names);
  const where = placeInWords(place);
  const amount = parseMoney(value);
  if (isPercent(measure) || !isSaving(measure) || amount === undefined) {
    const noun = isPercent(measure) ? percentNouns[measure] : nouns[measure];
    const shown = show(value, isPercent(measure) ? 'percent' : 'pounds');
    return `The ${noun} of ${subject}${where} ${areSeveral.has(measure) ? 'are' : 'is'} ${shown}`;
  }
  const [gained, by, lost, against] = savedWords[measure as keyof typeof savedWords];
  return amount < 0
    ? `${subject} ${lost} ${displayMoney(negate(amount))} ${against}${where}`
    : `${subject} ${gained} ${displayMoney(amount)}${by}${where}`;
}

const areSeveral: ReadonlySet<Measure> = new Set(['rebate', 'index_avoidance', 'excluded']);

export const percentNouns = {
  coverage_percent: 'measured part of the recurring cost',
  cash_saving_percent: 'cash saving against the cost before',
  avoidance_percent: 'avoidance against the prices compared with',
} as const;

/** Why a figure is not known, in place of a figure: unknown is never zero (P6). */
export function whyUnknown(measure: Measure, of: Measures, place: Place, names: Names): string {
  const where = `${subjectOf(place, names)}${placeInWords(place)}`;
  if (isPercent(measure)) {
    const { whole } = percents[measure];
    return `No percentage can be told for ${where}: the ${nouns[whole]} is nothing.`;
  }
  return of.cost === 0
    ? `The ${nouns[measure]} of ${where} is not known: no recurring cost stands there that could be measured.`
    : `The ${nouns[measure]} of ${where} is not known: no approved baseline says what was paid before, so ${displayMoney(of.cost)} of recurring cost is not measured.`;
}

/** A figure of a place where nothing stands that it could be made of; what is unknown is not zero. */
export function nothingPosted(
  measure: PoundsMeasure,
  value: string | null,
  place: Place,
  names: Names,
): string {
  const where = `Nothing is posted for ${subjectOf(place, names)}${placeInWords(place)}`;
  const verb = areSeveral.has(measure) ? 'are' : 'is';
  return value === null
    ? `${where}, so the ${nouns[measure]} ${verb} not known.`
    : `${where}, so the ${nouns[measure]} ${verb} ${show(value, 'pounds')}.`;
}

/** A net saving where no cash saving is known, and nothing else would change it (P6, P8). */
export function nothingNet(of: Measures, place: Place, names: Names): string {
  const why = whyUnknown('cash_saving', of, place, names);
  return `${why} No one-off cost and no rebate stands there, so the net saving is £0.00.`;
}

/** What of a recurring cost no baseline measures. */
export function measuredInPart(of: Measures): string {
  return `Of the recurring cost ${displayMoney(of.notMeasuredCost)} has no approved baseline and stands in no saving`;
}

/** Avoidance is told beside cash and never added to it (P7). */
export function avoidanceApart(avoidance: Money): string {
  return avoidance < 0
    ? `Apart from this, ${displayMoney(negate(avoidance))} more was paid than at the quotes, budgets or market prices compared with; that is no cash and is not added.`
    : `Apart from this, ${displayMoney(avoidance)} of cost was avoided against quotes, budgets, market prices or an index; that is no cash and is not added.`;
}

export const plain = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
