import { once } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import type { Tenant } from './tenant.ts';

/** What a cell of COPY's text format may hold; null is an absent value. */
export type CopyValue = string | number | boolean | Buffer | null;

/** Rows one after the other: made as they are written, they are not all in memory at once. */
type CopyRows = Iterable<readonly CopyValue[]>;

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

const special = /[\\\t\n\r\b\f\v]/;
const specials = new RegExp(special, 'g');

function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (typeof value !== 'string' || !special.test(value)) return String(value);
  return value.replace(specials, (char) => escapes[char] ?? char);
}

/** So many characters are handed to the connection at once. */
const writtenAtOnce = 200_000;

/**
 * Streams rows into a staging table of the running transaction. A row that the database refuses
 * ends as an error and leaves the connection usable.
 */
export function copyInto(
  tenant: Tenant,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
): Promise<void> {
  return copyEach(tenant, table, columns, rows, '\n');
}

async function copyEach(
  { sql }: Tenant,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
  rowEnd: string,
): Promise<void> {
  const stream = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable();
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  let text = '';
  const flush = async () => {
    const written = text === '' || stream.write(text);
    text = '';
    if (!written) await Promise.race([once(stream, 'drain'), failed]);
  };
  for (const row of rows) {
    let tab = '';
    for (const value of row) {
      text += tab + encode(value);
      tab = '\t';
    }
    text += rowEnd;
    if (text.length > writtenAtOnce) await flush();
  }
  await flush();
  stream.end();
  // The driver never settles a COPY whose last chunk is refused (porsager/postgres#1173), so the
  // end is not awaited: the next question of the transaction is answered, or fails, in its place.
  await soon();
  await Promise.race([sql`select 1`, failed]);
}

/** Rows that are laid aside together have one number: those carried over before them are not read again. */
let parts = 0;

/**
 * Lays rows aside for a table, in its staging table, and answers with what adds them; `whereKnown` says what becomes
 * of one that is there already. Whether what they refer to exists is looked up for each row: that is planned once
 * and answered by the index, and not planned anew each time; nor kept from the rows before, when tables may have
 * been so small that any index of a trust was as good as the key. The trust stands in the question itself, since
 * the server that has its rows is chosen as the question is planned.
 */
export async function layAside(
  tenant: Tenant,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
  whereKnown = '',
): Promise<() => Promise<void>> {
  const { sql, trustId } = tenant;
  parts = (parts + 1) % 2 ** 31;
  const [part, staging, names] = [parts, `staging_${table}`, columns.join(', ')];
  await copyEach(tenant, staging, [...columns, 'part'], rows, `\t${part}\n`);
  return async () => {
    // Sent together, each as a question of its own: a coordinator hands the text of a question on whole.
    await Promise.all([
      sql.unsafe(
        'discard plans; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local jit = off',
      ),
      sql.unsafe(`
        insert into ${table} (${names})
        select ${names} from ${staging} where trust_id = '${trustId}' and part = ${part} ${whereKnown}`),
      sql.unsafe(
        'set local plan_cache_mode to default; set local enable_seqscan to default; set local jit to default',
      ),
      sql.unsafe(`delete from ${staging} where trust_id = '${trustId}' and part = ${part}`),
    ]);
  };
}
