import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { addEvent } from '../audit/store.ts';
import { idempotencyKey } from '../database/tables.ts';
import { asDatabase, inTrust, type Tenant } from '../database/tenant.ts';
import type { Limit } from '../limits/limit.ts';
import { markOf } from '../limits/store.ts';
import { Problem } from '../problem.ts';
import { callerOf } from './access.ts';
import { askedOf, eventOf } from './audit.ts';
import { problems } from './errors.ts';
import { named } from './schemas.ts';
import { type Place, placeOf, type Service } from './service.ts';

const daysKept = 7;

/** The header of every write: RFC 8941's quoted string, or the same without its quotes. */
export const idempotencyHeader = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      description: `Names this write: sent again within ${daysKept} days, it is answered and not done again.`,
      pattern: '^("([ !#-\\[\\]-~]|\\\\["\\\\]){1,200}"|[!#-~][!-~]{0,199})$',
      examples: ['"5f2b3c1e"'],
    }),
  ),
});

/** The schema of a route that changes a thing, or adds it, and answers with what then is there. */
export function change<const Asked, Document extends TSchema>(
  asked: Asked,
  document: Document & { $id?: string },
) {
  const answer = named(document);
  const response = { 200: answer, 201: answer, ...problems(409, 422) };
  return { ...asked, headers: idempotencyHeader, response };
}

/** What a write may work with: its transactions are parts of the one that keeps its answer. */
export interface Write extends Place {
  readonly person: {
    readonly id: string;
    readonly by: string;
    readonly at: string;
    readonly limit?: Limit;
  };
}

/** What a write answers when it has done its work. */
export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  /** What was there before, for the record of who changed what. */
  readonly before?: unknown;
}

/**
 * Does a write and keeps its answer in the same transaction, so that after any failure either both
 * are there or neither. The same key again gets the answer that was kept; a refusal did nothing, is
 * not kept, and may simply be tried again.
 */
export async function answerOnce<Body>(
  service: Service,
  { request, reply, content }: { request: FastifyRequest; reply: FastifyReply; content?: unknown },
  work: (write: Write) => Promise<Answer<Body>>,
): Promise<Body> {
  const { trustId, id, by, limit } = callerOf(request);
  const at = service.now();
  // Answers within a limit are its own: others', kept for the same words, tell more.
  const asked = readKey(request.headers['idempotency-key']);
  const key = asked && limit ? `${markOf(limit)} ${asked}` : asked;
  const fingerprint = fingerprintOf(request, content ?? request.body);
  const answer = await inTrust(placeOf(request, service).database, trustId, async (tenant) => {
    const kept = key && (await keptAnswer<Body>(tenant, key, fingerprint));
    if (kept) return { ...kept, isReplayed: true };
    const fresh = await work({
      database: asDatabase(tenant),
      trustId,
      person: { id, by, at, ...(limit && { limit }) },
    });
    const { before = null, body: told } = fresh;
    const after = { asked: askedOf(request), told };
    await addEvent(tenant, { ...eventOf(request, at), outcome: 'done', before, after });
    if (key) await keepAnswer(tenant, { key, fingerprint, answer: fresh, at });
    return { ...fresh, isReplayed: false };
  });
  if (answer.isReplayed) reply.header('idempotency-replayed', 'true');
  reply.code(answer.status);
  return answer.body;
}

function readKey(header: string | string[] | undefined): string | undefined {
  const text = String(header ?? '');
  if (text === '') return undefined;
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

/** Two requests are the same when they ask the same of the same address, in whatever order. */
function fingerprintOf(request: FastifyRequest, content: unknown): string {
  const asked = JSON.stringify([request.method, request.url, inOrder(content ?? null)]);
  return createHash('sha256').update(asked).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, content]) => [name, inOrder(content)]));
}

async function keptAnswer<Body>(
  { query, sql, trustId }: Tenant,
  key: string,
  fingerprint: string,
): Promise<Answer<Body> | undefined> {
  // The lock ends with the transaction, however that ends: no key can stay "at work" for ever.
  const [lock] = await sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`savings-ledger:${trustId}:key:${key}`}, 0)) as free`;
  if (!lock?.free) {
    throw new Problem({
      code: 'key.running',
      message: 'The first request with this idempotency key is still at work.',
      remedy: 'Send the same request again in a moment, to get its answer.',
    });
  }
  const [kept] = await query
    .select()
    .from(idempotencyKey)
    .where(and(eq(idempotencyKey.trustId, trustId), eq(idempotencyKey.key, key)));
  if (!kept) return undefined;
  if (kept.fingerprint === fingerprint) return { status: kept.status, body: JSON.parse(kept.body) };
  throw new Problem({
    code: 'key.reused',
    message: 'Another request came with this idempotency key before.',
    remedy: 'Give each write a key of its own, and repeat one only with the same content.',
  });
}

async function keepAnswer(
  { query, trustId }: Tenant,
  kept: { key: string; fingerprint: string; answer: Answer<unknown>; at: string },
): Promise<void> {
  const { key, fingerprint, answer, at } = kept;
  const oldest = new Date(Date.parse(at) - daysKept * 24 * 3600 * 1000).toISOString();
  await query
    .delete(idempotencyKey)
    .where(and(eq(idempotencyKey.trustId, trustId), lt(idempotencyKey.createdAt, oldest)));
  await query.insert(idempotencyKey).values({
    trustId,
    key,
    fingerprint,
    status: answer.status,
    body: JSON.stringify(answer.body ?? null),
    createdAt: at,
  });
}
