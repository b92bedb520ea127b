import { mayDo, type Role } from '../access/role.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Message } from '../mail/message.ts';
import { digestOf, isDigestDue } from '../renewals/digest.ts';
import type { Renewal } from '../renewals/renewal.ts';

/** How often somebody is sent what has to be decided: once a week at the most, or not at all. */
export const reminderChoices = ['week', 'never'] as const;
export type ReminderChoice = (typeof reminderChoices)[number];

/** Somebody who may be reminded. */
export interface Reader {
  readonly personId: string;
  readonly email: string;
  readonly role: Role;
  /** Whether the person is let in for the whole trust. */
  readonly isWhole: boolean;
  /** What the person chose; null where nothing was said. */
  readonly choice: ReminderChoice | null;
  readonly lastSentOn: LocalDate | null;
}

/**
 * Whether somebody is to be reminded on a day: who keeps the register unless it was ended, and whoever else of the
 * whole trust asked for it; each once a week at the most.
 */
export function isReminded({ role, isWhole, choice, lastSentOn }: Reader, today: LocalDate) {
  const every = choice ?? (mayDo(role, 'keep-register') ? 'week' : 'never');
  return isWhole && every === 'week' && isDigestDue(lastSentOn, today);
}

/** What a reminder is made of. */
export interface Reminding {
  readonly trust: string;
  readonly now: readonly Renewal[];
  /** The same as on the day of the last message; empty where there was none. */
  readonly before: readonly Renewal[];
  readonly today: LocalDate;
  readonly publicUrl: string;
}

/** The mail for one reader; nothing where nothing is overdue and nothing new since the last one. */
export function writeReminder(
  { trust, now, before, today, publicUrl }: Reminding,
  to: string,
): Message | undefined {
  if (!hasNews(now, before)) return undefined;
  const digest = digestOf(trust, { now, before }, today);
  if (!digest) return undefined;
  const end = [
    `Sign in to decide, or to let a matter rest: ${publicUrl}/`,
    `You get this as somebody who keeps the contracts of ${trust}. To get no more of it, say so to whoever runs the savings ledger, or send {"every": "never"} to its address renewals/mail.`,
  ];
  return { to, subject: digest.subject, text: `${digest.text}\n${end.join('\n\n')}\n` };
}

const matter = ({ contract, current, state }: Renewal) =>
  [contract.id, current.endsOn, state].join(' ');

/** Whether something is overdue, or has come to be planned or decided since the last message. */
export function hasNews(now: readonly Renewal[], before: readonly Renewal[]): boolean {
  const told = new Set(before.filter(({ snoozedUntil }) => snoozedUntil === null).map(matter));
  return now.some((each) => {
    if (each.snoozedUntil !== null) return false;
    if (each.state === 'overdue') return true;
    return (each.state === 'plan' || each.state === 'decide') && !told.has(matter(each));
  });
}
