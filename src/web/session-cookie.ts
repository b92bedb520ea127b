import type { FastifyReply, FastifyRequest } from 'fastify';

/** The browser takes a cookie of this name over a secure line only, for this host and no other. */
const name = '__Host-session';

const options = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** The secret that a browser shows, if any. */
export function presentedSecret(request: FastifyRequest): string | undefined {
  return request.cookies[name];
}

/** Gives a browser the secret of its session. It forgets it when it is closed. */
export function giveSecret(reply: FastifyReply, secret: string): void {
  reply.setCookie(name, secret, options);
}

/** Has a browser forget its session. */
export function takeSecretBack(reply: FastifyReply): void {
  reply.clearCookie(name, options);
}
