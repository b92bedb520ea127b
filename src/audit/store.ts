import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { newId } from '../database/new-id.ts';
import { auditEvent } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { type AuditEvent, bounded, type Outcome, withoutSecrets } from './event.ts';

/** An event as it was kept. */
export interface KeptEvent extends AuditEvent {
  readonly id: string;
}

/** Keeps an event in the transaction of what it tells. */
export function addEvent(tenant: Tenant, event: AuditEvent): Promise<void> {
  return addEvents(tenant, [event]);
}

/** The same for several, in their order. */
export async function addEvents(
  { query, trustId }: Tenant,
  events: readonly AuditEvent[],
): Promise<void> {
  const kept = (document: unknown) => bounded(withoutSecrets(document));
  await query.insert(auditEvent).values(
    events.map((event) => {
      const [before, after] = [kept(event.before), kept(event.after)];
      return { trustId, id: newId(), ...event, before, after };
    }),
  );
}

/** Events in the order in which they happened, after a given one; or the newest first, before one. */
export async function eventsOf(
  { query, trustId }: Tenant,
  asked: {
    action?: string | readonly string[] | undefined;
    outcome?: Outcome | undefined;
    after?: string | undefined;
    newestBefore?: { readonly id: string | undefined } | undefined;
    limit: number;
  },
): Promise<KeptEvent[]> {
  const rows = await query
    .select()
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.trustId, trustId),
        asked.action === undefined ? undefined : inArray(auditEvent.action, [asked.action].flat()),
        asked.outcome === undefined ? undefined : eq(auditEvent.outcome, asked.outcome),
        asked.after === undefined ? undefined : gt(auditEvent.id, asked.after),
        asked.newestBefore?.id === undefined ? undefined : lt(auditEvent.id, asked.newestBefore.id),
      ),
    )
    .orderBy(asked.newestBefore ? desc(auditEvent.id) : asc(auditEvent.id))
    .limit(asked.limit);
  return rows.map(({ trustId: _, ...row }) => ({
    ...row,
    whoKind: row.whoKind as AuditEvent['whoKind'],
    outcome: row.outcome as Outcome,
    at: new Date(row.at).toISOString(),
  }));
}
