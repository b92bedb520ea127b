import { and, eq, max } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import { renewalMail, renewalMailChoice } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { grantsOfTrust } from '../people/store.ts';
import type { Reader, ReminderChoice } from './reminder.ts';

/** Everybody who is let into the trust, each once, with what was sent and chosen. */
export async function readersOf(tenant: Tenant): Promise<Reader[]> {
  const { query, trustId } = tenant;
  const sent = await query
    .select({ personId: renewalMail.personId, last: max(renewalMail.sentOn) })
    .from(renewalMail)
    .where(eq(renewalMail.trustId, trustId))
    .groupBy(renewalMail.personId);
  const choices = await query
    .select()
    .from(renewalMailChoice)
    .where(eq(renewalMailChoice.trustId, trustId));
  const lastOf = new Map(sent.map(({ personId, last }) => [personId, last as LocalDate | null]));
  const choiceOf = new Map(choices.map(({ personId, every }) => [personId, every]));
  return (await grantsOfTrust(tenant, trustId)).map(({ person, role, schoolIds }) => ({
    personId: person.id,
    email: person.email,
    role,
    isWhole: schoolIds === null,
    choice: (choiceOf.get(person.id) ?? null) as ReminderChoice | null,
    lastSentOn: lastOf.get(person.id) ?? null,
  }));
}

/** Takes it upon itself to remind a person on a day; false where somebody else did already. */
export async function claimReminder(
  { query, trustId }: Tenant,
  personId: string,
  sentOn: LocalDate,
): Promise<boolean> {
  const claimed = await query
    .insert(renewalMail)
    .values({ trustId, personId, sentOn })
    .onConflictDoNothing()
    .returning({ personId: renewalMail.personId });
  return claimed.length > 0;
}

/** Gives back what could not be sent, so that it is tried again. */
export async function releaseReminder(
  { query, trustId }: Tenant,
  personId: string,
  sentOn: LocalDate,
): Promise<void> {
  const t = renewalMail;
  await query
    .delete(t)
    .where(and(eq(t.trustId, trustId), eq(t.personId, personId), eq(t.sentOn, sentOn)));
}

/** Keeps how often a person wants to be reminded. */
export async function saveChoice(
  { query, trustId }: Tenant,
  choice: { personId: string; every: ReminderChoice; changedBy: string; changedAt: string },
): Promise<void> {
  const { every, changedBy, changedAt } = choice;
  await query
    .insert(renewalMailChoice)
    .values({ trustId, ...choice })
    .onConflictDoUpdate({
      target: [renewalMailChoice.trustId, renewalMailChoice.personId],
      set: { every, changedBy, changedAt },
    });
}
