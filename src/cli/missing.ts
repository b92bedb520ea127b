import type { LocalDate } from '../calendar/local-date.ts';
import { inTrust } from '../database/tenant.ts';
import { missingInvoices } from '../reports/commands.ts';
import { readWindow } from '../reports/window.ts';
import { schoolsOf } from '../schools/store.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Command, counted, WrongUsage, withEngine } from './terminal.ts';

export const missing: Command = {
  name: 'missing',
  usage: `missing [--from MONTH --to MONTH] ${knowledgeUsage} [--trust NAME]`,
  summary: 'list the expected invoices that have not come, up to the last whole month',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const window = readWindow(args.text('from'), args.text('to'));
    const today = terminal.now().slice(0, 10) as LocalDate;
    const asked = { window, today, ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { found, names } = await inTrust(database, trust.id, async (tenant) => ({
        found: await missingInvoices(tenant, asked),
        names: new Map((await schoolsOf(tenant)).map(({ urn, name }) => [urn, name])),
      }));
      if (args.isSet('json')) {
        const items = found.map(({ urn, contract, month }) => ({ urn, contract, month }));
        return terminal.print(JSON.stringify({ trust: trust.name, missing: items }));
      }
      if (found.length === 0) return terminal.print('No expected invoice is missing.');
      terminal.print(`${counted(found.length, 'expected invoice')} not there:`);
      // A line for each school and contract: a gap of a year is one thing to ask a supplier about.
      const gaps = new Map<string, string[]>();
      for (const { urn, contract, month } of found) {
        const gap = `${contract}  ${urn} ${names.get(urn) ?? ''}`;
        gaps.set(gap, [...(gaps.get(gap) ?? []), month]);
      }
      for (const [gap, months] of gaps) terminal.print(`  ${gap}: ${months.join(', ')}`);
    });
  },
};
