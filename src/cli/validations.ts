import { userInfo } from 'node:os';
import { closedWindow } from '../agreements/agreement.ts';
import { displayMoney, type Money } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import {
  checkValidation,
  type KnownValidation,
  listValidations,
  validateFigure,
} from '../validations/commands.ts';
import { writeValidation } from '../validations/routes.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const validate: Command = {
  name: 'validate',
  usage:
    'validate CONTRACT --from MONTH --to MONTH [--words TEXT] [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'show the figure of a contract in closed months, and with --confirm sign it, as none of its authors',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    words: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [contract, ...more] = args.words;
    if (!contract || more.length > 0) throw new WrongUsage('Name one contract.');
    const window = closedWindow(readWindow(args.text('from'), args.text('to')));
    const asked = { contract, window, words: args.text('words')?.trim() ?? '' };
    const isConfirmed = args.isSet('confirm');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const sign = isConfirmed ? validateFigure : checkValidation;
      const signed = await sign(database, trust.id, asked, person);
      if (args.isSet('json')) {
        const told = { trust: trust.name, confirmed: isConfirmed, ...writeValidation(signed) };
        terminal.print(JSON.stringify(told));
        return;
      }
      terminal.print(lineOf(signed));
      if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
    });
  },
};

export const validations: Command = {
  name: 'validations',
  usage: `validations ${knowledgeUsage} [--trust NAME]`,
  summary: 'list the figures that were validated, and which changed since',
  options: { ...knowledgeOptions, trust: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const knowledge = knowledgeAsked(args);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const list = await listValidations(database, trust.id, knowledge);
      if (args.isSet('json')) {
        const told = { trust: trust.name, validations: list.map(writeValidation) };
        terminal.print(JSON.stringify(told));
        return;
      }
      terminal.print(`${trust.name}: validated figures${list.length === 0 ? ': none' : ''}`);
      for (const signed of list) terminal.print(`  ${lineOf(signed)}`);
    });
  },
};

const shown = (amount: Money | null) => (amount === null ? '–' : displayMoney(amount));

function lineOf(signed: KnownValidation): string {
  const { contract, window, journal, by, isOutdated, now } = signed;
  const figure = `cash saving ${shown(signed.cashSaving)}, avoidance ${shown(signed.avoidance)}, net saving ${shown(signed.netSaving)}`;
  const since = isOutdated ? `; changed since, net saving now ${shown(now.netSaving)}` : '';
  return `${contract}, ${window.from} to ${window.to}, as known at journal ${journal}: ${figure}, validated by ${by}${since}`;
}
