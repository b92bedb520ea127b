import type { Explanation, Term } from './explanation.ts';
import type { FigureWorking } from './figure.ts';
import { isPercent, type Measure } from './measure.ts';
import type { Place, Target } from './place.ts';
import { type Names, subjectOf } from './words.ts';

/** Makes the address of what explains a number further. */
export type Link = (target: Target) => string;

/** What is known at a journal, with the names and rules of that moment (P11). */
export interface Known {
  readonly trustName: string;
  readonly names: ReadonlyMap<string, string>;
  readonly journal: number;
  readonly ruleVersion: string;
}

/** A working of a figure with what it knows (P11). */
export interface KnownWorking extends FigureWorking {
  readonly place: Place;
  readonly measure: Measure;
  readonly names: Names;
  readonly journal: number;
  readonly ruleVersion: string;
  readonly basis: string;
}

function writeTerm({ sign, label, value, unit, target }: Term, link: Link) {
  return { sign, label, value, unit, href: target && link(target) };
}

/** An explanation as it travels: numbers as text, and an address for what explains each further. */
export function writeExplanation(explanation: Explanation, link: Link) {
  const { about, value, unit, sentence, sum, rounding, oddPenny, terms } = explanation;
  return {
    about,
    value,
    unit,
    sentence,
    sum,
    rounding,
    odd_penny: oddPenny,
    terms: terms.map((term) => writeTerm(term, link)),
  };
}

/** A place as it travels, with the name that its school had. */
export function writePlace(place: Place, names: Names) {
  const { urn = null, contract = null, item = null, month = null, from = null, to = null } = place;
  const name = urn === null ? null : subjectOf(place, names);
  return { urn, name, contract, item, month, from, to };
}

/** A working as one JSON document, the same for the terminal and the API. */
export function writeWorking(known: KnownWorking, link: Link) {
  const { names, place, measure, journal, ruleVersion, basis, main, besides, below } = known;
  return {
    trust: names.trustName,
    basis,
    journal,
    rule_version: ruleVersion,
    place: writePlace(place, names),
    measure,
    unit: isPercent(measure) ? ('percent' as const) : ('pounds' as const),
    value: main.value,
    sentence: main.sentence,
    sum: main.sum,
    figure: writeExplanation(main, link),
    besides: besides.map((each) => writeExplanation(each, link)),
    below: writeExplanation(below, link),
  };
}
