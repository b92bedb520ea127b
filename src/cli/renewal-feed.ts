import { userInfo } from 'node:os';
import { endFeed, listFeeds, openFeed } from '../feeds/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Terminal, WrongUsage, withEngine } from './terminal.ts';

/** Gives out addresses at which calendars fetch the dates of contracts, lists them, or ends one. */
export async function feed(terminal: Terminal, args: Arguments): Promise<void> {
  const [, verb, name, ...more] = args.words;
  const isList = verb === 'list' && name === undefined;
  const isNamed = (verb === 'add' || verb === 'end') && name?.trim() && more.length === 0;
  if (!isList && !isNamed) {
    throw new WrongUsage(
      'Say: renewals feed add NAME, renewals feed end NAME or renewals feed list.',
    );
  }
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const by = args.text('by') ?? userInfo().username;
    const wish = { trustId: trust.id, name: name?.trim() ?? '', by, at: terminal.now() };
    const print = (document: unknown, lines: readonly string[]) => {
      if (args.isSet('json')) terminal.print(JSON.stringify(document));
      else for (const line of lines) terminal.print(line);
    };
    if (isList) {
      const feeds = await listFeeds(database, trust.id);
      const told = feeds.map((each) => {
        return `  ${each.name}, given by ${each.createdBy} on ${each.createdAt.slice(0, 10)}`;
      });
      print({ trust: trust.name, feeds }, [`${trust.name}: calendar feeds in use`, ...told]);
    } else if (verb === 'end') {
      await endFeed(database, wish);
      print({ ended: wish.name }, [`The feed "${wish.name}" opens nothing any more.`]);
    } else {
      const { secret } = await openFeed(database, wish);
      const path = `/calendars/${secret}.ics`;
      print({ trust: trust.name, name: wish.name, path }, [
        path,
        'Put the address of the service before it, and subscribe to it in a calendar.',
        'It is shown this once. Whoever knows it reads dates and titles of contracts without signing in.',
      ]);
    }
  });
}
