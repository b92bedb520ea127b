import { correctionMethods } from './correction-methods.ts';
import { costMethods } from './cost-methods.ts';
import type { Definition } from './definition.ts';
import { furtherMethods } from './further-methods.ts';
import { savingMethods } from './saving-methods.ts';

/**
 * Every definition that a figure rests on, in the order in which a newcomer reads them. A wording is
 * never changed once a version of the rules is in use: what is sealed quotes it. Other words, or
 * another rule, are a further definition of the same id with a later version.
 */
export const definitions: readonly Definition[] = [
  ...costMethods,
  ...savingMethods,
  ...correctionMethods,
  ...furtherMethods,
];

/** Those that the figures of a savings report rest on: a sealed report quotes these, and no others. */
export const reportDefinitions: readonly Definition[] = [
  ...costMethods,
  ...savingMethods,
  ...correctionMethods,
];

/** The definitions as they stood in a version of the rules: of each the newest that is not later. */
export function methodAt(
  version: string,
  all: readonly Definition[] = definitions,
): readonly Definition[] {
  const held = new Map<string, Definition>();
  for (const definition of all) {
    if (definition.version > version) continue;
    const known = held.get(definition.id);
    if (!known || known.version < definition.version) held.set(definition.id, definition);
  }
  return [...held.values()];
}
