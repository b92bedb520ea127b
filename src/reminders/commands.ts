import type { LocalDate } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { PostOffice } from '../mail/commands.ts';
import { Problem } from '../problem.ts';
import { listRenewals } from '../renewals/commands.ts';
import { isReminded, type ReminderChoice, writeReminder } from './reminder.ts';
import { claimReminder, readersOf, releaseReminder, saveChoice } from './store.ts';

/** A trust whose people are to be reminded, and how. */
export interface Sending {
  readonly trust: { readonly id: string; readonly name: string };
  readonly today: LocalDate;
  readonly publicUrl: string;
  readonly post: Pick<PostOffice, 'send'>;
}

/** To whom mail went, and to whom it could not be sent. */
export interface Sent {
  readonly sent: readonly string[];
  readonly failed: readonly { readonly email: string; readonly reason: string }[];
}

/**
 * Sends everybody who is due what has to be decided of contracts: one mail for all of them, once a week at the most,
 * and only while something is new or overdue. Asked twice, it sends once; what could not be sent is due again.
 */
export async function sendReminders(
  database: Database,
  { trust, today, publicUrl, post }: Sending,
): Promise<Sent> {
  const readers = await inTrust(database, trust.id, readersOf);
  const { renewals: now } = await listRenewals(database, trust.id, today);
  const sent: string[] = [];
  const failed: { email: string; reason: string }[] = [];
  for (const reader of readers) {
    const { personId, email, lastSentOn } = reader;
    if (!isReminded(reader, today)) continue;
    const before = lastSentOn ? (await listRenewals(database, trust.id, lastSentOn)).renewals : [];
    const letter = writeReminder({ trust: trust.name, now, before, today, publicUrl }, email);
    if (!letter) continue;
    // No transaction stays open while a mail is on its way.
    const isOurs = await inTrust(database, trust.id, (tenant) =>
      claimReminder(tenant, personId, today),
    );
    if (!isOurs) continue;
    try {
      await post.send(letter);
      sent.push(email);
    } catch (error) {
      await inTrust(database, trust.id, (tenant) => releaseReminder(tenant, personId, today));
      failed.push({ email, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { sent, failed };
}

/** Says how often somebody who is let in by that address is reminded. */
export function chooseReminders(
  database: Database,
  trustId: string,
  { email, every, by, at }: { email: string; every: ReminderChoice; by: string; at: string },
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    const reader = (await readersOf(tenant)).find((each) => each.email === email);
    if (!reader) {
      throw new Problem({
        code: 'person.unknown',
        found: email,
        message: `Nobody is let in by the address ${email}.`,
        remedy: 'List the people with: person list.',
      });
    }
    await saveChoice(tenant, { personId: reader.personId, every, changedBy: by, changedAt: at });
  });
}
