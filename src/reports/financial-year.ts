import { type Month, monthOf, nextMonth } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import { Problem } from '../problem.ts';
import type { School, SchoolTerms } from '../schools/school.ts';
import type { Cell } from './report.ts';

/**
 * Whose year a report can be cut by: the trust's own, each school's own, each contract's (from the
 * month in which it began), September to August, or April to March.
 */
export const yearOwners = ['trust', 'school', 'contract', 'academic', 'financial'] as const;
export type YearOwner = (typeof yearOwners)[number];

/** A year of somebody, by the calendar year in which it begins. */
export interface YearAsked {
  readonly year: number;
  readonly of: YearOwner;
}

/** The months of a year, for one school or contract, or for all where neither is named. */
export interface YearWindow {
  readonly urn: string | null;
  readonly contract: string | null;
  readonly from: Month;
  readonly to: Month;
  readonly months: number;
}

/** What years are told by. */
export interface YearFacts {
  readonly trustYearStarts: number;
  readonly schools: readonly Pick<School, 'urn' | 'terms'>[];
  readonly contracts: readonly Pick<Contract, 'reference' | 'term'>[];
}

/** The cells of a year, and what months those are for whom. */
export interface YearCut {
  readonly cells: readonly Cell[];
  readonly windows: readonly YearWindow[];
  /** Whether the windows differ, so that the total adds figures of different months. */
  readonly isMixed: boolean;
  /** Whether a month of a school and contract is in the year. */
  readonly isIn: (place: Pick<Cell, 'urn' | 'contract' | 'month'>) => boolean;
}

/** The year that is asked for in place of a window; refuses both together. */
export function yearAsked({
  year,
  of,
  from,
  to,
}: {
  year?: number | undefined;
  of?: YearOwner | undefined;
  from?: string | undefined;
  to?: string | undefined;
}): YearAsked | undefined {
  if (year !== undefined && from === undefined && to === undefined) {
    return { year, of: of ?? 'trust' };
  }
  if (year === undefined && of === undefined) return undefined;
  throw new Problem({
    code: 'window.unreadable',
    column: year === undefined ? 'year_of' : 'year',
    message: 'A report covers a year of somebody, or the months from the first to the last.',
    remedy: 'Name a year, with or without whose it is, or a first and a last month.',
  });
}

/** Reads a year such as 2025; refuses what is none. */
export function readYear(text: string, of: YearOwner): YearAsked {
  if (/^(19|20|21)\d\d$/.test(text)) return { year: Number(text), of };
  throw new Problem({
    code: 'window.unreadable',
    column: 'year',
    found: text,
    message: `'${text}' is not a year.`,
    remedy:
      'Write the calendar year in which it begins, such as 2025 for September 2025 to August 2026.',
  });
}

/** The calendar year in which the year of a month began, if years begin with this calendar month. */
export function yearFrom(startsMonth: number, month: Month): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number >= startsMonth ? year : year - 1;
}

/**
 * The year of a school to which a month belongs, by the terms in force on its first day. When the
 * year of a school changes, as at a conversion, what began stays begun: its years never go back, so
 * that every month is in one of them and one may be longer or shorter than twelve months.
 */
export function schoolYear(terms: readonly SchoolTerms[], month: Month): number {
  const inOrder = [...terms]
    .filter(({ validFrom }) => validFrom <= `${month}-01`)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  if (inOrder.length === 0) return yearFrom(aprilIfUnsaid, month);
  const years = inOrder.map(({ yearStartsMonth }, index) => {
    const next = inOrder[index + 1];
    return yearFrom(yearStartsMonth, next ? lastMonthBefore(next) : month);
  });
  return Math.max(...years);
}

const aprilIfUnsaid = 4;

/** The last month whose first day comes before other terms. */
function lastMonthBefore({ validFrom }: SchoolTerms): Month {
  const month = monthOf(validFrom);
  if (!validFrom.endsWith('-01')) return month;
  const [year = 0, number = 0] = month.split('-').map(Number);
  const [y, m] = number === 1 ? [year - 1, 12] : [year, number - 1];
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}` as Month;
}

/** The cells of one year; every cell is in one year only, so that the years add to the whole (N15). */
export function cutByYear(
  cells: readonly Cell[],
  { year, of }: YearAsked,
  facts: YearFacts,
): YearCut {
  const yearOf = yearRule(of, facts);
  const isIn = (place: Pick<Cell, 'urn' | 'contract' | 'month'>) =>
    yearOf(place.urn, place.contract, place.month) === year;
  const mine = cells.filter(isIn);
  // Where all have one window, it is said even if nothing stands in it.
  const places =
    of === 'school' || of === 'contract' ? new Set(mine.map((it) => it[own[of]])) : [''];
  const windows = [...places].sort().map((place): YearWindow => {
    return {
      urn: of === 'school' ? place : null,
      contract: of === 'contract' ? place : null,
      ...windowOf(year, (month) => yearOf(place, place, month)),
    };
  });
  const distinct = new Set(windows.map(({ from, to }) => `${from} ${to}`));
  return { cells: mine, windows, isMixed: distinct.size > 1, isIn };
}

/** Which part of a cell's place says whose year its own is. */
const own = { school: 'urn', contract: 'contract' } as const;

type YearRule = (urn: string, contract: string, month: Month) => number;

function yearRule(of: YearOwner, { trustYearStarts, schools, contracts }: YearFacts): YearRule {
  const startsMonth = { trust: trustYearStarts, academic: 9, financial: 4 };
  if (of === 'school') {
    const terms = new Map(schools.map((school) => [school.urn, school.terms]));
    return (urn, _, month) => schoolYear(terms.get(urn) ?? [], month);
  }
  if (of === 'contract') {
    const starts = new Map(
      contracts.map(({ reference, term }) => [reference, Number(term.from.slice(5, 7))]),
    );
    return (_, contract, month) => yearFrom(starts.get(contract) ?? aprilIfUnsaid, month);
  }
  return (_, __, month) => yearFrom(startsMonth[of], month);
}

/** The months of a year; December of the calendar year is always one of them. */
function windowOf(year: number, yearOf: (month: Month) => number) {
  const months: Month[] = [];
  const last = `${year + 2}-12` as Month;
  for (let month = `${year}-01` as Month; month <= last; month = nextMonth(month)) {
    if (yearOf(month) === year) months.push(month);
  }
  const [from] = months;
  const to = months.at(-1);
  if (!from || !to) throw new RangeError(`the year ${year} has no months`);
  return { from, to, months: months.length };
}
