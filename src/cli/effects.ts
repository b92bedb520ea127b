import { reportEffects } from '../effects/commands.ts';
import { displayCell } from '../reports/layout.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { wordsOfRows } from './row-words.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const effects: Command = {
  name: 'effects',
  usage: `effects --from MONTH --to MONTH ${knowledgeUsage} [--explain] [--trust NAME]`,
  summary: 'print payback, part-year and full-year effect in a financial year',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    explain: { type: 'boolean' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const window = readWindow(args.text('from'), args.text('to'));
    const asked = { window, ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { document, names } = await reportEffects(database, trust.id, asked);
      if (args.isSet('json')) return terminal.print(JSON.stringify(document));
      terminal.print(`${document.trust}: ${document.year.from} to ${document.year.to}`);
      terminal.print(`By ${document.effect_basis}.`);
      for (const row of document.rows) {
        terminal.print('');
        terminal.print(`${row.contract}  ${row.urn} ${names.get(row.urn ?? '') ?? ''}`);
        const [saved, oneOff, net] = [row.cash_saving, row.one_off, row.net_saving].map(
          displayCell,
        );
        terminal.print(`  Cash saving ${saved}, one-off cost ${oneOff}, net saving ${net}`);
        terminal.print(
          row.payback_refused
            ? `  No payback: ${row.payback_refused}.`
            : `  Paid back after ${row.payback_months} months`,
        );
        const [part, full, next] = [
          row.part_year_effect,
          row.full_year_effect,
          row.next_year_effect,
        ].map(displayCell);
        terminal.print(
          row.effect_refused
            ? `  No full-year effect: ${row.effect_refused}.`
            : `  Part-year effect ${part}, full-year effect ${full}, next year adds ${next}`,
        );
      }
      if (args.isSet('explain')) terminal.print(['', ...wordsOfRows(document, names)].join('\n'));
    });
  },
};
