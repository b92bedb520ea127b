import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const pool = new Uint8Array(16 * 512);
let used = pool.length;
let milliseconds = 0;
let sequence = 0;

/**
 * The id of a new row: unique everywhere, and later ones sort after earlier ones of this process,
 * which is the order in which a journal's digests run over its records.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 16);
  used += 16;
  // A clock that is set back must not bring an id before the last one.
  const now = Math.max(Date.now(), milliseconds);
  sequence = now > milliseconds ? 0 : sequence + 1;
  milliseconds = now;
  return v7({ random, msecs: now, seq: sequence });
}
