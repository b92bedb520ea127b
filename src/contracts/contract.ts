import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type DateRange, overlap, union } from '../calendar/period.ts';
import type { Driver } from '../schools/school.ts';
import type { Price } from './price-schedule.ts';

/** A company that the schools buy from. */
export interface Supplier {
  readonly id: string;
  readonly name: string;
  readonly companyNumber: string | null;
  readonly vatNumber: string | null;
}

/** A school's days in a contract, as they were agreed. */
export interface Participation {
  readonly schoolId: string;
  readonly days: DateRange;
}

/** A joint agreement with one supplier: who takes part when, what it costs, how it is shared. */
export interface Contract {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly supplierId: string;
  readonly category: string;
  readonly cfrCode: string;
  readonly term: DateRange;
  readonly noticeMonths: number;
  readonly procurementRoute: string;
  readonly driver: Driver;
  readonly participations: readonly Participation[];
  readonly prices: readonly Price[];
}

/** The days of each school in a contract, worked out once: each line of a file asks for them. */
const daysOfSchools = new WeakMap<Contract, ReadonlyMap<string, readonly DateRange[]>>();

/** A school's days in a contract inside its term, without gaps counted or days counted twice. */
export function participationOf(contract: Contract, schoolId: string): readonly DateRange[] {
  const known = daysOfSchools.get(contract) ?? workOutDays(contract);
  daysOfSchools.set(contract, known);
  return known.get(schoolId) ?? [];
}

function workOutDays({ participations, term }: Contract): Map<string, readonly DateRange[]> {
  const bySchool = new Map<string, DateRange[]>();
  for (const { schoolId, days } of participations) {
    const inTerm = overlap(days, term);
    const before = bySchool.get(schoolId) ?? [];
    bySchool.set(schoolId, inTerm ? [...before, inTerm] : before);
  }
  return new Map([...bySchool].map(([schoolId, days]) => [schoolId, union(days)]));
}

/** A school's days in a contract that fall into a service period; none if it takes no part then. */
export function daysTakenPart(
  contract: Contract,
  schoolId: string,
  period: DateRange,
): DateRange[] {
  return participationOf(contract, schoolId)
    .map((range) => overlap(range, period))
    .filter((range) => range !== undefined);
}

/** The schools that take part on at least one day of a period, with their days, by school (P4). */
export function participantsIn(contract: Contract, period: DateRange): Map<string, DateRange[]> {
  const schoolIds = new Set(contract.participations.map(({ schoolId }) => schoolId));
  const taking = [...schoolIds].map((id) => [id, daysTakenPart(contract, id, period)] as const);
  return new Map(taking.filter(([, days]) => days.length > 0));
}

/**
 * The first day on which a school's saving no longer counts as new: twelve months after its first
 * day in the contract. Leaving and coming back does not start the twelve months again (P10).
 */
export function sustainedFrom(contract: Contract, schoolId: string): LocalDate | undefined {
  const first = participationOf(contract, schoolId)[0];
  return first && addMonths(first.from, 12);
}
