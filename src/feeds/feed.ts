import type { Renewal } from '../renewals/renewal.ts';
import type { CalendarEvent } from './calendar-text.ts';

const form = /^slf_[A-Za-z0-9_-]{43}$/;

/** How many random bytes stand behind the address of a feed: 256 bits, too many to be guessed. */
export const feedBytes = 32;

/** The private part of a feed's address, from fresh random bytes: `slf_` and 43 signs. */
export function writeFeedSecret(bytes: Uint8Array): string {
  if (bytes.length !== feedBytes) throw new RangeError(`a feed is made of ${feedBytes} bytes`);
  return `slf_${Buffer.from(bytes).toString('base64url')}`;
}

/** Whether a text has the form of such a secret; whether it opens anything, only the register knows. */
export function isFeedSecret(text: string): boolean {
  return form.test(text);
}

/**
 * The days of a trust's contracts as they stand in a calendar: of each term the decision and the last day
 * for notice while nothing is decided, and its end. Only days and titles: no reason, price or person.
 */
export function eventsOf(renewals: readonly Renewal[]): CalendarEvent[] {
  return renewals.flatMap(({ contract, current, deadline }) => {
    const of = `${contract.reference}, ${contract.title}`;
    const event = (kind: string, day: CalendarEvent['day'], title: string) => ({
      // A date that moves is the same thing on another day, and the calendar moves it.
      uid: `${contract.id}.${current.endsOn}.${kind}@savings-ledger`,
      ...{ day, title },
    });
    const { decideBy, noticeBy, endsOn, meeting } = deadline;
    const where = meeting ? ` (${meeting.name})` : '';
    const open = [
      event('decide', decideBy, `Decide${where}: ${of}`),
      event('notice', noticeBy, `Last day for notice: ${of}`),
    ];
    return [...(current.decision ? [] : open), event('end', endsOn, `Ends: ${of}`)];
  });
}
