import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * What a page of ours may load and where its forms lead: only what comes from this service, and no script or style
 * within a page.
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
  sendHeaders(app, safeHeaders);
}

/** Has each answer of a part of the service carry headers of helmet, which stand in the place of those told before. */
export function sendHeaders(app: FastifyInstance, options: HelmetOptions): void {
  const headers = headersOf(options);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
}

/** What helmet writes is the same for every answer: it is made once. */
function headersOf(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  const setHeader = (name: string, value: unknown) => {
    headers[name] = String(value);
  };
  helmet(options)({} as never, { setHeader, removeHeader: () => {} } as never, (error) => {
    if (error) throw error;
  });
  return headers;
}

/** The same with the refusal of an address that cannot be read, and so leads to no part of the service. */
export function withSafeHeaders(
  refuse: (error: never, request: FastifyRequest, reply: FastifyReply) => void,
) {
  const headers = headersOf(safeHeaders);
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(headers).header('x-request-id', request.id);
    refuse(error as never, request, reply);
  };
}

/** Keeps answers about a trust out of every store, unless a route says that its own reader may keep it. */
export function keepOutOfStores(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
