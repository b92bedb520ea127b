import { monthInWords } from '../calendar/month-words.ts';
import { spellTerms } from '../explanations/spelling.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { type Measures, measuresOf } from '../savings/measures.ts';
import { type Asked, besidesOf } from './beside.ts';
import { type Explanation, explained, poundsTerm, type Term } from './explanation.ts';
import {
  figureOf,
  formulas,
  isPercent,
  isSaving,
  type Measure,
  nouns,
  type PercentMeasure,
  type PoundsMeasure,
  percents,
  poundsOf,
} from './measure.ts';
import { levelBelow, type Place, placeBelow } from './place.ts';
import { lead, type Names, nothingNet, nothingPosted, percentNouns, whyUnknown } from './words.ts';

/** The working of a figure: how it is made, what is to be known beside it, and the level below. */
export interface FigureWorking {
  readonly main: Explanation;
  readonly besides: readonly Explanation[];
  readonly below: Explanation;
}

/** The figure as its formula, or as the sum of the level below where it is nothing but that. */
export function workingOf(asked: Asked, below: Explanation): FigureWorking {
  const of = measuresOf(asked.cells);
  return { main: mainOf(asked, of) ?? below, besides: besidesOf(asked, of), below };
}

/** What a figure in pounds is added up from: of a percentage, its part of the whole is (P6). */
export function addedUp(measure: Measure): PoundsMeasure {
  return isPercent(measure) ? percents[measure].part : measure;
}

/** The places that a place is divided into, in the order of the cells, each with its first cell. */
export function groupsBelow(
  place: Place,
  cells: readonly Cell[],
): { place: Place; cell: Cell; cells: Cell[] }[] {
  const groups = new Map<string, { place: Place; cell: Cell; cells: Cell[] }>();
  for (const cell of cells) {
    const below = placeBelow(place, cell);
    const key = JSON.stringify(below);
    const group = groups.get(key) ?? { place: below, cell, cells: [] };
    group.cells.push(cell);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A figure as the sum of its schools, of a school's contracts, or of a contract's cells (P13). */
export function belowOf({ place, measure, names, cells }: Asked): Explanation {
  const pounds = addedUp(measure);
  const terms = groupsBelow(place, cells).flatMap((group) => {
    const of = measuresOf(group.cells);
    const value = poundsOf(pounds, of);
    if (!bears(pounds, value, of)) return [];
    const target = { kind: 'place', place: group.place, measure: pounds } as const;
    return [poundsTerm('+', labelBelow(place, group.cell, names), value, target)];
  });
  return sumOf({ place, measure: pounds, names, cells }, terms);
}

/** The sum of some parts as an explanation of the figure; many parts are told as a few. */
export function sumOf(
  { place, measure, names, cells }: Asked,
  terms: readonly Term[],
): Explanation {
  const of = measuresOf(cells);
  const value = figureOf(measure, of);
  if (cells.length === 0 && !isPercent(measure))
    return explained('parts', value, [], () => nothingPosted(measure, value, place, names));
  if (value === null)
    return explained('parts', null, terms, () => whyUnknown(measure, of, place, names));
  const told = spellTerms(fewOf(terms));
  const says = lead(measure, value, place, names);
  return explained('parts', value, terms, () => (told ? `${says}: ${told}.` : `${says}.`));
}

/** A saving of nothing says something of what was bought, a one-off cost of nothing does not. */
function bears(measure: PoundsMeasure, value: Money | null, of: Measures): boolean {
  if (value !== null && value !== 0) return true;
  return of.cost !== 0 && isSaving(measure);
}

function labelBelow(place: Place, cell: Cell, { schools }: Names): string {
  const level = levelBelow(place);
  if (level === 'school') return schools.get(cell.urn) ?? cell.urn;
  return level === 'contract'
    ? cell.contract
    : `${cell.item || 'no item'} in ${monthInWords(cell.month)}`;
}

/** At most six terms, so that a sentence can be read: the smallest are told as one. */
export function fewOf(terms: readonly Term[]): Term[] {
  const known = terms.filter(({ value }) => value !== null);
  if (known.length <= 6) return known;
  const size = ({ value }: Term) => Math.abs(Number(value?.replace('.', '')));
  const largest = new Set([...known].sort((a, b) => size(b) - size(a)).slice(0, 5));
  const rest = known.filter((term) => !largest.has(term));
  const pence = rest.reduce(
    (sum, { sign, value }) => sum + (sign === '-' ? -1 : 1) * Number(value?.replace('.', '')),
    0,
  );
  return [
    ...known.filter((term) => largest.has(term)),
    poundsTerm('+', `in ${rest.length} others`, pence as Money),
  ];
}

function mainOf(asked: Asked, of: Measures): Explanation | undefined {
  const { measure, place, names } = asked;
  if (isPercent(measure)) return percentOf(asked, measure, of);
  const formula = formulas[measure];
  const value = poundsOf(measure, of);
  if (!formula || value === null || asked.cells.length === 0) return undefined;
  if (of.cashSaving === null && value === 0 && of.oneOff === 0)
    return explained('figure', formatMoney(value), [], () => nothingNet(of, place, names));
  // Where nothing but cash is in it, a net saving is best told by what was paid before and now.
  const isPlain =
    measure === 'net_saving' && of.oneOff === 0 && of.rebate === 0 && of.cashSaving !== null;
  const parts = (isPlain && formulas.cash_saving) || formula;
  const terms = parts
    .map(([sign, part]) =>
      poundsTerm(sign, wordFor(part), poundsOf(part, of), { kind: 'place', place, measure: part }),
    )
    .filter(({ value }, index) => index === 0 || value !== '0.00');
  const says = lead(isPlain ? 'cash_saving' : measure, formatMoney(value), place, names);
  return explained('figure', formatMoney(value), terms, (sum) => `${says}: ${sum}.`);
}

/** Before and now, which is how a person thinks of what was paid. */
const wordFor = (measure: PoundsMeasure) =>
  ({ cash_baseline_cost: 'before', cash_cost: 'now' })[measure as string] ?? nouns[measure];

function percentOf({ place, names }: Asked, measure: PercentMeasure, of: Measures): Explanation {
  const { part, whole } = percents[measure];
  const value = figureOf(measure, of);
  const terms = [
    poundsTerm('+', nouns[part], poundsOf(part, of), { kind: 'place', place, measure: part }),
    poundsTerm('÷', nouns[whole], poundsOf(whole, of), { kind: 'place', place, measure: whole }),
  ];
  const says =
    value === null
      ? whyUnknown(measure, of, place, names)
      : `${lead(measure, value, place, names)}: `;
  const facts = explained(
    percentNouns[measure],
    value,
    terms,
    (sum) => (value === null ? says : `${says}${sum}.`),
    'percent',
  );
  // A percentage of one decimal is rounded, and the sum says so.
  return { ...facts, rounding: 'nearest', sum: facts.sum === null ? null : `${facts.sum} rounded` };
}
