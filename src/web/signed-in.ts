import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SignedIn, whoseSession } from '../sessions/commands.ts';
import type { Service } from './service.ts';
import { giveSecret, presentedSecret } from './session-cookie.ts';

type Knowing = Pick<Service, 'database' | 'now' | 'demonstration'>;

/**
 * Who shows a secret, if it opens anything. What anybody could open in a demonstration opens nothing
 * of a service that is none, though both may have worked on the same database.
 */
export async function sessionOf(
  { database, now, demonstration }: Knowing,
  presented: string,
): Promise<SignedIn | undefined> {
  const signedIn = await whoseSession(database, { presented, at: now() });
  return signedIn?.way === 'demonstration' && !demonstration ? undefined : signedIn;
}

/** Who is signed in by the session of a page's request, if anybody is. */
export async function signedInOf(
  request: FastifyRequest,
  reply: FastifyReply,
  service: Knowing,
): Promise<SignedIn | undefined> {
  const presented = presentedSecret(request);
  if (presented === undefined) return undefined;
  const signedIn = await sessionOf(service, presented);
  if (signedIn?.newSecret) giveSecret(reply, signedIn.newSecret);
  return signedIn;
}
