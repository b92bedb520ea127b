import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SignedIn, whoseSession } from '../sessions/commands.ts';
import type { Service } from './service.ts';
import { giveSecret, presentedSecret } from './session-cookie.ts';

/** Who is signed in by the session of a page's request, if anybody is. */
export async function signedInOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, now }: Pick<Service, 'database' | 'now'>,
): Promise<SignedIn | undefined> {
  const presented = presentedSecret(request);
  if (presented === undefined) return undefined;
  const signedIn = await whoseSession(database, { presented, at: now() });
  if (signedIn?.newSecret) giveSecret(reply, signedIn.newSecret);
  return signedIn;
}
