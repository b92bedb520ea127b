import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { NotThere } from './errors.ts';

/** Who asks: the holder of a key, and so one trust. */
export interface Caller {
  readonly trustId: string;
  readonly trustName: string;
  readonly keyName: string;
}

type WhoseKey = (presented: string) => Promise<Caller | undefined>;

/**
 * Closes every address below to whoever shows no key. A key of another trust is answered as if the
 * trust did not exist, so that nobody learns which trusts there are.
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
    const { trust } = request.params as { trust?: string };
    if (trust !== undefined && trust.toLowerCase() !== caller.trustId) throw noSuchTrust(trust);
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
