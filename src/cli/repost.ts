import { userInfo } from 'node:os';
import { checkRepost, repostImport } from '../reposts/commands.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { resultAsJson } from './import.ts';
import { summaryOf } from './import-summary.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const repost: Command = {
  name: 'repost',
  usage: 'repost IMPORT [--confirm] [--reason TEXT] [--trust NAME] [--by PERSON]',
  summary: "show what an import would be by today's register, and with --confirm make it again",
  options: {
    confirm: { type: 'boolean' },
    reason: { type: 'string' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [named, ...more] = args.words;
    if (!named || more.length > 0) throw new WrongUsage('Name one import.');
    const isConfirmed = args.isSet('confirm');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const record = await chooseImport(database, trust.id, named);
      const make = isConfirmed ? repostImport : checkRepost;
      const result = await make(database, trust.id, record.id, {
        by: args.text('by') ?? userInfo().username,
        at: terminal.now(),
        reason: args.text('reason'),
      });
      if (args.isSet('json')) {
        const told = await resultAsJson(database, trust.id, result, { isConfirmed });
        terminal.print(JSON.stringify({ trust: trust.name, confirmed: isConfirmed, ...told }));
      } else for (const line of summaryOf(result, isConfirmed)) terminal.print(line);
    });
  },
};
