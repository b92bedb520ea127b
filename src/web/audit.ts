import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readingRecord, recordEvent } from '../audit/commands.ts';
import type { Actor, AuditEvent, Outcome } from '../audit/event.ts';
import { Problem } from '../problem.ts';
import { type Caller, callerOf, knownCaller } from './access.ts';
import { statusOf } from './errors.ts';
import type { Service } from './service.ts';

/** Who asks, and from where. */
function actorOf({ by, kind, id }: Caller, request: FastifyRequest): Actor {
  return { who: by, whoKind: kind, whoId: id, address: request.ip, requestId: request.id };
}

/** What a request is about, as it is written down. */
export function eventOf(
  request: FastifyRequest,
  at: string,
): Omit<AuditEvent, 'outcome' | 'before' | 'after'> {
  const { operationId } = (request.routeOptions.schema ?? {}) as { operationId?: string };
  const action = operationId ?? request.method;
  const subject = `${request.method} ${request.url}`;
  return { ...actorOf(callerOf(request), request), at, action, subject };
}

const takesAway = /text\/csv|application\/x-ndjson/;

/** Addresses that answer with a file whatever a caller accepts, as a link of a page has it. */
const takenAway = /\/(copy|evidence\/:evidence|documents\/:document|files\/:file|audit\/file)$/;

/** Whether somebody takes figures or files away, to be read elsewhere. */
function isExport(request: FastifyRequest): boolean {
  if (request.method !== 'GET') return false;
  const { url = '', config } = request.routeOptions;
  // The page on which an archive is chosen takes nothing away yet.
  if (config.door?.ability === 'take-evidence') return url !== '/trusts/:trust/evidence';
  return takesAway.test(request.headers.accept ?? '') || takenAway.test(url);
}

/** Whether somebody tries what an act would do: nothing of it is left but that it was tried (N29). */
function isTry(request: FastifyRequest): boolean {
  const { url = '', config } = request.routeOptions;
  if (config.isTry) return true;
  return (
    request.method === 'POST' && /\/check$|\/scenarios(\/keys)?$|\/what-if$|-proposals$/.test(url)
  );
}

/**
 * Writes down what leaves no trace by itself, before it is answered: exports, tries, everything that is asked
 * with a key, and what was refused. What changes something is written down with the change.
 */
export function keepRecord(app: FastifyInstance, { database, now }: Service): void {
  const record = readingRecord(database);
  app.decorateRequest('isWritten', null);
  // Of a key every question counts, also one that turns out to be unreadable.
  app.addHook('preValidation', async (request) => {
    if (!isAskedByKey(request)) return;
    const outcome: Outcome = isExport(request) ? 'taken' : 'read';
    const event = { ...eventOf(request, now()), outcome, before: null, after: null };
    // The database writes it down while the answer is worked out.
    request.setDecorator('isWritten', record(callerOf(request).trustId, event));
  });
  app.addHook('onSend', async (request, reply) => {
    const written = request.getDecorator<Promise<void> | null>('isWritten');
    // A second failure while one is told would be sent as it is, with the inside of the service.
    if (reply.statusCode < 400) await written;
    else
      await written?.catch((error) => request.log.error(error, 'a use of a key is not on record'));
  });
  app.addHook('preHandler', async (request) => {
    if (isAskedByKey(request)) return;
    const outcome: Outcome | undefined = isExport(request)
      ? 'taken'
      : isTry(request)
        ? 'tried'
        : undefined;
    if (!outcome) return;
    const event = { ...eventOf(request, now()), outcome, before: null, after: askedOf(request) };
    await recordEvent(database, callerOf(request).trustId, event);
  });
  app.addHook('onError', (request, _reply, error) =>
    recordRefusal({ database, now }, request, error),
  );
}

/** Whether something is only asked; an answer without its body tells whether it is there, too. */
const isQuestion = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';

const isAskedByKey = (request: FastifyRequest) =>
  isQuestion(request) && knownCaller(request)?.kind === 'key';

/**
 * Writes down that somebody was refused; what is a fault of form or register only is not kept, unless a
 * program sent it with its key.
 */
export async function recordRefusal(
  { database, now }: Pick<Service, 'database' | 'now'>,
  request: FastifyRequest,
  error: Error,
): Promise<void> {
  const caller = knownCaller(request);
  // A question and a try of a key are on record already.
  const isActOfKey = caller?.kind === 'key' && !isQuestion(request) && !isTry(request);
  if (!caller || !(isRefusal(error) || isActOfKey)) return;
  const after = { refused: whatIsTold(error) };
  const event = { ...eventOf(request, now()), outcome: 'refused' as const, before: null, after };
  await recordEvent(database, caller.trustId, event);
}

/** What may be told of a failure to whoever reads the record: nothing of the inside of the service. */
function whatIsTold(error: Error & { readonly statusCode?: number }): string {
  const isOfCaller = error instanceof Problem || (error.statusCode ?? 500) < 500;
  return isOfCaller ? error.message : 'The service failed.';
}

/** What is no fault of form or register, but not open to this person. */
function isRefusal(error: Error): boolean {
  if (!(error instanceof Problem)) return false;
  const status = statusOf(error);
  return status === 403 || error.code === 'trust.unknown' || error.code === 'school.not-yours';
}

/** The body as it came, if it is a document and not a file. */
export function askedOf(request: FastifyRequest): unknown {
  const { body } = request;
  const isFile =
    Buffer.isBuffer(body) || typeof body !== 'object' || body === null || 'pipe' in body;
  return isFile ? null : body;
}
