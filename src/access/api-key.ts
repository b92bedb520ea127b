import { createHash } from 'node:crypto';

/** How many random bytes stand behind a key: too many to be guessed. */
export const keyBytes = 32;

const form = /^slk_[A-Za-z0-9_-]{43}$/;

/** A key as its owner keeps it, from fresh random bytes: `slk_` and 43 letters, digits, `-` or `_`. */
export function writeKey(bytes: Uint8Array): string {
  if (bytes.length !== keyBytes) throw new RangeError(`a key is made of ${keyBytes} bytes`);
  return `slk_${Buffer.from(bytes).toString('base64url')}`;
}

/** Whether a text has the form of a key; whether anybody has it, only the register knows. */
export function isKey(text: string): boolean {
  return form.test(text);
}

/** What is kept of a key: enough to know it again, and nothing from which it could be used. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
