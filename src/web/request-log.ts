import type { FastifyRequest, FastifyServerOptions } from 'fastify';

type Logger = FastifyServerOptions['logger'];

/** The same logger, which writes of a request what is no secret. */
export function writingRequests(logger: Logger): Logger {
  if (typeof logger !== 'object') return logger;
  return { ...logger, serializers: { ...logger.serializers, req: writeRequest } };
}

function writeRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: withoutSecrets(url), host, remoteAddress: ip };
}

/** An address as a log may hold it: who reads it must not set a password by it, or sign in. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^(\/password\/)(?!forgotten(?:\?|$))[^?]*/i, '$1…')
    .replace(/^(\/sign-in\/[^?]*)\?.*$/i, '$1?…');
}
