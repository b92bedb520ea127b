import { type Month, monthRange } from '../calendar/period.ts';
import { type Contract, participantsIn } from '../contracts/contract.ts';
import { type Money, noMoney } from '../money/money.ts';
import { type PeriodAct, type PeriodState, stateOf } from '../periods/period-act.ts';
import type { Cell } from '../reports/report.ts';
import { type Measures, measuresOf, netSaving } from '../savings/measures.ts';

/** A service month: what was found out of it so far, where that stands, and whether it is closed. */
export interface PeriodOverview {
  readonly month: Month;
  readonly state: PeriodState;
  readonly measures: Measures;
  readonly netSaving: Money;
  /** What of it stands in the books of later months, by the month (P11). */
  readonly bookedLater: readonly { readonly bookedMonth: Month; readonly netSaving: Money }[];
  readonly acts: readonly PeriodAct[];
}

/** A school that takes part in a contract in a month for which nothing has come. */
export interface MissingFigure {
  readonly contract: string;
  readonly urn: string;
}

/** Every month that has a figure or an act, the earliest first. */
export function periodOverviews(
  cells: readonly Cell[],
  acts: readonly PeriodAct[],
): PeriodOverview[] {
  const months = new Set([...cells, ...acts].map(({ month }) => month));
  const cellsOf = grouped(cells);
  const actsOf = grouped(acts);
  return [...months]
    .sort()
    .map((month) => overviewOf(month, cellsOf.get(month) ?? [], actsOf.get(month) ?? []));
}

/** What is known of one month. */
export function overviewOf(
  month: Month,
  cells: readonly Cell[],
  acts: readonly PeriodAct[],
): PeriodOverview {
  const measures = measuresOf(cells);
  const later = new Set(cells.map(({ bookedMonth }) => bookedMonth).filter((it) => it !== month));
  return {
    month,
    state: stateOf(acts),
    measures,
    netSaving: netSaving(measures),
    bookedLater: [...later].sort().map((bookedMonth) => {
      const booked = cells.filter((cell) => cell.bookedMonth === bookedMonth);
      return { bookedMonth, netSaving: netSaving(measuresOf(booked)) };
    }),
    acts,
  };
}

/**
 * Which schools take part in which contracts on a day of the month without any cost there: their
 * invoices may not have come (P10). In the order of contracts and schools.
 */
export function missingFigures(
  month: Month,
  contracts: readonly Contract[],
  { cells, urns }: { cells: readonly Cell[]; urns: ReadonlyMap<string, string> },
): MissingFigure[] {
  const there = new Set(
    cells.filter(hasFigure).map(({ contract, urn }) => JSON.stringify([contract, urn])),
  );
  return contracts
    .flatMap((contract) =>
      [...participantsIn(contract, monthRange(month)).keys()].map((schoolId) => {
        return { contract: contract.reference, urn: urns.get(schoolId) ?? schoolId };
      }),
    )
    .filter(({ contract, urn }) => !there.has(JSON.stringify([contract, urn])))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = ({ contract, urn }: MissingFigure) => `${contract} ${urn}`;

/** What is taken back whole is as if it had not come. */
const hasFigure = ({ cost, oneOff, offContractCost }: Cell) =>
  cost !== noMoney || oneOff !== noMoney || offContractCost !== noMoney;

function grouped<Of extends { month: Month }>(list: readonly Of[]): Map<Month, Of[]> {
  const groups = new Map<Month, Of[]>();
  for (const each of list) {
    const group = groups.get(each.month);
    if (group) group.push(each);
    else groups.set(each.month, [each]);
  }
  return groups;
}
