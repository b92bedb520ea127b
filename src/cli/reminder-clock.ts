import { setTimeout as delay } from 'node:timers/promises';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/connect.ts';
import { openPostOffice } from '../mail/commands.ts';
import { sendReminders } from '../reminders/commands.ts';
import { trusts } from '../trusts/store.ts';

const hour = 60 * 60 * 1000;

/** Sends, hour by hour as long as the service runs, what has to be decided of contracts; without a mail server nothing. */
export function startReminders(
  database: Database,
  { mail, publicUrl, port }: Pick<Config, 'mail' | 'publicUrl' | 'port'>,
  {
    now,
    report,
    everyMilliseconds = hour,
  }: {
    readonly now: () => string;
    readonly report: (error: unknown) => void;
    readonly everyMilliseconds?: number;
  },
): { stop(): Promise<void> } | undefined {
  if (!mail) return undefined;
  const post = openPostOffice(mail, () => {});
  const closing = new AbortController();
  const look = async () => {
    const today = now().slice(0, 10) as LocalDate;
    for (const trust of await trusts(database)) {
      if (closing.signal.aborted) return;
      const at = publicUrl ?? `http://localhost:${port}`;
      const { failed } = await sendReminders(database, { trust, today, publicUrl: at, post });
      // Whose mail it was is not for the log.
      if (failed.length > 0) report(new Error(`${failed.length} reminders could not be sent`));
    }
  };
  const looking = (async () => {
    while (!closing.signal.aborted) {
      await look().catch(report);
      await delay(everyMilliseconds, undefined, { signal: closing.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      closing.abort();
      await looking;
      post.close();
    },
  };
}
