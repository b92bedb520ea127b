import { userInfo } from 'node:os';
import { undoImport } from '../corrections/commands.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const undo: Command = {
  name: 'undo',
  usage: 'undo IMPORT [--reason TEXT] [--trust NAME] [--by PERSON]',
  summary: 'take a posted import back whole, named by its id or by the name of its file',
  options: { reason: { type: 'string' }, trust: { type: 'string' }, by: { type: 'string' } },
  async run(terminal, args) {
    const [named, ...more] = args.words;
    if (!named || more.length > 0) throw new WrongUsage('Name one import.');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const record = await chooseImport(database, trust.id, named);
      const journal = await undoImport(database, trust.id, record.id, {
        by: args.text('by') ?? userInfo().username,
        at: terminal.now(),
        reason: args.text('reason'),
      });
      const told = { import: record.id, file: record.file, journal: journal.number };
      terminal.print(
        args.isSet('json')
          ? JSON.stringify(told)
          : `${record.file} is taken back as journal ${journal.number}. It can be imported again.`,
      );
    });
  },
};
