import { add, displayMoney, formatMoney, type Money, noMoney, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { type Measures, measuresOf } from '../savings/measures.ts';
import { type Explanation, explained, poundsTerm } from './explanation.ts';
import { isPercent, type Measure, nouns, orNothing, poundsOf } from './measure.ts';
import type { Place } from './place.ts';
import { avoidanceApart, measuredInPart, type Names, plain } from './words.ts';

/** A figure of a report, asked for its working. */
export interface Asked {
  readonly place: Place;
  readonly measure: Measure;
  readonly names: Names;
  /** The cells of the place, as known at a journal. */
  readonly cells: readonly Cell[];
}

/** What has to be known beside a figure, lest it be taken for more than it is. */
export function besidesOf(asked: Asked, of: Measures): Explanation[] {
  const { measure } = asked;
  const isOfCash = measure === 'net_saving' || measure === 'cash_saving';
  const isOfSavings = isOfCash || measure === 'avoidance';
  return [
    isOfSavings && newAndSustained(measure === 'avoidance' ? 'avoidance' : 'cash_saving', of),
    isOfCash && of.avoidance !== null && of.avoidance !== 0 && apart(of.avoidance),
    isOfSavings && of.notMeasuredCost !== 0 && of.cost !== 0 && coverage(of),
    closing(asked, of),
  ].filter((each) => each !== false && each !== undefined);
}

/** New and sustained stand side by side, so that no saving of years is taken for one year's (P10). */
function newAndSustained(
  measure: 'cash_saving' | 'avoidance',
  of: Measures,
): Explanation | undefined {
  const [all, fresh, old] = [
    poundsOf(measure, of),
    poundsOf(`new_${measure}`, of),
    poundsOf(`sustained_${measure}`, of),
  ];
  if (all === null) return undefined;
  const terms = [poundsTerm('+', 'new', fresh), poundsTerm('+', 'sustained', old)];
  return explained(
    'new and sustained',
    formatMoney(all),
    terms,
    (sum) => `The ${nouns[measure]} of ${displayMoney(all)} is ${sum}.`,
  );
}

function apart(avoidance: Money): Explanation {
  return explained('avoidance apart', formatMoney(avoidance), [], () => avoidanceApart(avoidance));
}

function coverage(of: Measures): Explanation {
  const terms = [
    poundsTerm('+', 'recurring cost', of.cost),
    poundsTerm('-', 'measured', of.measuredCost),
  ];
  return explained(
    'not measured',
    formatMoney(of.notMeasuredCost),
    terms,
    (sum) => `${measuredInPart(of)}: ${sum}.`,
  );
}

/** What became known after its month was closed, beside what the month was closed with (P11). */
function closing({ cells, measure }: Asked, of: Measures): Explanation | undefined {
  const inTime = cells.filter((cell) => cell.bookedMonth === cell.month);
  if (inTime.length === cells.length || isPercent(measure)) return undefined;
  const all = orNothing(poundsOf(measure, of));
  const closed = inTime.length === 0 ? noMoney : orNothing(poundsOf(measure, measuresOf(inTime)));
  const late = subtract(all, closed);
  const terms = [
    poundsTerm('+', 'when the months were closed', closed),
    poundsTerm('+', 'became known later', late),
  ];
  return explained(
    'prior-period adjustment',
    plain(add(closed, late)),
    terms,
    (sum) =>
      `The ${nouns[measure]} of ${displayMoney(all)} holds a prior-period adjustment: ${sum}.`,
  );
}
