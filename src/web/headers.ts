import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';

/**
 * What a page of ours may load and where its forms lead: only what comes from this service, and scripts
 * and styles within a page only with the nonce of that one answer (`reply.cspNonce`).
 */
const contentPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
};

/** The same for the documentation, whose scripts are files of ours and ask this service only. */
export const documentationPolicy = {
  ...contentPolicy,
  // The one style that its script writes into the page, known by what it says.
  'style-src': ["'self'", "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
};

const twoYearsInSeconds = 2 * 365 * 24 * 3600;

const safeHeaders = {
  contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
  strictTransportSecurity: { maxAge: twoYearsInSeconds, includeSubDomains: false },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const;

/** Tells browsers with every answer to keep to what the service means to do. */
export function sendSafeHeaders(app: FastifyInstance): void {
  app.register(fastifyHelmet, { ...safeHeaders, enableCSPNonces: true });
}

const tellSafeHeaders = helmet(safeHeaders);

/** The same with the refusal of an address that cannot be read, and so leads to no part of the service. */
export function withSafeHeaders(
  refuse: (error: never, request: FastifyRequest, reply: FastifyReply) => void,
) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    tellSafeHeaders(request.raw, reply.raw, () => {
      reply.header('x-request-id', request.id);
      refuse(error as never, request, reply);
    });
  };
}

/** Keeps answers about a trust out of every store, unless a route says that its own reader may keep it. */
export function keepOutOfStores(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
