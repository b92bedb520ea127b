import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { newId } from '../database/new-id.ts';
import { auditEvent } from '../database/tables.ts';
import type { Asking, Tenant } from '../database/tenant.ts';
import { type AuditEvent, bounded, type Outcome, withoutSecrets } from './event.ts';

/** An event as it was kept. */
export interface KeptEvent extends AuditEvent {
  readonly id: string;
}

/** Keeps an event in the transaction of what it tells. */
export function addEvent(tenant: Tenant, event: AuditEvent): Promise<unknown> {
  return addEvents(tenant, [event]);
}

/** The same for several, in their order. Every question of a key waits for this: it is written by hand. */
export function addEvents({ sql, trustId }: Asking, events: readonly AuditEvent[]) {
  // As texts: the server would read the signs of a document that it cannot tell as text.
  const kept = (document: unknown) => {
    const told = bounded(withoutSecrets(document));
    return told === null ? null : JSON.stringify(told);
  };
  const rows = events.map(
    (event, index) => sql`${index === 0 ? sql`` : sql`,`}
      (${trustId}, ${newId()}, ${event.at}, ${event.who}, ${event.whoKind}, ${event.whoId},
        ${event.action}, ${event.outcome}, ${event.subject}, ${kept(event.before)}::text::json,
        ${kept(event.after)}::text::json, ${event.address}, ${event.requestId})`,
  );
  return sql`
    insert into audit_event (trust_id, id, at, who, who_kind, who_id, action, outcome, subject,
      before, after, address, request_id)
    values ${rows}`;
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
