import type { Database } from '../database/connect.ts';
import { gathering } from '../database/gathering.ts';
import { askInTrust, inTrust, withLastAct } from '../database/tenant.ts';
import type { AuditEvent } from './event.ts';
import { addEvent, addEvents } from './store.ts';

/** Writes down an event by itself: a refusal, a try, or what was taken away. */
export function recordEvent(
  database: Database,
  trustId: string,
  event: AuditEvent,
): Promise<unknown> {
  return inTrust(database, trustId, (tenant) => addEvent(tenant, event));
}

/**
 * Writes down what programs read, together where many ask at once. Each promise ends when its own event
 * is there, so that no answer need leave before.
 */
export function readingRecord(
  database: Database,
): (trustId: string, event: AuditEvent) => Promise<unknown> {
  return gathering((trustId, events) =>
    askInTrust(database, trustId, (place) => addEvents(place, events)),
  );
}

/**
 * The same database for one act: each of its transactions that changes something keeps the event with
 * what it changed, or neither is there; a dry run leaves nothing but that it was tried (N29).
 */
export function audited(
  database: Database,
  event: () => Omit<AuditEvent, 'outcome' | 'before' | 'after'>,
): Database {
  return withLastAct(database, (tenant, outcome) =>
    addEvent(tenant, { ...event(), outcome, before: null, after: null }),
  );
}
