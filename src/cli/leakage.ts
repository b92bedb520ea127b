import { reportLeakage } from '../leakage/commands.ts';
import { type LeakageCut, leakageCuts } from '../leakage/leakage-rows.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { placeTable } from './place-table.ts';
import { wordsOfRows } from './row-words.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

const cashColumns = [
  ['on_contract_cost', 'On contract'],
  ['off_contract_cost', 'Off contract'],
  ['compliance_percent', 'Spend on contract %'],
  ['bought_on_contract_percent', 'Units on contract %'],
  ['cash_potential', 'Potential'],
  ['cash_realised', 'Realised'],
  ['cash_leakage', 'Leakage'],
  ['cash_own', 'Saved elsewhere'],
  ['cash_estimated_leakage', 'Leakage, estimate'],
  ['unknown_cost', 'Cannot be told'],
] as const;

const avoidanceColumns = [
  ['avoidance_potential', 'Avoidable'],
  ['avoidance_realised', 'Avoided'],
  ['avoidance_leakage', 'Leaked of it'],
  ['avoidance_own', 'Avoided elsewhere'],
  ['avoidance_estimated_leakage', 'Leaked of it, estimate'],
] as const;

export const leakage: Command = {
  name: 'leakage',
  usage: `leakage [--by contract|school|item,…] [--from MONTH --to MONTH] ${knowledgeUsage} [--explain] [--trust NAME]`,
  summary: 'print what buying outside of contracts cost, by contract unless asked otherwise',
  options: {
    by: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    explain: { type: 'boolean' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const by = (args.text('by') ?? 'contract').split(',').map((word) => word.trim());
    const unknown = by.find((word) => !leakageCuts.includes(word as LeakageCut));
    if (unknown !== undefined)
      throw new WrongUsage(`--by '${unknown}' is none of ${leakageCuts.join(', ')}.`);
    const window = readWindow(args.text('from'), args.text('to'));
    const knowledge = knowledgeAsked(args);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const asked = { by: by as LeakageCut[], window, ...knowledge };
      const { document, names } = await reportLeakage(database, trust.id, asked);
      if (args.isSet('json')) return terminal.print(JSON.stringify(document));
      terminal.print(`${document.trust}: leakage as known at journal ${document.journal}`);
      terminal.print(
        'Net plus irrecoverable VAT. Cash: potential = realised + leakage + saved elsewhere; the estimate, by spend, is not part of them.',
      );
      terminal.print(placeTable(document, { columns: cashColumns, names }));
      const isAvoided = document.rows.some((row) =>
        avoidanceColumns.some(([name]) => row[name] !== '0.00'),
      );
      if (isAvoided) {
        terminal.print(
          'Cost avoidance, by baselines that are no former price; never added to cash:',
        );
        terminal.print(placeTable(document, { columns: avoidanceColumns, names }));
      }
      if (args.isSet('explain')) terminal.print(wordsOfRows(document, names).join('\n'));
    });
  },
};
