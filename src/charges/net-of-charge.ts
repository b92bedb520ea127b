import { type DateRange, daysByMonth, type Month, monthRange } from '../calendar/period.ts';
import { add, displayMoney, type Money, noMoney, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import type { Window } from '../reports/window.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';
import type { School } from '../schools/school.ts';
import { type Charge, chargesByMonth, type MonthCharge } from './charge.ts';
import { membershipIn } from './shared-charge.ts';

/** What a school saved net of what the trust takes from it, in the months of a window (N18). */
export interface SchoolNet {
  readonly urn: string;
  /** Cash saving less one-off costs plus rebates, as every report has it (P8). */
  readonly netSaving: Money;
  /** In how many months it belongs to the trust or is charged; if in none, in how many it has figures. */
  readonly months: number;
  readonly monthsRecorded: number;
  readonly firstNotRecorded: Month | null;
  /** Null unless the charge of every month is recorded: what is not known is not taken for zero. */
  readonly charge: Money | null;
  readonly netOfCharge: Money | null;
  /** The records that count, each with what of it falls into the window. */
  readonly records: readonly { readonly charge: Charge; readonly amount: Money }[];
}

/** The schools together; charge and net are of those whose charge is known, and say how many they are. */
export interface TotalNet {
  readonly schools: number;
  readonly schoolsCounted: number;
  /** Of all schools, as the report has it. */
  readonly netSaving: Money;
  readonly countedNetSaving: Money;
  readonly charge: Money | null;
  readonly netOfCharge: Money | null;
}

/** What all schools saved net of central charges; the total adds the schools (P13). */
export interface NetOfCharges {
  readonly window: Window;
  readonly schools: readonly SchoolNet[];
  readonly total: TotalNet;
}

/**
 * Net saving less central charge, for each school and together. A window that is open at an end goes
 * from the first to the last month for which there is a figure or a charge.
 */
export function netOfCharges(
  asked: Window,
  {
    cells,
    months = [],
    charges,
    schools,
  }: {
    readonly cells: readonly Cell[];
    /** The first and last month with a figure, where these are the cells of one school only. */
    readonly months?: readonly Month[];
    readonly charges: readonly Charge[];
    readonly schools: readonly Pick<School, 'urn' | 'memberships'>[];
  },
): NetOfCharges {
  const charged = grouped(charges, ({ urn }) => urn);
  const taken = new Map([...charged].map(([urn, records]) => [urn, chargesByMonth(records)]));
  const window = windowOf(asked, [
    ...months.filter((month) => (asked.from ?? month) <= month && month <= (asked.to ?? month)),
    ...cells.map(({ month }) => month),
    ...[...taken.values()].flatMap((parts) => parts.map(({ month }) => month)),
  ]);
  const period = daysOf(window);
  if (!period) return { window, schools: [], total: totalOf([]) };
  const saved = grouped(cells, ({ urn }) => urn);
  const members = new Map(schools.map((school) => [school.urn, membershipIn(school, period)]));
  const urns = [...new Set([...members.keys(), ...saved.keys(), ...taken.keys()])].sort();
  const isIn = ({ month }: { month: Month }) =>
    (window.from ?? month) <= month && month <= (window.to ?? month);
  const found = urns
    .map((urn) =>
      schoolNet(urn, {
        cells: (saved.get(urn) ?? []).filter(isIn),
        taken: (taken.get(urn) ?? []).filter(isIn),
        days: members.get(urn) ?? [],
      }),
    )
    .filter(({ months }) => months > 0);
  return { window, schools: found, total: totalOf(found) };
}

function grouped<Entry, Key>(entries: readonly Entry[], key: (entry: Entry) => Key) {
  const groups = new Map<Key, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(key(entry));
    if (group) group.push(entry);
    else groups.set(key(entry), [entry]);
  }
  return groups;
}

function windowOf({ from, to }: Window, months: readonly Month[]): Window {
  const inOrder = [...months].sort();
  return { from: from ?? inOrder[0], to: to ?? inOrder.at(-1) };
}

function daysOf({ from, to }: Window): DateRange | undefined {
  if (!from || !to || from > to) return undefined;
  return { from: monthRange(from).from, to: monthRange(to).to };
}

function schoolNet(
  urn: string,
  {
    cells,
    taken,
    days,
  }: {
    readonly cells: readonly Cell[];
    readonly taken: readonly MonthCharge[];
    readonly days: readonly DateRange[];
  },
): SchoolNet {
  const recorded = new Set(taken.map(({ month }) => month));
  const belonging = daysByMonth(days).map(({ month }) => month);
  // A figure that comes after a school has left, such as a rebate, does not ask for a charge.
  const asked = belonging.length > 0 ? belonging : cells.map(({ month }) => month);
  const all = new Set([...asked, ...recorded]);
  const missing = [...all].filter((month) => !recorded.has(month)).sort();
  const saved = netSaving(measuresOf(cells));
  const charge = missing.length === 0 ? add(...taken.map(({ amount }) => amount)) : null;
  return {
    urn,
    netSaving: saved,
    months: all.size,
    monthsRecorded: recorded.size,
    firstNotRecorded: missing[0] ?? null,
    charge,
    netOfCharge: charge === null ? null : subtract(saved, charge),
    records: [...grouped(taken, (part) => part.charge)].map(([record, parts]) => ({
      charge: record,
      amount: add(...parts.map(({ amount }) => amount)),
    })),
  };
}

function totalOf(schools: readonly SchoolNet[]): TotalNet {
  const counted = schools.filter(({ charge }) => charge !== null);
  const countedNetSaving = add(...counted.map((school) => school.netSaving));
  const charge =
    counted.length === 0 ? null : add(...counted.map((school) => school.charge ?? noMoney));
  return {
    schools: schools.length,
    schoolsCounted: counted.length,
    netSaving: add(...schools.map((school) => school.netSaving)),
    countedNetSaving,
    charge,
    netOfCharge: charge === null ? null : subtract(countedNetSaving, charge),
  };
}

/** How a school's figure net of its charge came about, or why there is none, in one sentence. */
export function workingOfSchool(school: SchoolNet): string {
  const { netSaving: saved, charge, months, monthsRecorded, firstNotRecorded } = school;
  if (charge !== null) return working(saved, charge);
  const missing = months - monthsRecorded;
  const which =
    missing === 1
      ? `of ${firstNotRecorded}`
      : `of ${missing} months, the first ${firstNotRecorded},`;
  return `${displayMoney(saved)} net saving; the charge ${which} is not recorded`;
}

/** The same for the total, with how many schools it counts. */
export function workingOfTotal(total: TotalNet): string {
  const { schools, schoolsCounted, countedNetSaving, charge } = total;
  if (charge === null) return 'No school has its charge recorded for every month';
  const of =
    schoolsCounted === schools
      ? `all ${schools} schools`
      : `${schoolsCounted} of ${schools} schools`;
  return `${working(countedNetSaving, charge)}, ${of} counted`;
}

function working(saved: Money, charge: Money): string {
  const net = subtract(saved, charge);
  return `${displayMoney(saved)} net saving less ${displayMoney(charge)} charge = ${displayMoney(net)}`;
}
