import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { calendarFeed, trust } from '../database/tables.ts';

// Feeds belong to the directory: whoever asks with one has not said yet which trust it is about.
type Directory = Pick<Database, 'query'>;

/** A feed of a trust without what would open it. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** Keeps a feed by the hash of its secret. */
export async function addFeedRow(
  { query }: Directory,
  feed: Feed & { readonly trustId: string; readonly hash: Buffer },
): Promise<void> {
  await query.insert(calendarFeed).values(feed);
}

/** The feeds of a trust that open something, in the order of giving. */
export async function feedsInUse({ query }: Directory, trustId: string): Promise<Feed[]> {
  const { id, name, createdBy, createdAt } = calendarFeed;
  return query
    .select({ id, name, createdBy, createdAt })
    .from(calendarFeed)
    .where(and(eq(calendarFeed.trustId, trustId), isNull(calendarFeed.endedAt)))
    .orderBy(asc(calendarFeed.id));
}

/** The trust of the feed with this hash; nothing, if it is unknown or was ended. */
export async function trustOfFeed(
  { query }: Directory,
  hash: Buffer,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const [row] = await query
    .select({ id: trust.id, name: trust.name })
    .from(calendarFeed)
    .innerJoin(trust, eq(trust.id, calendarFeed.trustId))
    .where(and(eq(calendarFeed.hash, hash), isNull(calendarFeed.endedAt)));
  return row;
}

/** Ends a feed: its address opens nothing any more. */
export async function setEnded({ query }: Directory, id: string, at: string): Promise<void> {
  await query.update(calendarFeed).set({ endedAt: at }).where(eq(calendarFeed.id, id));
}
