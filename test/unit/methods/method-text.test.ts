import t from 'tap';
import { ruleVersion } from '../../../src/ledger/chain.ts';
import { definitions } from '../../../src/methods/method.ts';
import { methodText } from '../../../src/methods/method-text.ts';

t.test(
  'every definition stands in the text with its formula, its example and its rule',
  async (t) => {
    const text = methodText(ruleVersion);
    t.match(
      text,
      /^How the figures are made, by the rules of 2026-11\.\n\nCost\n {2}What a service/,
    );
    for (const { title, words, formula, example, rule } of definitions) {
      const lines = [title, `  ${words}`, `  ${formula}`, `  Example: ${example.words}`];
      t.ok(text.includes(`\n${lines.join('\n')}\n  Rule ${rule}, version `), title);
    }
    t.equal(methodText('2020-01'), 'How the figures are made, by the rules of 2020-01.');
  },
);
