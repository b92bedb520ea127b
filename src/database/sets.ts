import type { PendingQuery, Row } from 'postgres';
import type { Asking } from './tenant.ts';

/**
 * Has a question answered that holds whole sets of rows against each other, each of them read once. Left to itself,
 * the server takes any set to be a single row where it knows nothing of it, as of a trust that came after the tables
 * were last counted, and reads the one set again for each row of the other.
 */
export async function heldTogether<Rows extends readonly Row[]>(
  { sql }: Pick<Asking, 'sql'>,
  question: PendingQuery<Rows & Row[]>,
): Promise<Rows> {
  const [, rows] = await Promise.all([
    sql`set local enable_nestloop = off`,
    question,
    sql`set local enable_nestloop to default`,
  ]);
  return rows;
}
