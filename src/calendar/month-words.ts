import type { Month } from './period.ts';

const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** A month in words: `June 2025`. */
export function monthInWords(month: Month): string {
  const [year, number] = month.split('-');
  return `${monthNames[Number(number) - 1]} ${year}`;
}
