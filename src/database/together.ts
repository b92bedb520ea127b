import { Problem } from '../problem.ts';

/**
 * Waits for parts of one transaction that are asked for together, so that the database works on one while the
 * answer of another is taken up. A part that refuses is heard once the others have ended: the transaction
 * ends with the refusal, and what they still asked would be asked on a connection that is somebody else's by then.
 * Any other failure is thrown at once, since on a connection that is gone nothing more is answered.
 */
export async function together<Parts extends readonly unknown[]>(
  parts: readonly [...Parts],
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  try {
    return await Promise.all(parts);
  } catch (error) {
    if (error instanceof Problem) await Promise.allSettled(parts);
    throw error;
  }
}
