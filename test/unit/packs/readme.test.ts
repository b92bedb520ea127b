import t from 'tap';
import type { PackFacts } from '../../../src/packs/manifest.ts';
import { readmeText } from '../../../src/packs/readme.ts';

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

t.test('the readme says whose pack it is, and how to check it', async (t) => {
  const whole = readmeText(facts);
  t.match(
    whole,
    /Oak Trust\nAll contracts, service months 2025-09 to the last month,\nas known at journal 7 of/,
  );
  t.match(whole, /sha256sum -c SHA256SUMS/);
  const own = readmeText({
    ...facts,
    school: { urn: '900001', name: 'Ash' },
    ...{ contract: 'PAY', from: null, to: '2026-08', known_at: null },
  });
  t.match(
    own,
    /savings of Ash \(900001\)\nContract PAY, service months the first month to 2026-08,\nas known at journal 7\./,
  );
  t.match(own, /made for one school/);
});
