import { createHash } from 'node:crypto';

const minute = 60_000;

/** For so long a failed try counts. */
export const windowMilliseconds = 15 * minute;

/** What tries are counted by, and how many may fail before one has to wait. */
export const mostFailures = { address: 5, place: 20 } as const;
export type Counted = keyof typeof mostFailures;

/** What tries are made at; each is counted by itself. */
export type Purpose = 'sign-in' | 'reset';

/** What is kept of an address or place: enough to count by, and nothing to read. */
export function hashCounted(purpose: Purpose, counted: Counted, text: string): Buffer {
  return createHash('sha256').update(`${purpose} ${counted} ${text}`).digest();
}

/**
 * For how many minutes one has to wait after these earlier tries, in ISO form; nothing, if one may try
 * now. It ends by itself, so that nobody is locked out for longer by whoever guesses.
 */
export function minutesToWait(
  earlier: readonly string[],
  counted: Counted,
  at: string,
): number | undefined {
  const now = Date.parse(at);
  const ends = earlier
    .map((time) => Date.parse(time) + windowMilliseconds)
    .filter((end) => end > now)
    .sort((a, b) => b - a);
  const end = ends[mostFailures[counted] - 1];
  return end === undefined ? undefined : Math.ceil((end - now) / minute);
}

/**
 * Where a try comes from, as one place: of an IPv6 address the half that names the line, since one
 * line has more addresses than there are tries.
 */
export function placeOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [before = '', after] = address.toLowerCase().split('%', 1).join('').split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
