import t from 'tap';
import { schoolFields, schoolRows } from '../../../src/school-entry/school-form.ts';

t.test('a new school has a URN and perhaps a first size', async (t) => {
  const ids = (isNew: boolean) => schoolFields(isNew).map(({ id }) => id);
  t.ok(ids(true).includes('urn') && ids(true).includes('value'));
  t.notOk(ids(false).includes('urn') || ids(false).includes('value'));
});

t.test('a form says a row of a school, and one of its size where it is named', async (t) => {
  const typed = { urn: '100001', name: 'Oak', joined_on: '2025-09-01', vat_recovery_rate: '35' };
  t.match(schoolRows(typed), { school: { name: 'Oak', vat_recovery_rate: '0.35' }, size: null });
  t.match(schoolRows({ ...typed, value: '210', source: 'Census' }).size, {
    ...{ urn: '100001', driver: 'pupils', value: '210' },
    ...{ effective_from: '2025-09-01', source: 'Census' },
  });
  t.equal(schoolRows({ vat_recovery_rate: 'most' }).school.vat_recovery_rate, 'most');
});
