import { readFileSync } from 'node:fs';
import t from 'tap';
import { problemsOfFolder } from '../../../src/trusts/folder-check.ts';
import { folderTexts } from '../../../src/trusts/folder-text.ts';
import { trustFiles } from '../../../src/trusts/trust-file.ts';
import { registerOf } from '../../support/register.ts';
import { folderOf } from '../../support/trust-folder.ts';

const trust = {
  id: 'trust-1',
  name: 'Lantern Vale',
  kind: 'cooperative_trust' as const,
  companyNumber: null,
  ukprn: null,
  yearStartsMonth: 9,
};
const ends = { records: new Map(), terms: new Map(), calendar: { meetings: [], holidays: [] } };
const text = readFileSync('fixtures/demo/profiles/quickstead-cover-agency.json', 'utf8');

t.test('every file is written, whatever the trust has, and can be loaded', async (t) => {
  const document = { ...JSON.parse(text), supplier: 'Brightwater', contract: 'PAY' };
  const texts = folderTexts(trust, registerOf(), {
    charges: [],
    ends,
    profiles: [{ name: 'gas/power', document }],
  });
  t.strictSame([...texts.keys()], [...trustFiles, 'profiles/gas%2fpower.json']);
  t.equal(
    texts.get('trust.csv'),
    'name,kind,company_number,ukprn,year_starts_month\nLantern Vale,cooperative_trust,,,9\n',
  );
  t.match(texts.get('baselines.csv'), /^contract,urn,.*,approved_at\n$/);
  const folder = await folderOf(
    Object.fromEntries([...texts].map(([file, content]) => [file, content.split('\n')])),
  );
  t.strictSame(problemsOfFolder(folder), []);
  t.match(folder.profiles, [{ name: 'gas/power' }]);
});

t.test('a profile keeps the order of its keys', async (t) => {
  const texts = folderTexts(trust, registerOf(), {
    charges: [],
    ends,
    profiles: [{ name: 'q', document: JSON.parse(text) }],
  });
  t.equal(texts.get('profiles/q.json'), text);
});
