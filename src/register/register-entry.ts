import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract, Supplier } from '../contracts/contract.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { extendedTo } from '../renewals/term.ts';
import type { School } from '../schools/school.ts';

/** A contract of the register with all that is told of it to others. */
export interface RegisterEntry {
  readonly contract: Contract;
  /** The supplier that stands for its own. */
  readonly supplier: Supplier;
  /** The schools that take part on any day, by URN. */
  readonly schools: readonly School[];
  readonly renewal: Renewal;
}

/** The last day that a contract can have when all its options are taken up; null without any left. */
export function lastPossibleDay({
  contract,
  renewal: { terms, current },
}: Pick<RegisterEntry, 'contract' | 'renewal'>): LocalDate | null {
  const { extension } = terms;
  const left = (extension?.count ?? 0) - current.extensionsUsed;
  if (!extension || left <= 0) return null;
  return extendedTo(contract.term.to, current.monthsGoneOn + left * extension.months);
}
