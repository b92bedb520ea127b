import {
  dayNumber,
  dayOfNumber,
  type LocalDate,
  lastDay,
  localDate,
} from '../calendar/local-date.ts';

/** A day on which banks, and nearly everybody else, are closed. */
export interface BankHoliday {
  readonly day: LocalDate;
  readonly name: string;
}

/** The day of the week, 1 for Monday to 7 for Sunday. */
export function weekday(date: LocalDate): number {
  return ((dayNumber(date) + 1) % 7) + 1;
}

/** So many days later, or earlier below zero. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOfNumber(dayNumber(date) + days) ?? (days < 0 ? date : lastDay);
}

/** Easter Sunday of a year of the Gregorian calendar, by the rule of Meeus, Jones and Butcher. */
export function easterSunday(year: number): LocalDate {
  const floor = Math.floor;
  const [golden, century, ofCentury] = [year % 19, floor(year / 100), year % 100];
  const moon =
    (19 * golden +
      century -
      floor(century / 4) -
      floor((century - floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const sunday = (32 + 2 * (century % 4) + 2 * floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = floor((golden + 11 * moon + 22 * sunday) / 451);
  const count = moon + sunday - 7 * late + 114;
  return on(year, floor(count / 31), (count % 31) + 1);
}

// What was proclaimed besides the rules, as gov.uk/bank-holidays lists it for England and Wales.
const moved: ReadonlyMap<string, string> = new Map([
  ['2020-05-04', '2020-05-08'],
  ['2022-05-30', '2022-06-02'],
]);
const proclaimed: readonly (readonly [string, string])[] = [
  ['2022-06-03', 'Platinum Jubilee bank holiday'],
  ['2022-09-19', 'Bank Holiday for the State Funeral of Queen Elizabeth II'],
  ['2023-05-08', 'Bank holiday for the coronation of King Charles III'],
];

// Every deadline of every contract asks for them, and a year never has others.
const years = new Map<number, readonly BankHoliday[]>();

/**
 * The bank holidays of England and Wales in a year, the earliest first: by the rules that hold since
 * 1978, with the days that were proclaimed or moved from 2019 on. A holiday at a weekend is kept on
 * the next weekday that is none. Of a year to come, a proclamation may still add one.
 */
export function bankHolidaysOf(year: number): readonly BankHoliday[] {
  const holidays = years.get(year) ?? workOut(year);
  years.set(year, holidays);
  return holidays;
}

function workOut(year: number): BankHoliday[] {
  const easter = easterSunday(year);
  const christmas = weekday(on(year, 12, 25));
  const byRule: [LocalDate, string][] = [
    [afterWeekend(on(year, 1, 1)), 'New Year’s Day'],
    [addDays(easter, -2), 'Good Friday'],
    [addDays(easter, 1), 'Easter Monday'],
    [firstMonday(year, 5), 'Early May bank holiday'],
    [lastMonday(on(year, 5, 31)), 'Spring bank holiday'],
    [lastMonday(on(year, 8, 31)), 'Summer bank holiday'],
    // Christmas on a Sunday is kept after Boxing Day, which is on its own day then.
    [on(year, 12, christmas >= 6 ? 27 : 25), 'Christmas Day'],
    [on(year, 12, christmas === 5 || christmas === 6 ? 28 : 26), 'Boxing Day'],
  ];
  const special = proclaimed.filter(([day]) => day.startsWith(`${year}-`));
  return [...byRule, ...special]
    .map(([day, name]) => ({ day: (moved.get(day) ?? day) as LocalDate, name }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function on(year: number, month: number, day: number): LocalDate {
  const date = localDate(year, month, day);
  if (!date) throw new RangeError(`${year}-${month}-${day} is no day`);
  return date;
}

const afterWeekend = (date: LocalDate) => addDays(date, weekday(date) > 5 ? 8 - weekday(date) : 0);
const firstMonday = (year: number, month: number) => {
  const first = on(year, month, 1);
  return addDays(first, (8 - weekday(first)) % 7);
};
const lastMonday = (last: LocalDate) => addDays(last, 1 - weekday(last));
