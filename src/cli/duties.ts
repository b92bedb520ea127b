import type { LocalDate } from '../calendar/local-date.ts';
import { type ContractDuties, listDuties } from '../duties/commands.ts';
import { type Outcome, outcomes } from '../duties/duty.ts';
import { adviceNotice, dutyInWords, outcomeInWords, writeDuty } from '../duties/words.ts';
import { chooseTrust } from './choose-trust.ts';
import { readDay } from './read-day.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const duties: Command = {
  name: 'duties',
  usage: 'duties [CONTRACT] [--on DAY] [--trust NAME]',
  summary:
    'print what the law of procurement and the department ask of contracts, why, by when, and what the register would have to say to know it',
  options: { on: { type: 'string' }, trust: { type: 'string' } },
  async run(terminal, args) {
    const [contract, ...more] = args.words;
    if (more.length > 0) throw new WrongUsage(`'${more[0]}' is not understood here.`);
    const today = readDay(args, 'on') ?? (terminal.now().slice(0, 10) as LocalDate);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const found = await listDuties(database, trust.id, { today, contract });
      if (args.isSet('json')) {
        const contracts = found.map(({ duties: all, ...about }) => {
          return { ...about, duties: all.map((duty) => writeDuty(duty, today)) };
        });
        terminal.print(
          JSON.stringify({ trust: trust.name, today, notice: adviceNotice, contracts }),
        );
        return;
      }
      terminal.print(`${trust.name}: duties of contracts on ${today}`);
      terminal.print(adviceNotice);
      if (found.length === 0) terminal.print('There are no contracts yet.');
      for (const line of found.flatMap((each) => contractLines(each, today))) terminal.print(line);
    });
  },
};

/** What does not apply is told in one line each, since it is most. */
function contractLines(
  { contract, title, duties: all }: ContractDuties,
  today: LocalDate,
): string[] {
  const section = (outcome: Outcome) => {
    const own = all.filter((duty) => duty.outcome === outcome);
    if (own.length === 0) return [];
    const heading = `  ${outcomeInWords[outcome].toUpperCase()}`;
    const lines = own.flatMap((duty) => {
      const [reason = '', ...more] = dutyInWords(duty, today);
      const head = `  - ${duty.title} (${duty.law.section})`;
      return [head, `      ${reason}`, ...more.map((sentence) => `      ${sentence}`)];
    });
    return [heading, ...lines];
  };
  return ['', `${contract}, ${title}`, ...outcomes.flatMap(section)];
}
