import { userInfo } from 'node:os';
import { parseMonth } from '../calendar/period.ts';
import { closePeriod } from '../periods/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const closePeriodCommand: Command = {
  name: 'close-period',
  usage: 'close-period MONTH [--trust NAME] [--by PERSON]',
  summary: 'close a service month: later figures for it are booked as adjustments in an open one',
  options: { trust: { type: 'string' }, by: { type: 'string' } },
  async run(terminal, args) {
    const [text = '', ...more] = args.words;
    const month = parseMonth(text);
    if (!month || more.length > 0)
      throw new WrongUsage(`'${text}' is not a month such as 2025-09.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const atJournal = await closePeriod(database, trust.id, month, person);
      const told = { month, closed_at_journal: atJournal };
      terminal.print(
        args.isSet('json')
          ? JSON.stringify(told)
          : `${month} is closed as known at journal ${atJournal}.`,
      );
    });
  },
};
