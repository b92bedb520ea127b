import type { LocalDate } from '../calendar/local-date.ts';

/** A contract as a list of contracts chooses it. */
export interface Choosable {
  readonly supplier: string;
  readonly category: string;
  readonly urns: readonly string[];
  readonly endsOn: LocalDate;
}

/** Which contracts somebody wants to see; an empty text asks for nothing. */
export interface ContractFilter {
  readonly school: string;
  readonly supplier: string;
  readonly category: string;
  readonly endsBefore: string;
}

/** The contracts that fit all that was asked, in the order in which they came. */
export function chosen<Each extends Choosable>(
  contracts: readonly Each[],
  { school, supplier, category, endsBefore }: ContractFilter,
): Each[] {
  return contracts.filter(
    (contract) =>
      (school === '' || contract.urns.includes(school)) &&
      (supplier === '' || contract.supplier === supplier) &&
      (category === '' || contract.category === category) &&
      (endsBefore === '' || contract.endsOn < endsBefore),
  );
}
