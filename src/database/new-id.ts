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

/**
 * The id of a new row that sorts after another one, which may be of a process whose clock is ahead. Whoever asks
 * sees to it that nobody else makes one after the same.
 */
export function newIdAfter(last: string | undefined): string {
  if (last && millisecondsOf(last) >= Math.max(Date.now(), milliseconds)) {
    milliseconds = millisecondsOf(last) + 1;
    sequence = 0;
  }
  return newId();
}

/** An id begins with its moment. */
const millisecondsOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
