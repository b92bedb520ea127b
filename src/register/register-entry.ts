import type { LocalDate } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { Contract, Supplier } from '../contracts/contract.ts';
import type { Money } from '../money/money.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { extendedTo } from '../renewals/term.ts';
import type { School } from '../schools/school.ts';
import { type PublishedTerms, valueOver } from './published-terms.ts';

/** A contract of the register with all that is told of it to others. */
export interface RegisterEntry {
  readonly contract: Contract;
  /** The supplier that stands for its own. */
  readonly supplier: Supplier;
  /** The schools that take part on any day, by URN. */
  readonly schools: readonly School[];
  readonly renewal: Renewal;
  /** What is written of its procurement, value and amendments; null where nothing is. */
  readonly published: PublishedTerms | null;
}

/** The days of a contract until the end of the term in which it stands, or until it was ended early. */
export function termOf({ contract, renewal, published }: RegisterEntry): DateRange {
  const { endsOn } = renewal.current;
  const endedOn = published?.record.endedOn ?? endsOn;
  return { from: contract.term.from, to: endedOn < endsOn ? endedOn : endsOn };
}

/** What a contract is worth in these days, net; null where that is not known. */
export function worthOf(entry: RegisterEntry): Money | null {
  return valueOver(entry.published?.annualValue ?? null, termOf(entry));
}

/** The last day that a contract can have when all its options are taken up; null without any left. */
export function lastPossibleDay({
  contract,
  renewal: { terms, current },
  published,
}: RegisterEntry): LocalDate | null {
  if (published?.record.endedOn) return null;
  const { extension } = terms;
  const left = (extension?.count ?? 0) - current.extensionsUsed;
  if (!extension || left <= 0) return null;
  return extendedTo(contract.term.to, current.monthsGoneOn + left * extension.months);
}
