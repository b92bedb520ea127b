import { userInfo } from 'node:os';
import { checkWord, teachWord } from '../teachings/commands.ts';
import { wordKinds } from '../teachings/word.ts';
import { tellChange } from './change-summary.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const teach: Command = {
  name: 'teach',
  usage: `teach IMPORT (${wordKinds.join(' | ')}) WORD MEANING [--confirm] [--trust NAME] [--by PERSON]`,
  summary:
    'tell the profile of an import what a word means, and read the files that have it again; shown first, done with --confirm',
  options: {
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [named = '', said, word = '', meaning = '', ...more] = args.words;
    const kind = wordKinds.find((known) => known === said);
    if (!meaning || more.length > 0) {
      throw new WrongUsage('Name an import, what the word is for, the word, and what it means.');
    }
    if (!kind) throw new WrongUsage(`'${said}' is none of ${wordKinds.join(', ')}.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { id } = await chooseImport(database, trust.id, named);
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const learn = args.isSet('confirm') ? teachWord : checkWord;
      const change = await learn(database, trust.id, id, { kind, word, meaning }, person);
      tellChange(terminal, args, change, { trust: trust.name, what: `'${word}' as ${meaning}` });
    });
  },
};
