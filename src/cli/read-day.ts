import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { type Arguments, WrongUsage } from './terminal.ts';

/** A day that an option names; undefined without the option. */
export function readDay(args: Arguments, option: string): LocalDate | undefined {
  const text = args.text(option);
  const day = text === undefined ? undefined : parseIsoDate(text);
  if (text !== undefined && day === undefined) {
    throw new WrongUsage(`--${option} '${text}' is not a day such as 2026-06-28.`);
  }
  return day;
}
