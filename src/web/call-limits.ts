import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { knownCaller } from './access.ts';
import { Refused } from './errors.ts';

/** How often one caller may ask, and how often one address may show what opens nothing. */
export interface CallLimits {
  /** Requests of one key or person in a minute, and of all in one place who are not signed in. */
  readonly callsAMinute: number;
  /** Requests of one address in a quarter of an hour that were let in nowhere. */
  readonly failuresAQuarterHour: number;
}

/** Far more than a person does by hand, and room for a tool that loads a year of files. */
export const usualLimits: CallLimits = { callsAMinute: 600, failuresAQuarterHour: 60 };

const minute = 60_000;

/** Counts requests; each limit has a count of its own, kept by this process. */
export function countCalls(app: FastifyInstance): void {
  app.register(rateLimit, { global: false });
}

/**
 * Refuses whoever asks too often. To be called before `guard`: an address that has shown too many wrong
 * keys is not looked up any more, whatever it shows then. What was shown is counted apart (keys,
 * sessions, nothing at all), so that a tool with an old key does not shut out the office it stands in.
 */
export function limitCalls(app: FastifyInstance, limits: CallLimits): void {
  const failures = app.createRateLimit({
    max: limits.failuresAQuarterHour,
    timeWindow: 15 * minute,
    keyGenerator: (request: FastifyRequest) => `${whatIsShown(request)} ${addressOf(request)}`,
  });
  const calls = app.createRateLimit({
    max: limits.callsAMinute,
    timeWindow: minute,
    keyGenerator: (request: FastifyRequest) => {
      const caller = knownCaller(request);
      return caller ? `${caller.kind} ${caller.id}` : addressOf(request);
    },
  });
  const visits = visitsOf(app, limits);
  app.addHook('onRequest', async (request, reply) => {
    for (const [limit, why] of [[failures, guessing] as const, [visits, haste] as const]) {
      const count = await limit(request, { increment: false });
      // Only what was let in nowhere is counted, so that the limit itself may still be reached.
      if (!count.isAllowed && count.remaining === 0) throw tooMany(reply, count.ttl, why);
    }
  });
  app.addHook('preParsing', async (request, reply) => {
    const count = await calls(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany(reply, count.ttl, haste);
  });
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 401) await failures(request);
    // A page leads whoever is not signed in to the sign-in: no guess, but not without end either.
    else if (reply.statusCode === 303 && !knownCaller(request)) await visits(request);
  });
}

/**
 * Refuses a place from which pages that need nobody are asked too often: the sign-in and what belongs to
 * it. A whole school is one place to the network, so that it may ask as often as a busy program.
 */
export function limitVisitors(app: FastifyInstance, limits: CallLimits): void {
  const visits = visitsOf(app, limits);
  app.addHook('onRequest', async (request, reply) => {
    const count = await visits(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany(reply, count.ttl, haste);
  });
}

function visitsOf(app: FastifyInstance, { callsAMinute }: CallLimits) {
  return app.createRateLimit({ max: callsAMinute, timeWindow: minute, keyGenerator: addressOf });
}

const addressOf = (request: FastifyRequest) => normalizeIP(request.ip, 64);

function whatIsShown({ headers }: FastifyRequest): string {
  if (headers.authorization !== undefined) return 'key';
  return headers.cookie === undefined ? 'nothing' : 'session';
}

const guessing = 'Too many requests came from this address that opened nothing.';
const haste = 'Too many requests came in one minute.';

function tooMany(reply: FastifyReply, ttl: number, message: string): Refused {
  const seconds = Math.max(1, Math.ceil(ttl / 1000));
  reply.header('retry-after', String(seconds));
  return new Refused(429, {
    code: 'request.too-many',
    message,
    remedy: `Ask again in ${seconds} seconds, as Retry-After says; nothing of this request was done.`,
  });
}
