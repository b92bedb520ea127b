import { userInfo } from 'node:os';
import { checkUndo, undoAndTell } from '../undos/commands.ts';
import { tellChange } from './change-summary.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const undo: Command = {
  name: 'undo',
  usage: 'undo IMPORT [--confirm] [--reason TEXT] [--trust NAME] [--by PERSON]',
  summary:
    'show what taking a posted import back would change, and with --confirm take it back whole; named by its id or the name of its file',
  options: {
    confirm: { type: 'boolean' },
    reason: { type: 'string' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [named, ...more] = args.words;
    if (!named || more.length > 0) throw new WrongUsage('Name one import.');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { id, file } = await chooseImport(database, trust.id, named);
      const take = args.isSet('confirm') ? undoAndTell : checkUndo;
      const change = await take(database, trust.id, id, {
        by: args.text('by') ?? userInfo().username,
        at: terminal.now(),
        reason: args.text('reason'),
      });
      tellChange(terminal, args, change, { trust: trust.name, what: `Undo of ${file}` });
    });
  },
};
