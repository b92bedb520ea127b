import { type TSchema, Type } from 'typebox';
import { Refused } from './errors.ts';
import { nullable, strict } from './schemas.ts';

const cursorVersion = 1;

/** The two parameters of a list that comes in pages. */
export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Entries in a page.' }),
  ),
  after: Type.Optional(
    Type.String({ maxLength: 1000, description: '`next` of the page before; none for the first.' }),
  ),
};

/** One page of a list; `next` is null on the last. */
export const pageOf = <Schema extends TSchema>(item: Schema) =>
  strict(
    {
      items: Type.Array(item),
      next: nullable(Type.String({ description: 'To be sent as `after` for the next page.' })),
    },
    { description: 'One page of the list.' },
  );

/** Where a page begins, and how long it is. */
export interface PageAsked {
  /** The key of the last entry of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reads which page is asked for; refuses a cursor that no page gave out. */
export function readPage(query: { limit?: number; after?: string }): PageAsked {
  const { limit = 50, after } = query;
  return { limit, after: after === undefined ? undefined : readCursor(after) };
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, version, key] = /^(\d+) (.+)$/s.exec(text) ?? [];
  if (Number(version) === cursorVersion && key !== undefined) return key;
  throw badCursor(cursor);
}

/** Refuses what is not the end of any page of a list. */
export function badCursor(cursor: string): Refused {
  return new Refused(400, {
    code: 'request.unreadable',
    column: 'after',
    found: cursor,
    message: '"after" is not the end of any page.',
    remedy: 'Send "next" of the page before, as it came.',
  });
}

/** A cursor's key that has to be a whole number, as of journals and rows. */
export function numberAfter({ after }: PageAsked): number {
  if (after === undefined) return 0;
  if (/^\d{1,9}$/.test(after)) return Number(after);
  throw badCursor(after);
}

/** A cursor's key that has to be an id. */
export function idAfter({ after }: PageAsked): string | undefined {
  if (after === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after))
    return after;
  throw badCursor(after);
}

/** A page of entries of which one more was asked for than it takes, to see whether it is the last. */
export function writePage<Found, Item>(
  found: readonly Found[],
  { limit }: PageAsked,
  { key, write }: { key: (entry: Found) => string | number; write: (entry: Found) => Item },
): { items: Item[]; next: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? Buffer.from(`${cursorVersion} ${key(last)}`).toString('base64url')
      : null;
  return { items: shown.map(write), next };
}

/** The entries after a page, of a short list that is sorted by a text. */
export function entriesAfter<Entry>(
  entries: readonly Entry[],
  { after }: PageAsked,
  key: (entry: Entry) => string,
): readonly Entry[] {
  return after === undefined ? entries : entries.filter((entry) => key(entry) > after);
}
