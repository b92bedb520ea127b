import { ruleVersion } from '../ledger/chain.ts';
import { methodAt } from '../methods/method.ts';
import { methodText } from '../methods/method-text.ts';
import { type Command, WrongUsage } from './terminal.ts';

export const method: Command = {
  name: 'method',
  usage: 'method [--rules VERSION]',
  summary: 'print what each figure means, with its formula and an example; five minutes to read',
  options: { rules: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const version = args.text('rules') ?? ruleVersion;
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ rule_version: version, definitions: methodAt(version) }));
      return;
    }
    terminal.print(methodText(version));
  },
};
