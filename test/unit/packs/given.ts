// What the tests of a pack's tables start from.

import type { Parts } from '../../../src/packs/parts.ts';
import type { Scope } from '../../../src/packs/scope.ts';
import type { School } from '../../../src/schools/school.ts';

/** A pack of one school, or of the trust, up to journal 5. */
export function scopeOf(school: School | undefined, facts: Partial<Scope> = {}): Scope {
  const window = { from: undefined, to: undefined };
  return { school, contract: undefined, contractId: undefined, window, journal: 5, ...facts };
}

/** Every file of some parts as rows of cells, without the header. */
export async function rowsOf(parts: Parts): Promise<Record<string, string[]>> {
  const files: Record<string, string[]> = {};
  for (const [path, pieces] of parts) {
    let text = '';
    for await (const piece of pieces()) text += piece;
    files[path] = text.trim().split(/\r?\n/).slice(1);
  }
  return files;
}
