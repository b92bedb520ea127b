import { describe, type Problem } from '../problem.ts';

/** What went wrong, as lines for a person. */
export function problemLines(problem: Problem): string[] {
  const shown = problem.details.slice(0, 50).map(describe);
  const rest = problem.details.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}
