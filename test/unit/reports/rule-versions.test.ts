import t from 'tap';
import { versionWarnings, writeVersions } from '../../../src/reports/rule-versions.ts';

t.test('N20: figures of different rules are not added without a warning', async (t) => {
  t.strictSame(versionWarnings([]), []);
  t.strictSame(versionWarnings(['2026-11']), []);
  t.match(versionWarnings(['2026-11', '2027-09']), [
    /^Figures made by the rules of 2026-11 and 2027-09 /,
  ]);
  t.match(versionWarnings(['a', 'b', 'c']), [/ a, b and c /]);
});

t.test('a row that stands alone names its rules', async (t) => {
  t.equal(writeVersions(['2026-11']), '2026-11');
  t.equal(writeVersions(['2026-11', '2027-09']), '2026-11 + 2027-09');
});
