import t from 'tap';
import { manifestText, type PackFacts, sumsText } from '../../../src/packs/manifest.ts';

const facts: PackFacts = {
  trust: 'Oak Trust',
  school: null,
  contract: null,
  from: '2025-09',
  to: null,
  journal: 7,
  journal_hash: 'abc',
  known_at: '2026-01-01T10:00:00.000Z',
  rule_version: '2026-11',
};
const files = [
  { path: 'a.csv', bytes: 3, sha256: '01' },
  { path: 'b/c.json', bytes: 4, sha256: '02' },
];

t.test('the manifest names what the pack is about and each file', async (t) => {
  t.match(JSON.parse(manifestText(facts, files)), { format: /\/1$/, journal: 7, files });
  t.equal(sumsText(files), '01  a.csv\n02  b/c.json\n', 'as sha256sum writes it');
});
