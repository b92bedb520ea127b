import { type Command, withEngine } from './terminal.ts';

export const migrate: Command = {
  name: 'migrate',
  usage: 'migrate',
  summary: "bring the database to this version's model",
  options: {},
  async run(terminal, args) {
    // Opening the database migrates it; this command does nothing else, for those who want to know.
    await withEngine(terminal, async () => {});
    terminal.print(args.isSet('json') ? '{"migrated":true}' : 'The database is at this version.');
  },
};
