import { ruleVersion } from '../ledger/chain.ts';
import type { Definition } from '../methods/definition.ts';
import { methodAt } from '../methods/method.ts';
import { type Command, WrongUsage } from './terminal.ts';

export const method: Command = {
  name: 'method',
  usage: 'method [--rules VERSION]',
  summary: 'print what each figure means, with its formula and an example; five minutes to read',
  options: { rules: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const version = args.text('rules') ?? ruleVersion;
    const definitions = methodAt(version);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ rule_version: version, definitions }));
      return;
    }
    terminal.print(`How the figures are made, by the rules of ${version}.`);
    for (const definition of definitions) terminal.print(asText(definition));
  },
};

function asText({ title, words, formula, example, rule, version, from }: Definition): string {
  const indented = [words, formula, `Example: ${example.words}`].map((line) => `  ${line}`);
  return ['', title, ...indented, `  Rule ${rule}, version ${version}, since ${from}.`].join('\n');
}
