import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Limit } from '../limits/limit.ts';
import { Problem } from '../problem.ts';
import { NotThere, Refused } from './errors.ts';

/** Who asks: the holder of a key, and so one trust. */
export interface Caller {
  readonly trustId: string;
  readonly trustName: string;
  readonly keyName: string;
  /** What the key is held to; nothing, if it is a key of the whole trust. */
  readonly limit: Limit | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Opens a route to keys of some schools: it shows and does only what is within their limit. */
    forSomeSchools?: true;
  }
}

/** What opens a route to keys of some schools; to them every other one is closed. */
export const forSomeSchools = { forSomeSchools: true } as const;

type WhoseKey = (presented: string) => Promise<Caller | undefined>;

/**
 * Closes every address below to whoever shows no key. A key of another trust is answered as if the
 * trust did not exist, so that nobody learns which trusts there are. A key of some schools opens
 * only the routes that say so.
 */
export function requireKey(app: FastifyInstance, whoseKey: WhoseKey): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request, reply) => {
    const presented = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const caller = presented === undefined ? undefined : await whoseKey(presented);
    if (!caller) {
      const challenge = presented === undefined ? '' : ', error="invalid_token"';
      reply.header('www-authenticate', `Bearer realm="savings-ledger"${challenge}`);
      throw new Problem({
        code: 'access.denied',
        message: presented === undefined ? 'No key was shown.' : 'The key opens nothing.',
        remedy: 'Send the header "Authorization: Bearer KEY"; "key add" gives out a key.',
      });
    }
    request.setDecorator('caller', caller);
    refuseBeyond(caller, request);
  });
}

function refuseBeyond({ trustId, limit }: Caller, request: FastifyRequest): void {
  const { trust } = request.params as { trust?: string };
  if (trust !== undefined && trust.toLowerCase() !== trustId) throw noSuchTrust(trust);
  if (limit && !request.routeOptions.config.forSomeSchools) throw notForSomeSchools();
}

function notForSomeSchools(): Refused {
  return new Refused(403, {
    code: 'access.denied',
    message: 'This key imports for some schools, and opens nothing else.',
    remedy: 'Ask an administrator, who has a key of the whole trust.',
  });
}

function noSuchTrust(trust: string): Problem {
  return new NotThere({ code: 'trust.unknown', found: trust, message: 'There is no such trust.' });
}

/** The caller of a request behind `requireKey`. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = request.getDecorator<Caller | null>('caller');
  if (!caller) throw new Error('a route is not behind its key');
  return caller;
}
