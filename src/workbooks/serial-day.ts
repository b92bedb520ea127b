import { dayNumber, dayOfNumber, type LocalDate } from '../calendar/local-date.ts';

/** From which year on a workbook counts its days. */
export type DateSystem = 1900 | 1904;

const before = dayNumber('1899-12-31' as LocalDate);
const before1904 = dayNumber('1904-01-01' as LocalDate);
const secondsOfDay = 86_400;

/**
 * The day that a workbook means by a number of days since its first one. With a time of day it is
 * no day but `2025-11-30T14:30`, which no reader of days takes; nor does any take the days that
 * only Excel knows, 0 January and 29 February 1900, or the hash signs that it shows for no day.
 */
export function serialDay(digits: string, system: DateSystem): string {
  const [whole = '', part] = digits.split('.');
  const day = whole.length > 7 ? undefined : dayOf(Number(whole), system);
  if (digits.startsWith('-') || !day) return '#####';
  return part === undefined ? day : `${day}T${clockTime(part)}`;
}

/**
 * The day that a cell shows that shows no time. Exporters keep midnight as one o'clock when they mind
 * summer time wrongly; in the last hour of a day the next one may be meant, and it stays no day.
 */
export function shownDay(digits: string, system: DateSystem): string {
  const [day = '', time = '00:00'] = serialDay(digits, system).split('T');
  return time < '23' ? day : `${day}T${time}`;
}

function dayOf(count: number, system: DateSystem): string | undefined {
  if (system === 1904) return dayOfNumber(before1904 + count);
  if (count === 0) return '1900-01-00';
  // Excel took over a mistake of Lotus 1-2-3: that 1900 was a leap year.
  if (count === 60) return '1900-02-29';
  return dayOfNumber(before + count - (count > 60 ? 1 : 0));
}

/** Hours worked, `36:30`, as a cell shows them that counts days: no reader takes it for a number. */
export function serialHours(digits: string): string {
  const [whole = '', part = ''] = digits.replace('-', '').split('.');
  if (whole.length > 7) return '#####';
  const [hours = '', ...rest] = clockTime(part).split(':');
  return [
    `${digits.startsWith('-') ? '-' : ''}${Number(whole) * 24 + Number(hours)}`,
    ...rest,
  ].join(':');
}

/** The decimals of a day as a time, to the second: `5` is noon. */
function clockTime(part: string): string {
  // Ten decimals of a day times its seconds are a whole number that is held exactly.
  const exact = Number(part.slice(0, 10).padEnd(10, '0')) * secondsOfDay;
  const seconds = Math.min(Math.round(exact / 10_000_000_000), secondsOfDay - 1);
  const pair = (count: number) => String(count).padStart(2, '0');
  const time = `${pair(Math.floor(seconds / 3600))}:${pair(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? time : `${time}:${pair(seconds % 60)}`;
}
