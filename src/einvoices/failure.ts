import { displayMoney, formatMoney, type Money } from '../money/money.ts';
import { Problem, type ProblemDetail } from '../problem.ts';

/** A document is taken whole or not at all, so only its supplier can put a wrong sum right. */
export const remedy = 'Ask the supplier for a corrected e-invoice; nothing of this one is taken.';

/** So many faults are told; whoever has more of them needs another file, not a longer list. */
const mostTold = 50;

/** The refusal of a whole document, with everything that is wrong in it. */
export function refusal(problems: readonly ProblemDetail[]): Problem {
  const [first, ...others] = problems.slice(0, mostTold);
  const left = problems.length - mostTold;
  if (!first || left <= 0) return new Problem(problems);
  const message = `And ${left} more like these.`;
  return new Problem([first, ...others, { code: first.code, message, remedy }]);
}

/** A sum that is given and one that is found, with the rule by which the two should be the same. */
export function failure(
  rule: string,
  term: string,
  given: Money,
  wanted: Money,
  meaning: string,
): ProblemDetail {
  return {
    code: 'einvoice.total',
    message: `${term} is ${displayMoney(given)}, and ${meaning} to ${displayMoney(wanted)} (${rule}).`,
    column: term.replace(/ \(.*$/, ''),
    found: formatMoney(given),
    remedy,
  };
}
