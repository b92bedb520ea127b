// All unit tests in one process: starting one for each file takes far longer than the tests themselves.
import { readdirSync } from 'node:fs';
import t from 'tap';

t.setTimeout(600_000);

const files = readdirSync('test/unit', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => path.replace(/ts$/, 'js'))
  .sort();

// Read within a test, since the whole would end in the moment in which one file is done and the next
// is not there yet; the tests that they hold stand in line behind this one.
t.test('every file of unit tests is read', async (t) => {
  for (const path of files) await import(`./unit/${path}`);
  t.ok(files.length > 0);
});
