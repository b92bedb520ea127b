import type { BaselineBook } from '../baselines/baseline.ts';
import type { Month } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import type { School, SchoolDirectory } from '../schools/school.ts';

/** Everything of today's master data that a line is judged by. */
export interface Register {
  readonly schools: ReadonlyMap<string, School>;
  readonly directory: SchoolDirectory;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly contractsById: ReadonlyMap<string, Contract>;
  readonly baselines: BaselineBook;
  readonly closedMonths: ReadonlySet<Month>;
}
