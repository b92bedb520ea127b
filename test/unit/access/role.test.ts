import t from 'tap';
import {
  abilities,
  allAbilities,
  allRoles,
  fitsReach,
  keyScopes,
  mayDo,
} from '../../../src/access/role.ts';

t.test('nobody may do everything, and whoever lets people in does not sign figures', async (t) => {
  for (const role of allRoles) {
    t.ok(
      allAbilities.some((ability) => !mayDo(role, ability)),
      role,
    );
    t.ok(mayDo(role, 'read-figures'), `${role} sees figures`);
    t.notOk(mayDo(role, 'manage-access') && mayDo(role, 'validate-figures'), role);
  }
});

t.test('who reads, who acts', async (t) => {
  const acting = allAbilities.filter((ability) => !/^(read|take)-/.test(ability));
  for (const role of ['trustee', 'auditor'] as const) {
    t.strictSame(
      acting.filter((ability) => mayDo(role, ability)),
      [],
      role,
    );
  }
  t.strictSame(
    acting.filter((ability) => mayDo('business_manager', ability)),
    ['import-files', 'prepare-baselines'],
  );
  t.strictSame(
    acting.filter((ability) => mayDo('school_approver', ability)),
    ['answer-for-school'],
  );
  t.strictSame(
    allRoles.filter((role) => mayDo(role, 'read-audit')),
    ['administrator', 'auditor'],
  );
});

t.test('no key does what takes a second person', async (t) => {
  const second = ['approve-baselines', 'validate-figures', 'close-months', 'seal-reports'] as const;
  for (const ability of [...second, 'manage-access', 'read-audit'] as const) {
    t.notOk(keyScopes.includes(ability), ability);
  }
  t.ok(Object.values(abilities).every((meaning) => meaning.length > 10));
});

t.test('a role is for schools, for the trust, or for either', async (t) => {
  const fits = allRoles.map((role) => [role, fitsReach(role, true), fitsReach(role, false)]);
  t.strictSame(fits, [
    ['administrator', false, true],
    ['finance_lead', false, true],
    ['business_manager', true, true],
    ['school_approver', true, false],
    ['trustee', false, true],
    ['auditor', false, true],
  ]);
});
