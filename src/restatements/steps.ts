import type { Journal, JournalKind } from '../ledger/chain.ts';
import { causeOf } from './cause.ts';
import { type JournalCell, withoutCells } from './journal-cells.ts';
import type { Step } from './restatement.ts';

/** The kinds of journals that bring the rows of a file, invoices and credit notes together. */
const bringing: readonly JournalKind[] = ['import', 'retry'];

/** The journals of which credit notes are a cause apart. */
export function bringingRows(journals: readonly Journal[]): number[] {
  return journals.filter(({ kind }) => bringing.includes(kind)).map(({ number }) => number);
}

/**
 * The steps from one point of knowledge to another, in the order of posting. Of a file, what its
 * credit notes did comes after what its invoices did: a credit takes from something that is there.
 */
export function stepsOf(
  journals: readonly Journal[],
  all: ReadonlyMap<number, readonly JournalCell[]>,
  ofCredits: ReadonlyMap<number, readonly JournalCell[]>,
): Step[] {
  return journals.flatMap(({ number, kind }) => {
    const cells = all.get(number) ?? [];
    const credits = ofCredits.get(number) ?? [];
    const steps: Step[] = [
      { journal: number, cause: causeOf(kind), cells: withoutCells(cells, credits) },
      { journal: number, cause: 'credits', cells: credits },
    ];
    return steps.filter((step) => step.cells.length > 0);
  });
}
