/** A day without time or time zone, `2026-09-01`; such texts sort as the days do. */
export type LocalDate = string & { readonly __kind: 'LocalDate' };

/** The first day that the ledger can hold, for facts that always held. */
export const firstDay = '0001-01-01' as LocalDate;
/** The last day that the ledger can hold, for facts without an end. */
export const lastDay = '9999-12-31' as LocalDate;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number of days of a month, leap years included. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** A day from its parts; undefined if the calendar has no such day, as 31 February. */
export function localDate(year: number, month: number, day: number): LocalDate | undefined {
  if (year < 1 || year > 9999 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const pad = (part: number, width: number) => String(part).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

/** `2026-09-01` as a day; undefined for any other form. */
export function parseIsoDate(text: string): LocalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? localDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in London of an instant such as `2026-03-31T23:00:00.000Z`, which is 1 April there. */
export function dayInLondon(instant: string): LocalDate {
  const [day, month, year] = london.format(new Date(instant)).split('/');
  return `${year}-${month}-${day}` as LocalDate;
}

/** The ordinal number of a day, so that days can be counted and subtracted. */
export function dayNumber(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  // Years are counted from March, so that a leap day is the last day of its year.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) +
    day
  );
}

/** The day of such a number; undefined before the year 1 and after the year 9999. */
export function dayOfNumber(number: number): LocalDate | undefined {
  // The days since 1 March of the year 0 fall into eras of 400 years, which are all alike.
  const since = number - 1;
  const era = Math.floor(since / 146_097);
  const ofEra = since - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = years + era * 400 + (month > 2 ? 0 : 1);
  return localDate(year, month, ofYear - Math.floor((153 * m + 2) / 5) + 1);
}

/** The day after. */
export function nextDay(date: LocalDate): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return (
    localDate(year, month, day + 1) ??
    localDate(year, month + 1, 1) ??
    localDate(year + 1, 1, 1) ??
    lastDay
  );
}

/** The day before. */
export function dayBefore(date: LocalDate): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return (
    localDate(year, month, day - 1) ??
    localDate(year, month - 1, daysInMonth(year, month - 1)) ??
    localDate(year - 1, 12, 31) ??
    firstDay
  );
}

/** The same day so many months later, or the last day of a month that is too short for it. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return localDate(y, m, Math.min(day, daysInMonth(y, m))) ?? (months < 0 ? firstDay : lastDay);
}
