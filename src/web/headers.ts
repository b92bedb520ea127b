import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

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
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
};

const twoYearsInSeconds = 2 * 365 * 24 * 3600;

/** Tells browsers with every answer to keep to what the service means to do. */
export function sendSafeHeaders(app: FastifyInstance): void {
  app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    strictTransportSecurity: { maxAge: twoYearsInSeconds, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

/** Keeps answers about a trust out of every store, unless a route says that its own reader may keep it. */
export function keepOutOfStores(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
