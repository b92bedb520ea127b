import { randomBytes } from 'node:crypto';
import { hashKey } from '../access/api-key.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { listRenewals } from '../renewals/commands.ts';
import { writeCalendar } from './calendar-text.ts';
import { eventsOf, feedBytes, isFeedSecret, writeFeedSecret } from './feed.ts';
import { addFeedRow, type Feed, feedsInUse, setEnded, trustOfFeed } from './store.ts';

/** A feed by its name, and who gives or ends it when. */
export interface FeedWish {
  readonly trustId: string;
  readonly name: string;
  readonly by: string;
  readonly at: string;
}

/** The feeds of a trust that are in use. */
export function listFeeds(database: Database, trustId: string): Promise<Feed[]> {
  return inTrust(database, trustId, (tenant) => feedsInUse(tenant, trustId));
}

/**
 * Gives out an address at which calendars fetch the dates of a trust's contracts without signing in.
 * Its secret is shown this once; only the hash is kept. One name in use is one feed.
 */
export function openFeed(
  database: Database,
  { trustId, name, by, at }: FeedWish,
): Promise<{ readonly secret: string }> {
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    const inUse = await feedsInUse(tenant, trustId);
    if (inUse.some((feed) => feed.name === name)) {
      throw new Problem({
        code: 'register.conflict',
        found: name,
        message: `There is a calendar feed named "${name}" already.`,
        remedy: 'Take another name, or end that feed first.',
      });
    }
    const secret = writeFeedSecret(randomBytes(feedBytes));
    const facts = { id: newId(), trustId, name, createdBy: by, createdAt: at };
    await addFeedRow(tenant, { ...facts, hash: hashKey(secret) });
    return { secret };
  });
}

/** Ends a feed by its name: whoever has its address is told that nothing is there. */
export function endFeed(
  database: Database,
  { trustId, name, at }: Omit<FeedWish, 'by'>,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    const found = (await feedsInUse(tenant, trustId)).find((feed) => feed.name === name);
    if (!found) {
      throw new Problem({
        code: 'register.conflict',
        found: name,
        message: `There is no calendar feed named "${name}" in use.`,
        remedy: 'Look at the feeds with renewals feed list.',
      });
    }
    await setEnded(tenant, found.id, at);
  });
}

/** The calendar behind a secret, on a day; nothing for one that opens nothing. */
export async function calendarBehind(
  database: Database,
  secret: string,
  today: LocalDate,
): Promise<string | undefined> {
  if (!isFeedSecret(secret)) return undefined;
  const trust = await trustOfFeed(database, hashKey(secret));
  if (!trust) return undefined;
  const { renewals } = await listRenewals(database, trust.id, today);
  return writeCalendar(`${trust.name}: contracts`, eventsOf(renewals), today);
}
