import type { LocalDate } from '../calendar/local-date.ts';
import { reportTiers } from '../tiers/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const tiers: Command = {
  name: 'tiers',
  usage: `tiers ${knowledgeUsage} [--trust NAME]`,
  summary:
    'print volume tiers reached, missed or about to be lost, and rebates earned, received and to be claimed, by contract year',
  options: { ...knowledgeOptions, trust: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const today = terminal.now().slice(0, 10) as LocalDate;
    const asked = { today, ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const document = await reportTiers(database, trust.id, asked);
      if (args.isSet('json')) return terminal.print(JSON.stringify(document));
      terminal.print(
        `${document.trust}: tiers and rebates as known at journal ${document.journal}`,
      );
      terminal.print(document.basis);
      if (document.contracts.length === 0) {
        terminal.print(
          'No contract has any: write them into volume_tiers.csv and rebate_clauses.csv of the trust.',
        );
      }
      for (const line of document.contracts.flatMap(contractLines)) terminal.print(line);
    });
  },
};

type Told = Awaited<ReturnType<typeof reportTiers>>['contracts'][number];

function contractLines({ contract, items, rebates }: Told): string[] {
  const told = [...items, ...rebates].flatMap(({ in_words: [first = '', ...more] }) => [
    `  ${first}`,
    ...more.map((sentence) => `    ${sentence}`),
  ]);
  return ['', contract, ...told];
}
