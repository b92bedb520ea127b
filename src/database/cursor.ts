import type { PendingQuery, Row } from 'postgres';
import type { Asking } from './tenant.ts';

/**
 * Declares a cursor for a question, which is asked once for all of its rows: they are as they were then, and what
 * all of them cost grows with their number, where page after page each would read the rest anew.
 */
export const cursorFor = ({ sql }: Asking, name: string, question: PendingQuery<Row[]>) =>
  sql`declare ${sql(name)} no scroll cursor for ${question}`;

/** The rows of a declared cursor, so many at a time; it ends with them. */
export async function* rowsOf(
  { sql }: Asking,
  name: string,
  atOnce: number,
): AsyncGenerator<Row[]> {
  for (;;) {
    const rows = await sql.unsafe(`fetch ${atOnce} from ${name}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql.unsafe(`close ${name}`);
}
