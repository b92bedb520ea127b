import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Renewal } from '../renewals/renewal.ts';
import type { ListPlace, ListSort } from './list-place.ts';

/** A contract without its schools and prices, as a list has it. */
export interface ContractEntry extends Omit<Contract, 'participations' | 'prices'> {
  /** The name of the supplier that stands for its own. */
  readonly supplier: string;
}

/** A contract of a list, with what has to be decided of it by when. */
export interface ListedContract {
  readonly contract: ContractEntry;
  readonly renewal: Renewal;
}

/** What a list of contracts leaves out; what is undefined leaves out nothing. */
export interface ContractFilter {
  readonly reference?: string | undefined;
  readonly schoolId?: string | undefined;
  /** Any of these suppliers: those that one stands for. */
  readonly supplierIds?: readonly string[] | undefined;
  readonly category?: string | undefined;
  /** Those whose last day in the register is before this one. */
  readonly endsBefore?: LocalDate | undefined;
  /** Those whose term, as it stands on the day of the list, ends before this day. */
  readonly termEndsBefore?: LocalDate | undefined;
  /** Those that have to be decided before this day. */
  readonly decideBefore?: LocalDate | undefined;
  /** Those whose reference, title or supplier has this text in it, in capitals or not. */
  readonly text?: string | undefined;
}

/** Where a contract stands in a list. */
export function placeOfContract(sort: ListSort, { contract, renewal }: ListedContract): ListPlace {
  const values: Readonly<Record<ListSort, string>> = {
    reference: contract.reference,
    title: contract.title,
    supplier: contract.supplier,
    ends_on: contract.term.to,
    decide_by: renewal.deadline.decideBy,
  };
  return { value: values[sort], reference: contract.reference };
}

/** A contract of a list as it is told. */
export function writeListed({ contract, renewal }: ListedContract) {
  const { deadline, state } = renewal;
  return {
    reference: contract.reference,
    title: contract.title,
    supplier: contract.supplier,
    category: contract.category,
    cfr_code: contract.cfrCode,
    starts_on: contract.term.from,
    ends_on: contract.term.to,
    notice_months: contract.noticeMonths,
    procurement_route: contract.procurementRoute || null,
    driver: contract.driver,
    term_ends_on: deadline.endsOn,
    notice_by: deadline.noticeBy,
    decide_by: deadline.decideBy,
    state,
  };
}
