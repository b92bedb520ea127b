import t from 'tap';
import { describe } from '../../../src/problem.ts';
import type { Trust } from '../../../src/schools/school.ts';
import { chooseTrust, unknownTrust } from '../../../src/trusts/trust-choice.ts';
import { folderOf } from '../../support/trust-folder.ts';

const trust = (id: string, name: string): Trust => {
  return { id, name, kind: 'federation', companyNumber: null, ukprn: null, yearStartsMonth: 9 };
};
const [lantern, harrow] = [trust('id-1', 'Lantern Vale'), trust('id-2', 'Harrowmere')];
const named = (name: string) => ({
  'trust.csv': ['name,kind,year_starts_month', `${name},formal_partnership,4`],
});

t.test('the trust that a folder is for', async (t) => {
  const none = 'Add trust.csv, or say which trust the folder is for.';
  const taken =
    'trust.csv, name: Another trust has the name "Harrowmere". Load the folder into that trust, or give this one a name of its own.';
  const examples: [
    files: Record<string, string[]>,
    all: Trust[],
    asked: string | undefined,
    chosen: string,
  ][] = [
    [named('Lantern Vale'), [], undefined, 'new Lantern Vale new-id formal_partnership'],
    [named('Lantern Vale'), [harrow], undefined, 'new Lantern Vale new-id formal_partnership'],
    [
      named('Lantern Vale'),
      [harrow, lantern],
      undefined,
      'known Lantern Vale id-1 formal_partnership',
    ],
    [named('Lantern'), [harrow, lantern], 'id-1', 'known Lantern id-1 formal_partnership'],
    [named('Harrowmere'), [harrow, lantern], 'id-1', taken],
    [named('Harrowmere'), [harrow], 'id-3', 'There is no trust id-3.'],
    [{}, [lantern], undefined, 'known Lantern Vale id-1 federation'],
    [{}, [harrow, lantern], 'id-2', 'known Harrowmere id-2 federation'],
    [{}, [], undefined, `The folder has no trust.csv, and there is no trust yet. ${none}`],
    [
      {},
      [harrow, lantern],
      undefined,
      `The folder has no trust.csv, and there are 2 trusts. ${none}`,
    ],
    [{ 'trust.csv': ['name,kind'] }, [], undefined, ''],
    [{ 'trust.csv': ['name,kind'] }, [harrow, lantern], undefined, ''],
    [{ 'profiles/p.json': ['{'] }, [], undefined, ''],
    [{}, [lantern], 'id-3', 'There is no trust id-3.'],
  ];
  for (const [files, all, trustId, chosen] of examples) {
    const choice = chooseTrust(await folderOf(files), all, { trustId, newId: 'new-id' });
    const text =
      'problems' in choice
        ? choice.problems.map(describe).join()
        : `${choice.isNew ? 'new' : 'known'} ${choice.trust.name} ${choice.trust.id} ${choice.trust.kind}`;
    t.equal(text, chosen);
  }
  t.equal(unknownTrust('x').code, 'trust.unknown');
});
