import { userInfo } from 'node:os';
import { undoImport } from '../corrections/commands.ts';
import { inTrust } from '../database/tenant.ts';
import { importsOf } from '../imports/store.ts';
import { Problem } from '../problem.ts';
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
      const imports = await inTrust(database, trust.id, (tenant) =>
        importsOf(tenant, { state: 'posted' }),
      );
      const fitting = imports.filter(({ id, file }) => id === named || file === named);
      const [record, ...others] = fitting;
      if (!record || others.length > 0) {
        throw new Problem({
          code: 'import.unknown',
          message: record
            ? `${fitting.length} posted imports are called ${named}.`
            : `No posted import is called ${named}.`,
          remedy: record
            ? `Name one by its id: ${fitting.map(({ id }) => id).join(', ')}.`
            : 'Only what is posted can be taken back.',
        });
      }
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
