import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Ability, abilities as abilitiesInWords } from '../access/role.ts';
import type { Limit } from '../limits/limit.ts';
import { Problem } from '../problem.ts';
import type { Door } from './door.ts';
import { doorOf } from './doors.ts';
import { NotThere, Refused } from './errors.ts';
import { giveSecret, presentedSecret } from './session-cookie.ts';

/** Who asks about a trust: the holder of a key of it, or a person with a role in it. */
export interface Caller {
  readonly kind: 'key' | 'person';
  readonly id: string;
  readonly trustId: string;
  readonly trustName: string;
  /** The name that journals and records carry. */
  readonly by: string;
  readonly abilities: ReadonlySet<Ability>;
  /** The schools that the caller is held to; nothing, if let in for the whole trust. */
  readonly limit: Limit | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    door?: Door;
    /** Whether it tells what an act would do, and leaves nothing of it. */
    isTry?: boolean;
  }
}

/** Somebody who is signed in, and what that person is in a trust. */
export interface Visitor {
  /** The secret that the browser is to keep from now on, if it is another one. */
  readonly newSecret: string | undefined;
  /** Nothing for somebody who has no role in the trust. */
  readonly caller: Caller | undefined;
}

/** Finds out who asks: by the key that is shown, or by the session of a signed-in person. */
export interface Doorkeeper {
  byKey(presented: string): Promise<Caller | undefined>;
  bySession(presented: string, trustId: string): Promise<Visitor | undefined>;
}

/**
 * Closes every address below to whoever may not use it. What opens an address stands in `doors`; one
 * that does not stand there stops the service from starting. Another trust is answered as if it did
 * not exist, so that nobody learns which trusts there are.
 */
export function guard(app: FastifyInstance, doorkeeper: Doorkeeper): void {
  app.decorateRequest('caller', null);
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      route.config = { ...route.config, door: doorOf(method, route.url) };
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    const caller = await whoAsks(doorkeeper, request, reply);
    request.setDecorator('caller', caller);
    refuseBeyond(caller, request);
  });
}

async function whoAsks(
  doorkeeper: Doorkeeper,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Caller> {
  const key = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (key !== undefined) {
    const caller = await doorkeeper.byKey(key);
    if (caller) return caller;
    reply.header('www-authenticate', `${challenge}, error="invalid_token"`);
    throw nobody('The key opens nothing.');
  }
  const secret = presentedSecret(request);
  const { trust = '' } = request.params as { trust?: string };
  const visitor =
    secret === undefined ? undefined : await doorkeeper.bySession(secret, trust.toLowerCase());
  if (!visitor) {
    reply.header('www-authenticate', challenge);
    throw nobody('No key was shown, and nobody is signed in.');
  }
  refuseForeignForms(request);
  if (visitor.newSecret) giveSecret(reply, visitor.newSecret);
  if (visitor.caller) return visitor.caller;
  throw noSuchTrust(trust);
}

const challenge = 'Bearer realm="savings-ledger"';

function nobody(message: string): Problem {
  return new Problem({
    code: 'access.denied',
    message,
    remedy:
      'Send the header "Authorization: Bearer KEY", or sign in; an administrator gives out keys.',
  });
}

/**
 * A browser sends its cookie along with whatever page asks: what changes something must come from a
 * page of ours, which the browser itself says and no page can forge.
 */
export function refuseForeignForms(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwn = site === undefined ? isSameHost(origin, host) : site === 'same-origin';
  if (isOwn) return;
  throw new Refused(403, {
    code: 'access.denied',
    message: 'The request came from another site than this one.',
    remedy: 'Open the page of the savings ledger itself, and do it there.',
  });
}

function isSameHost(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}

function refuseBeyond({ trustId, limit, abilities }: Caller, request: FastifyRequest): void {
  const { trust } = request.params as { trust?: string };
  if (trust !== undefined && trust.toLowerCase() !== trustId) throw noSuchTrust(trust);
  const { door } = request.routeOptions.config;
  if (!door) return;
  if (!abilities.has(door.ability)) throw mayNot(door.ability);
  if (limit && door.reach === 'trust') throw notForSomeSchools();
}

function mayNot(ability: Ability): Refused {
  return new Refused(403, {
    code: 'access.denied',
    message: `This is not open to you. It is for those who may ${abilitiesInWords[ability]}.`,
    remedy: 'Ask an administrator of the trust, who can give you a role that has it.',
  });
}

function notForSomeSchools(): Refused {
  return new Refused(403, {
    code: 'access.denied',
    message: 'You are let in for some schools only, and this is of the whole trust.',
    remedy: 'Ask somebody who is let in for the whole trust.',
  });
}

function noSuchTrust(trust: string): Problem {
  return new NotThere({ code: 'trust.unknown', found: trust, message: 'There is no such trust.' });
}

/** The caller of a request, if it came so far. */
export function knownCaller(request: FastifyRequest): Caller | null {
  return request.getDecorator<Caller | null>('caller');
}

/** The caller of a request behind `guard`. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = knownCaller(request);
  if (!caller) throw new Error('a route is not behind its guard');
  return caller;
}
