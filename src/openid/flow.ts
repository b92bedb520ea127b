import { createHash } from 'node:crypto';

/** For so long a sign-in at a provider may take. */
export const flowMilliseconds = 10 * 60_000;

/**
 * By what a flow is found again: the secret of the browser in which it began, and the provider at which
 * it began. An answer that another browser brings, or another provider gives, finds none.
 */
export function hashFlow(provider: string, secret: string): Buffer {
  return createHash('sha256').update(`flow ${provider} ${secret}`).digest();
}

/** The `state` that goes to the provider and comes back: it tells nothing of the secret. */
export function stateOf(secret: string): string {
  return createHash('sha256').update(`state ${secret}`).digest('base64url');
}

/** Whether a flow that began then may still be finished. */
export function isUnderWay(createdAt: string, at: string): boolean {
  return Date.parse(at) - Date.parse(createdAt) < flowMilliseconds;
}
