import { createHash } from 'node:crypto';

const minute = 60_000;

/** Whoever does nothing for this long has left. */
export const idleMilliseconds = 60 * minute;

/** However busy somebody is: after a working day one signs in again. */
export const absoluteMilliseconds = 12 * 60 * minute;

/** So old a secret is exchanged: what was overheard is soon of no use. */
export const rotationMilliseconds = 15 * minute;

/** Requests that were under way when a secret was exchanged still carry the former one. */
export const overlapMilliseconds = minute;

/** How many random bytes stand behind a session: too many to be guessed. */
export const secretBytes = 32;

const form = /^[A-Za-z0-9_-]{43}$/;

/** The times of a session, in ISO form. */
export interface SessionTimes {
  readonly createdAt: string;
  readonly seenAt: string;
  readonly rotatedAt: string;
}

/** The secret of a cookie from fresh random bytes. */
export function writeSecret(bytes: Uint8Array): string {
  if (bytes.length !== secretBytes) throw new RangeError(`a secret has ${secretBytes} bytes`);
  return Buffer.from(bytes).toString('base64url');
}

/** Whether a text has the form of a secret; whether it opens anything, only the register knows. */
export function isSecret(text: string): boolean {
  return form.test(text);
}

/** What is kept of a secret: enough to know it again, and nothing from which it could be used. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a session still lasts: neither left alone for too long, nor too old. */
export function isLasting({ createdAt, seenAt }: SessionTimes, at: string): boolean {
  const now = Date.parse(at);
  const isIdle = now - Date.parse(seenAt) >= idleMilliseconds;
  return !isIdle && now - Date.parse(createdAt) < absoluteMilliseconds;
}

/** Whether its secret is to be exchanged. */
export function isDue({ rotatedAt }: SessionTimes, at: string): boolean {
  return Date.parse(at) - Date.parse(rotatedAt) >= rotationMilliseconds;
}

/** Whether the secret before the last exchange may still be shown. */
export function isOverlapping({ rotatedAt }: SessionTimes, at: string): boolean {
  return Date.parse(at) - Date.parse(rotatedAt) < overlapMilliseconds;
}
