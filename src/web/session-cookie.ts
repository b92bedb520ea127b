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

/** What a browser keeps while somebody signs in at a provider. */
const flowName = '__Host-sign-in';

/** The secret of the flow that a browser began, if any. */
export function presentedFlow(request: FastifyRequest): string | undefined {
  return request.cookies[flowName];
}

/** Gives a browser the secret of a flow, for as long as that may take. */
export function giveFlow(reply: FastifyReply, secret: string, seconds: number): void {
  reply.setCookie(flowName, secret, { ...options, maxAge: seconds });
}

/** Has a browser forget its flow. */
export function takeFlowBack(reply: FastifyReply): void {
  reply.clearCookie(flowName, options);
}
