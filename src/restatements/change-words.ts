import { type InWords, inWords, pounds, telling } from '../explanations/spelling.ts';
import { displayMoney, formatMoney, noMoney } from '../money/money.ts';
import { type Cause, causeWords } from './cause.ts';
import { type FigureKey, figureKeys } from './figures.ts';
import type { Restated } from './restatement.ts';

/** A figure that moved, from what it was by each cause to what it is, in one sentence and one sum (N8). */
export interface ToldChange extends InWords {
  readonly figure: FigureKey;
}

/** Every figure that moved; one that was never measured before starts from nothing. */
export function changesInWords({ before, after, change, causes }: Restated): ToldChange[] {
  return figureKeys
    .filter((figure) => change[figure] !== noMoney)
    .map((figure) => {
      const [was, is] = [before[figure], after[figure] ?? noMoney];
      const terms = telling([
        pounds('+', was === null ? 'as not measured before' : 'before', was ?? noMoney),
        ...causes.map((each) => pounds('+', `by ${causeInWords(each.cause)}`, each.change[figure])),
      ]);
      const says = `The ${figure.replaceAll('_', ' ')} is ${displayMoney(is)} now`;
      return { figure, ...inWords(says, terms, { value: formatMoney(is) }) };
    });
}

const causeInWords = (cause: Cause) =>
  `${causeWords[cause].charAt(0).toLowerCase()}${causeWords[cause].slice(1)}`;
