import { isConnectionLost, lostConnection } from './connect.ts';
import type { Place } from './standby.ts';

/** What the ids of trusts and schools are; nothing else is written into the text of a question. */
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What begins a transaction, sent at once. SET takes no parameters, and set_config does not reach the workers
 * of a distributed engine. No school at all is no school's id, and so none is seen.
 */
export function opening(
  trustId: string,
  {
    schoolIds,
    keepsPlans,
  }: { readonly schoolIds?: ReadonlySet<string>; readonly keepsPlans?: boolean },
  isSpread: boolean,
): string {
  if (!uuid.test(trustId)) throw new RangeError('a trust is named by its UUID');
  const schools = schoolIds ? [...schoolIds].join() || 'none' : 'all';
  const seen = `set local app.trust_id = '${trustId}'; set local app.school_ids = '${schools}'`;
  // Left to itself, the server would go on planning some of the questions each time they are asked, for
  // longer than it then takes to answer them, and longest for their policies. Where there are several servers it
  // has to plan each time: which of them has the rows is told by the values of the question.
  const kept = isSpread ? '' : '; set local plan_cache_mode = force_generic_plan';
  return keepsPlans
    ? `begin isolation level repeatable read, read only; ${seen}${kept}`
    : `begin; ${seen}`;
}

/** Works on a reserved connection and gives it back; if it is lost, its pool is renewed. */
export async function onConnection<T>(
  { database, pool, sql }: Place,
  work: (committing: () => void) => Promise<T>,
): Promise<T> {
  let isCommitting = false;
  try {
    const result = await work(() => {
      isCommitting = true;
    });
    sql.release();
    return result;
  } catch (error) {
    if (isConnectionLost(error) || isLastWord(error)) {
      // A lost connection rolls back by itself, and nothing more can be asked on it.
      database.renew(pool);
      throw lostConnection(isCommitting);
    }
    await sql`rollback`;
    sql.release();
    throw error;
  }
}

/** Whether a server has said why it ends the connection: a standby does when what it replays is in the way. */
function isLastWord(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return (cause as { severity?: unknown } | null)?.severity === 'FATAL';
}
