import type { StoppedRow } from '../imports/import.ts';
import { type Problems, problemCounter } from '../imports/problem-groups.ts';
import { type UnmatchedText, unmatchedCounter } from './unmatched.ts';

/** What is told of the rows of an import that are not posted. */
export interface Stopped {
  readonly problems: Problems;
  /** The texts that no school answers to, and those that no contract does. */
  readonly schools: readonly UnmatchedText[];
  readonly contracts: readonly UnmatchedText[];
}

/** Gathers why rows are not posted, as they come in the order of the file. */
export async function stoppedIn(pages: AsyncIterable<readonly StoppedRow[]>): Promise<Stopped> {
  const problems = problemCounter();
  const schools = unmatchedCounter('school.unknown');
  const contracts = unmatchedCounter('contract.unknown');
  for await (const page of pages) {
    for (const row of page) {
      for (const counter of [problems, schools, contracts]) counter.count(row);
    }
  }
  return { problems: problems.end(), schools: schools.end(), contracts: contracts.end() };
}
