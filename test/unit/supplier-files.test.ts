// Each way that a supplier's file can look or be wrong has a fixture named after it, and its truth:
// the lines that it says, the rows that stop and why, or why it is refused.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import t from 'tap';
import { outcomeOf, truthsIn } from '../support/supplier-files.ts';

const folder = 'fixtures/files';

t.test('every fixture says what it is known to say', async (t) => {
  const known = truthsIn(folder);
  for (const { path, profile, truth } of known) {
    const { profile: _, ...wanted } = truth;
    t.strictSame(await outcomeOf(path, profile), { lines: {}, stopped: {}, ...wanted }, path);
  }
  const names = readdirSync(folder).filter((name) => name !== 'truth.json');
  t.strictSame(names.sort(), known.map(({ path }) => basename(path)).sort(), 'none without truth');
});
