import type { Definition } from './definition.ts';
import { methodAt } from './method.ts';

/** The method by a version of the rules as a text that needs no product to be read (N20). */
export function methodText(version: string): string {
  const definitions = methodAt(version).map(textOf);
  return [`How the figures are made, by the rules of ${version}.`, ...definitions].join('\n');
}

function textOf({ title, words, formula, example, rule, version, from }: Definition): string {
  const indented = [words, formula, `Example: ${example.words}`].map((line) => `  ${line}`);
  return ['', title, ...indented, `  Rule ${rule}, version ${version}, since ${from}.`].join('\n');
}
